import CSQLite
public import GeoModel

/// What a cell of a row is. SQLite types cells, not columns.
public enum SQLiteCell: Sendable { case integer, real, text, blob, null }

/// A compiled statement and the row that it stands on. It must not be used once its database is closed.
public final class SQLiteStatement {
  private let database: SQLiteDatabase
  private let pointer: OpaquePointer

  /// Columns of its rows.
  public let columnCount: Int

  init(_ pointer: OpaquePointer, of database: SQLiteDatabase) {
    self.pointer = pointer
    self.database = database
    columnCount = Int(sqlite3_column_count(pointer))
  }

  deinit { database.finalize(pointer) }

  private var live: OpaquePointer {
    precondition(database.isOpen, "a statement outlived its database")
    return pointer
  }

  public func name(_ column: Int) -> String {
    sqlite3_column_name(live, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// The type that the table declares for the column, upper case; empty for expressions.
  public func declaredType(_ column: Int) -> String {
    sqlite3_column_decltype(live, Int32(column)).map { String(cString: $0).uppercased() } ?? ""
  }

  /// Goes to the next row; false at the end.
  public func step() throws(SQLiteError) -> Bool {
    let result = sqlite3_step(live)
    switch result {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.failure("sqlite3_step", result)
    }
  }

  /// Makes ready for another run; bound values stay.
  public func reset() { sqlite3_reset(live) }

  public func cell(_ column: Int) -> SQLiteCell {
    switch sqlite3_column_type(live, Int32(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  public func integer(_ column: Int) -> Int64 { sqlite3_column_int64(live, Int32(column)) }

  public func real(_ column: Int) -> Double { sqlite3_column_double(live, Int32(column)) }

  /// The text of a cell; nil for null. Bytes that are not UTF-8 become U+FFFD.
  public func text(_ column: Int) -> String? {
    guard cell(column) != .null else { return nil }
    return withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds a text cell to a column.
  /// - Returns: false where its bytes were not UTF-8 and were replaced by U+FFFD.
  public func append(_ column: Int, to target: inout TextColumn) -> Bool {
    withText(column) { bytes in
      if bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil {
        target.append(bytes)
        return true
      }
      target.append(String(decoding: bytes, as: UTF8.self))
      return false
    }
  }

  /// The bytes of a blob, for the length of the call.
  public func withBlob<Result, Failure: Error>(
    _ column: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = sqlite3_column_blob(live, Int32(column))
    let count = Int(sqlite3_column_bytes(live, Int32(column)))
    let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    return try body(bytes.bindMemory(to: UInt8.self).span)
  }

  /// Bytes of a text or blob cell.
  public func byteCount(_ column: Int) -> Int { Int(sqlite3_column_bytes(live, Int32(column))) }

  private func withText<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    // The text first: asking for it may convert the cell, which changes its length.
    let start = sqlite3_column_text(live, Int32(column))
    let count = Int(sqlite3_column_bytes(live, Int32(column)))
    return body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}

@available(*, unavailable)
extension SQLiteStatement: Sendable {}

extension SQLiteStatement {
  /// Binds the parameter `index`, from 1.
  public func bind(_ text: String, at index: Int) throws(SQLiteError) {
    var text = text
    try check(
      text.withUTF8 {
        maillage_sqlite_bind_text(live, Int32(index), $0.baseAddress ?? Self.none, Int64($0.count))
      })
  }

  public func bind(_ text: ArraySlice<UInt8>, at index: Int) throws(SQLiteError) {
    try check(
      text.withUnsafeBufferPointer {
        maillage_sqlite_bind_text(live, Int32(index), $0.baseAddress ?? Self.none, Int64($0.count))
      })
  }

  public func bind(blob: [UInt8], at index: Int) throws(SQLiteError) {
    try check(
      blob.withUnsafeBufferPointer {
        maillage_sqlite_bind_blob(live, Int32(index), $0.baseAddress ?? Self.none, Int64($0.count))
      })
  }

  public func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_int64(live, Int32(index), value))
  }

  public func bind(_ value: Double, at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_double(live, Int32(index), value))
  }

  public func bindNull(at index: Int) throws(SQLiteError) {
    try check(sqlite3_bind_null(live, Int32(index)))
  }

  /// Runs a statement that gives no rows, and makes it ready for the next.
  public func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  private func check(_ result: Int32) throws(SQLiteError) {
    guard result == SQLITE_OK else { throw database.failure("sqlite3_bind", result) }
  }

  /// A place for texts of no bytes: a null pointer would bind null.
  private nonisolated(unsafe) static let none = UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
}
