import CSQLite
public import GeoModel

/// One SQLite database in memory, for the length of one call: to read bytes, or to make some.
///
/// SQLite never opens a file here, so reading leaves no journal and no lock, and writing nothing half done. A
/// database is not `Sendable`; it and its statements are closed when the call that opened them returns.
public final class SQLiteDatabase {
  let handle: OpaquePointer
  private(set) var isOpen = true
  /// Statements that are not finalized yet.
  private var statements = Set<OpaquePointer>()
  private let budget: UnsafeMutablePointer<SQLiteBudget>

  private init(byteCount: Int?) throws(SQLiteError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    let result = sqlite3_open_v2(":memory:", &opened, flags, nil)
    guard result == SQLITE_OK, let opened else {
      let message = String(cString: sqlite3_errstr(result))
      sqlite3_close_v2(opened)
      throw SQLiteError(function: "sqlite3_open_v2", code: result, message: message)
    }
    handle = opened
    budget = .allocate(capacity: 1)
    budget.initialize(to: SQLiteBudget(byteCount: byteCount ?? 0))
    sqlite3_extended_result_codes(opened, 1)
    if let byteCount { restrict(byteCount) }
  }

  deinit {
    close()
    budget.deallocate()
  }

  /// Reads a database that is at hand as bytes. A schema is not trusted: views and triggers may call nothing that
  /// reaches outside, cells and queries are bounded by the size of the file, and so is the work.
  ///
  /// Throws what `body` throws, and `sqlite.…` diagnostics where the bytes cannot be opened.
  public static func read<Result>(
    _ bytes: [UInt8], source: String, _ body: (SQLiteDatabase) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    var bytes = bytes
    // A database in WAL mode has files beside it; what these bytes hold is complete without them.
    for place in [18, 19] where bytes.count > 100 && bytes[place] == 2 { bytes[place] = 1 }
    return try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) -> Result in
      let location = SourceLocation(file: source)
      let database: SQLiteDatabase
      do throws(SQLiteError) {
        database = try SQLiteDatabase(byteCount: buffer.count)
        try requireWholePages(buffer)
        try database.adopt(buffer)
      } catch {
        throw error.diagnostic(at: location)
      }
      defer { database.close() }
      return try body(database)
    }
  }

  /// Makes a database and returns its bytes, the same on every run for one version of SQLite.
  public static func make(_ body: (SQLiteDatabase) throws(SQLiteError) -> Void) throws(SQLiteError) -> [UInt8]
  {
    let database = try SQLiteDatabase(byteCount: nil)
    defer { database.close() }
    // Zeroed pages, so that nothing of the memory's past is written.
    try database.execute("PRAGMA secure_delete = ON; PRAGMA encoding = 'UTF-8'; PRAGMA page_size = 4096")
    try body(database)
    var size: sqlite3_int64 = 0
    guard let pages = sqlite3_serialize(database.handle, "main", &size, 0) else {
      throw database.failure("sqlite3_serialize", SQLITE_NOMEM)
    }
    defer { sqlite3_free(pages) }
    return Array(UnsafeBufferPointer(start: pages, count: Int(size)))
  }

  /// Runs statements that give no rows.
  public func execute(_ sql: String) throws(SQLiteError) {
    let result = sqlite3_exec(handle, sql, nil, nil, nil)
    guard result == SQLITE_OK else { throw failure("sqlite3_exec", result) }
  }

  /// One statement, ready to be run.
  public func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    var compiled: OpaquePointer?
    var text = sql
    let result = text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        sqlite3_prepare_v2(handle, $0.baseAddress, Int32(clamping: $0.count), &compiled, nil)
      }
    }
    guard result == SQLITE_OK, let compiled else { throw failure("sqlite3_prepare_v2", result) }
    statements.insert(compiled)
    return SQLiteStatement(compiled, of: self)
  }

  /// Ends a statement that is not used any more.
  func finalize(_ statement: OpaquePointer) {
    if statements.remove(statement) != nil { sqlite3_finalize(statement) }
  }

  /// A name as SQL takes any name. A name ends at a NUL, which SQLite cannot hold.
  public static func quoted(_ name: String) -> String {
    var result = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\0" { break }
      if scalar == "\"" { result += "\"" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// The error of the C function that just failed.
  func failure(_ function: String, _ code: Int32) -> SQLiteError {
    let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no message"
    return SQLiteError(function: function, code: code, message: message)
  }

  /// SQLite fills a last page that is cut short with zeros, and would give them as data.
  private static func requireWholePages(_ bytes: UnsafeBufferPointer<UInt8>) throws(SQLiteError) {
    guard bytes.count >= 100 else { return }
    func word(_ at: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) } }
    let announced = Int(bytes[16]) << 8 | Int(bytes[17])
    let page = announced == 1 ? 65_536 : announced
    guard page >= 512, bytes.count % page != 0 else { return }
    // The count of pages is valid where its change counter is that of the file.
    guard word(24) != word(92) || word(28) > bytes.count / page else { return }
    throw SQLiteError(function: "read", code: SQLITE_CORRUPT, message: "the last page is incomplete")
  }

  private func adopt(_ buffer: UnsafeBufferPointer<UInt8>) throws(SQLiteError) {
    // SQLite does not write to what it is told is read-only.
    let pages = UnsafeMutablePointer(mutating: buffer.baseAddress)
    let result = sqlite3_deserialize(
      handle, "main", pages, sqlite3_int64(buffer.count), sqlite3_int64(buffer.count),
      UInt32(SQLITE_DESERIALIZE_READONLY))
    guard result == SQLITE_OK else { throw failure("sqlite3_deserialize", result) }
    try execute("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY")
  }

  private func restrict(_ byteCount: Int) {
    for flag in [SQLITE_DBCONFIG_DEFENSIVE] { _ = maillage_sqlite_set_flag(handle, flag, 1) }
    for flag in [
      SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
      SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
    ] { _ = maillage_sqlite_set_flag(handle, flag, 0) }
    let limits: [(Int32, Int)] = [
      // No cell is longer than the file that holds it; a view may join a few short ones.
      (SQLITE_LIMIT_LENGTH, max(1 << 16, byteCount)), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
      (SQLITE_LIMIT_COLUMN, 2000), (SQLITE_LIMIT_EXPR_DEPTH, 500), (SQLITE_LIMIT_COMPOUND_SELECT, 50),
      (SQLITE_LIMIT_VDBE_OP, 100_000), (SQLITE_LIMIT_FUNCTION_ARG, 100), (SQLITE_LIMIT_ATTACHED, 0),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
      (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (limit, value) in limits { sqlite3_limit(handle, limit, Int32(clamping: value)) }
    SQLiteBudget.watch(handle, budget)
  }

  private func close() {
    guard isOpen else { return }
    isOpen = false
    defer { statements = [] }
    // Our own only: an index has statements too, which it ends itself.
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }
}

@available(*, unavailable)
extension SQLiteDatabase: Sendable {}
