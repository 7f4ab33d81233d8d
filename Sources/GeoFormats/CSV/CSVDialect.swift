public import GeoModel

/// How a CSV file is to be read; what is nil is found out.
public struct CSVOptions: Sendable, Equatable {
  /// One ASCII byte that is neither a quote nor a line end.
  public var delimiter: UInt8?
  public var encoding: TextEncoding?

  public init(delimiter: UInt8? = nil, encoding: TextEncoding? = nil) {
    self.delimiter = delimiter
    self.encoding = encoding
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

  public init(delimiter: UInt8, encoding: TextEncoding, hasBOM: Bool, lineEnding: LineEnding) {
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

/// The delimiter of a CSV file from its first lines.
enum CSVSniffer {
  static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 9, UInt8(ascii: "|")]

  /// The candidate that cuts most lines into as many fields as the header, then the one that cuts the
  /// header most; a comma where none cuts it.
  static func delimiter(_ bytes: [UInt8], from start: Int) -> UInt8 {
    let rows = counts(bytes, from: start)
    guard let header = rows.first else { return UInt8(ascii: ",") }
    var best = UInt8(ascii: ",")
    var bestScore = (agreeing: 0, fields: 0)
    for (index, candidate) in candidates.enumerated() where header[index] > 0 {
      let score = (rows.filter { $0[index] == header[index] }.count, header[index])
      if score > bestScore {
        best = candidate
        bestScore = score
      }
    }
    return best
  }

  /// Candidates outside quotes in each of the first rows.
  private static func counts(_ bytes: [UInt8], from start: Int) -> [[Int]] {
    var rows: [[Int]] = []
    var row = [0, 0, 0, 0]
    var isQuoted = false
    var mayOpen = true
    var length = 0
    let end = min(bytes.count, start + 1 << 16)
    for at in start..<max(start, end) {
      let byte = bytes[at]
      if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false }
        continue
      }
      if byte == 10 || byte == 13 {
        if length > 0 { rows.append(row) }
        if rows.count == 50 { return rows }
        row = [0, 0, 0, 0]
        length = 0
        mayOpen = true
        continue
      }
      length += 1
      if byte == UInt8(ascii: "\"") && (mayOpen || bytes[at - 1] == UInt8(ascii: "\"")) {
        isQuoted = true
      }
      mayOpen = false
      if let index = candidates.firstIndex(of: byte) {
        row[index] += 1
        mayOpen = true
      }
    }
    // The last row counts where the file ends with it.
    if length > 0 && (end == bytes.count || rows.isEmpty) { rows.append(row) }
    return rows
  }
}
