import GeoModel
import GeoNative

/// How the columns of a table are written: their names in SQL, their types, and the row's identifier.
struct GeoPackageColumns {
  enum Storage: String {
    case integer = "INTEGER"
    case real = "REAL"
    case boolean = "BOOLEAN"
    case text = "TEXT"
  }

  /// Name of the primary key.
  let identifier: String
  /// The column that gives the primary key; nil where rows are numbered from 1.
  let identifierColumn: Int?
  /// Name of the geometry column.
  let geometry: String
  /// Columns of the table that are written, in their order, with their names and types.
  let written: [(column: Int, name: String, storage: Storage)]
  /// Columns whose name was changed, and those whose cells of several kinds became text.
  let renamed: [(from: String, to: String)]
  let mixed: [String]
  /// True where the rows do not ascend by their identifiers.
  let isReordered: Bool

  /// - Parameter identifier: the column of the features' own identifiers, where there is one.
  init(_ table: Table, identifier: Int? = nil) {
    let names = table.names.map { $0.lowercased() }
    let candidates = [identifier, names.firstIndex(of: "fid")].compactMap { $0 }
    let identifierColumn = candidates.first { Self.isIdentifier(table.columns[$0]) }
    self.identifierColumn = identifierColumn
    isReordered =
      identifierColumn.map { index in
        let column = table.columns[index]
        return (1..<max(1, column.count)).contains {
          (Self.integer(column, $0) ?? 0) < (Self.integer(column, $0 - 1) ?? 0)
        }
      } ?? false
    var taken = Set<String>()
    func unused(_ wanted: String, among others: [String]) -> String {
      var name = wanted
      var number = 2
      while taken.contains(name.lowercased()) || others.contains(name.lowercased()) {
        name = "\(wanted)_\(number)"
        number += 1
      }
      taken.insert(name.lowercased())
      return name
    }
    self.identifier =
      identifierColumn.map { unused(table.columns[$0].name, among: []) } ?? unused("fid", among: names)
    geometry = unused("geom", among: names)
    var written: [(Int, String, Storage)] = []
    var renamed: [(String, String)] = []
    var mixed: [String] = []
    for (index, column) in table.columns.enumerated() where index != identifierColumn {
      // A name ends at a NUL in SQL, and no column is without a name.
      let own = String(column.name.unicodeScalars.prefix { $0 != "\0" }.map(Character.init))
      let name = unused(own.isEmpty ? "champ_\(index + 1)" : own, among: [])
      if name != column.name { renamed.append((column.name, name)) }
      let (storage, isMixed) = Self.storage(of: column)
      if isMixed { mixed.append(column.name) }
      written.append((index, name, storage))
    }
    self.written = written
    self.renamed = renamed
    self.mixed = mixed
  }

  /// True where every cell is an integer, no two the same.
  static func isIdentifier(_ column: TextColumn) -> Bool {
    var seen = Set<Int64>(minimumCapacity: column.count)
    for row in 0..<column.count {
      guard column.kind(row) == .number || column.kind(row) == .text, let value = integer(column, row),
        seen.insert(value).inserted
      else { return false }
    }
    return true
  }

  /// The type that loses nothing of any cell.
  private static func storage(of column: TextColumn) -> (storage: Storage, isMixed: Bool) {
    var numbers = 0
    var booleans = 0
    var others = 0
    var isInteger = true
    var isReal = true
    for row in 0..<column.count {
      switch column.kind(row) {
      case .missing: continue
      case .boolean: booleans += 1
      case .number:
        numbers += 1
        if isInteger && integer(column, row) == nil { isInteger = false }
        if isReal && !isExact(column, row) { isReal = false }
      case .text, .json: others += 1
      }
    }
    if numbers > 0 && booleans + others == 0 {
      if isInteger { return (.integer, false) }
      return isReal ? (.real, false) : (.text, false)
    }
    if booleans > 0 && numbers + others == 0 { return (.boolean, false) }
    return (.text, numbers + booleans > 0)
  }

  static func integer(_ column: TextColumn, _ row: Int) -> Int64? {
    let range = column.byteRange(row)
    guard range.count <= 20, let first = range.first else { return nil }
    // A leading zero is part of a code.
    let digits = column.bytes[first] == UInt8(ascii: "-") ? first + 1 : first
    if range.upperBound - digits > 1 && column.bytes[digits] == UInt8(ascii: "0") { return nil }
    return column.bytes[first] == UInt8(ascii: "+") ? nil : Int64(column[row])
  }

  /// True where a double holds the number: an integer beyond 2^53 may lose its last digits in one.
  private static func isExact(_ column: TextColumn, _ row: Int) -> Bool {
    guard let value = DecimalNumber.parse(column[row]), value.isFinite else { return false }
    guard value.magnitude >= 9_007_199_254_740_992 else { return true }
    return column.bytes[column.byteRange(row)].contains {
      $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e")
    }
  }

  /// Binds the cells of a row from parameter `first` on.
  func bind(_ row: Int, of table: Table, to statement: SQLiteStatement, from first: Int) throws(SQLiteError) {
    for (offset, entry) in written.enumerated() {
      let column = table.columns[entry.column]
      let place = first + offset
      guard column.kind(row) != .missing else {
        try statement.bindNull(at: place)
        continue
      }
      switch entry.storage {
      case .integer: try statement.bind(Self.integer(column, row) ?? 0, at: place)
      case .real: try statement.bind(DecimalNumber.parse(column[row]) ?? 0, at: place)
      case .boolean: try statement.bind(Int64(column[row] == "true" ? 1 : 0), at: place)
      case .text: try statement.bind(column.bytes[column.byteRange(row)], at: place)
      }
    }
  }

  /// The identifier of a row.
  func identifier(_ row: Int, of table: Table) -> Int64 {
    guard let identifierColumn else { return Int64(row + 1) }
    return Self.integer(table.columns[identifierColumn], row) ?? Int64(row + 1)
  }
}
