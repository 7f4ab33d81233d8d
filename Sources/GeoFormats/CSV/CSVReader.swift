public import GeoModel

/// CSV as text columns: what Excel, R and data portals write.
///
/// Delimiter among `;` `,` tab `|`, quotes with doubled quotes and line ends inside, LF, CRLF or CR, UTF-8
/// with or without a mark, UTF-16 with a mark, Windows-1252 where the bytes are not UTF-8 (line by line where
/// other lines are). A quote inside an unquoted field is an ordinary character. Blank lines are skipped, those
/// before the last row with a warning. The first row names the columns, unless titles stand above it (see
/// `HeaderRow`).
public enum CSVReader {
  /// Columns of a table at most; a file that has more is not a table.
  public static let maximumColumns = 10_000

  /// Reads a whole table; `source` is the file's name for messages. A table without rows is allowed.
  ///
  /// Throws `csv.empty`, `csv.quote`, `csv.field-count`, `csv.nul`, `csv.delimiter`, `csv.columns`,
  /// `csv.too-large`, `csv.decimal-comma`, `csv.header-row`, `text.encoding`, with the line.
  public static func read(
    _ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions()
  ) throws(Diagnostic) -> ReadTable {
    let beginning = try begin(bytes, source: source, options: options)
    var parser = beginning.parser
    let table = try parser.parse()
    return ReadTable(
      table: table, dialect: beginning.dialect(parser), warnings: beginning.warnings + parser.warnings)
  }

  /// The text decoded, its delimiter found and its header, where the parser stands.
  static func begin(
    _ bytes: [UInt8], source: String, options: CSVOptions
  ) throws(Diagnostic) -> Beginning {
    let decoded = try DecodedText(bytes, forced: options.encoding, source: source)
    if let delimiter = options.delimiter, delimiter >= 0x80 || [0, 10, 13, 34].contains(delimiter) {
      throw Diagnostic(
        "csv.delimiter", at: SourceLocation(file: source),
        Phrase(en: "this delimiter cannot be used", fr: "ce séparateur ne peut pas servir"),
        found: CSVDialect.name(delimiter), expected: Phrase(verbatim: "; , tab |"))
    }
    let (text, start) = (decoded.bytes, decoded.start)
    let delimiter = options.delimiter ?? CSVSniffer.delimiter(text, from: start)
    let header = try CSVHeader(text, from: start, delimiter: delimiter, source: source, options: options)
    var parser = CSVParser(text, from: header.start, line: header.line, delimiter: delimiter, source: source)
    parser.skippedRows = header.skippedRows
    parser.isRagged = options.isRagged
    return Beginning(
      parser: parser, encoding: decoded.encoding, hasBOM: decoded.hasBOM, headerLine: header.line,
      warnings: decoded.warnings + header.notes)
  }

  struct Beginning {
    var parser: CSVParser
    var encoding: TextEncoding
    var hasBOM: Bool
    var headerLine: Int
    var warnings: [Diagnostic]

    /// - Parameter parser: behind the rows, or as far as it went.
    func dialect(_ parser: CSVParser) -> CSVDialect {
      CSVDialect(
        delimiter: parser.delimiter, encoding: encoding, hasBOM: hasBOM, lineEnding: parser.lineEnding,
        headerLine: headerLine)
    }
  }
}
