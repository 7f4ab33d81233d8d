public import GeoModel

/// CSV as text columns: what Excel, R and data portals write.
///
/// Delimiter among `;` `,` tab `|`, quotes with doubled quotes and line ends inside, LF, CRLF or CR, UTF-8
/// with or without a mark, Windows-1252 where the bytes are not UTF-8. A quote inside an unquoted field is
/// an ordinary character. Blank lines are skipped, those before the last row with a warning. The first row
/// names the columns.
public enum CSVReader {
  /// Columns of a table at most; a file that has more is not a table.
  public static let maximumColumns = 10_000

  /// Reads a whole table; `source` is the file's name for messages. A table without rows is allowed.
  ///
  /// Throws `csv.empty`, `csv.quote`, `csv.field-count`, `csv.nul`, `csv.delimiter`, `csv.columns`,
  /// `csv.too-large`, `text.encoding`, `text.utf16`, with the line.
  public static func read(
    _ bytes: [UInt8], source: String, options: CSVOptions = CSVOptions()
  ) throws(Diagnostic) -> ReadTable {
    let mark = TextEncoding.mark(bytes)
    if let mark, mark.name != "UTF-8" { throw TextEncoding.utf16Refusal(mark.name, source: source) }
    var text = bytes
    var start = mark?.length ?? 0
    var encoding = options.encoding ?? .utf8
    if encoding == .utf8 {
      if TextEncoding.firstInvalid(bytes) != nil {
        // A forced encoding, or one that the mark announces, is not second-guessed.
        if options.encoding != nil || mark != nil { _ = try TextEncoding.utf8.decode(bytes, source: source) }
        encoding = .cp1252
        text = try encoding.decode(bytes, source: source)
      }
    } else {
      text = try encoding.decode(Array(bytes[start...]), source: source)
      start = 0
    }
    if let delimiter = options.delimiter, delimiter >= 0x80 || [0, 10, 13, 34].contains(delimiter) {
      throw Diagnostic(
        "csv.delimiter", at: SourceLocation(file: source),
        Phrase(en: "this delimiter cannot be used", fr: "ce séparateur ne peut pas servir"),
        found: CSVDialect.name(delimiter), expected: Phrase(verbatim: "; , tab |"))
    }
    let delimiter = options.delimiter ?? CSVSniffer.delimiter(text, from: start)
    var parser = CSVParser(text, from: start, delimiter: delimiter, source: source)
    let table = try parser.parse()
    let dialect = CSVDialect(
      delimiter: delimiter, encoding: encoding, hasBOM: mark != nil, lineEnding: parser.lineEnding)
    return ReadTable(table: table, dialect: dialect, warnings: parser.warnings)
  }
}
