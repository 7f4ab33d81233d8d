public import GeoModel

/// How a CSV file is to be read; what is nil is found out.
public struct CSVOptions: Sendable, Equatable {
  /// One ASCII byte that is neither a quote nor a line end.
  public var delimiter: UInt8?
  public var encoding: TextEncoding?
  /// Line of the file, from 1, that names the columns; in a workbook, its row.
  public var headerLine: Int?
  /// Rows left out right after the header: units, numbers of columns.
  public var skippedRows: Int?
  /// True to complete short rows with empty cells.
  public var isRagged = false

  public init(
    delimiter: UInt8? = nil, encoding: TextEncoding? = nil, headerLine: Int? = nil, skippedRows: Int? = nil,
    isRagged: Bool = false
  ) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.headerLine = headerLine
    self.skippedRows = skippedRows
    self.isRagged = isRagged
  }
}

/// How a CSV file was written.
public struct CSVDialect: Sendable, Equatable {
  public enum LineEnding: String, Sendable { case lf = "LF", crlf = "CRLF", cr = "CR" }

  public var delimiter: UInt8
  public var encoding: TextEncoding
  public var hasBOM: Bool
  /// That of the first line.
  public var lineEnding: LineEnding
  /// Line of the file, from 1, that names the columns.
  public var headerLine: Int

  public init(
    delimiter: UInt8, encoding: TextEncoding, hasBOM: Bool, lineEnding: LineEnding, headerLine: Int = 1
  ) {
    self.headerLine = headerLine
    self.delimiter = delimiter
    self.encoding = encoding
    self.hasBOM = hasBOM
    self.lineEnding = lineEnding
  }

  /// The delimiter as it is named in messages: `;`, `,`, `|`, `tab`.
  public var delimiterName: String { Self.name(delimiter) }

  /// That of a table whose cells need none.
  static let none = CSVDialect(delimiter: 0, encoding: .utf8, hasBOM: false, lineEnding: .lf)

  static func name(_ delimiter: UInt8) -> String {
    delimiter == 9 ? "tab" : String(UnicodeScalar(delimiter))
  }
}

/// A table as read, with its dialect and what the reader put right.
public struct ReadTable: Sendable, Equatable {
  public var table: Table
  public var dialect: CSVDialect
  /// Defects that were survived, and as `.note` what was found out.
  public var warnings: [Diagnostic]
  /// Name of the format, for reports.
  public var format: String

  public init(table: Table, dialect: CSVDialect, format: String = "CSV", warnings: [Diagnostic] = []) {
    self.table = table
    self.dialect = dialect
    self.format = format
    self.warnings = warnings
  }
}
