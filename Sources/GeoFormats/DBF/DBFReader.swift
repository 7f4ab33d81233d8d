public import GeoModel
import GeoNative

/// A `.dbf` as read.
struct DBFContent {
  /// The rows that are not marked as deleted.
  var table: Table
  /// Rows of the file, deleted ones included.
  var recordCount: Int
  /// Records marked as deleted, ascending.
  var deleted: [Int]
  var encoding: DBFEncoding
  /// Defects that were survived, and as `.note` how the encoding was found.
  var warnings: [Diagnostic]
}

/// Tables of dBase and FoxPro: the attributes of shapefiles, and tables of their own.
///
/// - Texts lose the blanks on their right; a text of blanks, a number of blanks or stars is missing.
/// - Numbers keep their digits; dates become `2024-01-31`; a number written with leading zeros stays a text.
/// - Memos, which lie in another file, and pictures are left out, and said.
/// - Rows marked as deleted are left out, and said.
public enum DBFReader {
  /// A table of its own; `companions` may hold a `.cpg`.
  /// - Throws: `dbf.header`, `dbf.record-length`, `dbf.truncated`, `dbf.too-large`, `text.encoding`.
  public static func table(
    _ bytes: [UInt8], source: String, companions: Companions = .none, encoding: TextEncoding? = nil
  ) throws(Diagnostic) -> ReadTable {
    let content = try read(
      bytes, source: source, codePage: companions.file("cpg")?.bytes, encoding: encoding)
    return ReadTable(table: content.table, dialect: .none, format: "dBase", warnings: content.warnings)
  }

  /// - Parameters:
  ///   - codePage: content of the `.cpg`.
  ///   - encoding: what is to be taken whatever the files say.
  static func read(
    _ bytes: [UInt8], source: String, codePage: [UInt8]? = nil, encoding: TextEncoding? = nil
  ) throws(Diagnostic) -> DBFContent {
    let header = try DBFHeader(bytes, source: source)
    let location = SourceLocation(file: source)
    var warnings: [Diagnostic] = []
    let body = bytes.count - header.length
    guard header.rowCount <= body / header.recordLength else {
      throw Diagnostic(
        "dbf.truncated", at: location,
        Phrase(
          en:
            "the table announces \(header.rowCount) rows and holds \(body / header.recordLength): it was cut",
          fr: "la table annonce \(header.rowCount) lignes et en tient \(body / header.recordLength) : "
            + "elle a été coupée"),
        hint: Phrase(en: "copy or download it again", fr: "la copier ou la télécharger à nouveau"))
    }
    let extra = body / header.recordLength - header.rowCount
    if extra > 0 {
      warnings.append(
        Diagnostic(
          "dbf.extra-rows", severity: .warning, at: location,
          Phrase(
            en: "\(extra) row(s) after the \(header.rowCount) announced are left out",
            fr: "\(extra) ligne(s) après les \(header.rowCount) annoncées sont laissées de côté")))
    }
    var rows: [Int] = []
    var deleted: [Int] = []
    rows.reserveCapacity(header.rowCount)
    for row in 0..<header.rowCount {
      if bytes[header.length + row * header.recordLength] == UInt8(ascii: "*") {
        deleted.append(row)
      } else {
        rows.append(row)
      }
    }
    if !deleted.isEmpty {
      warnings.append(
        Diagnostic(
          "dbf.deleted", severity: .warning, at: location,
          Phrase(
            en: "\(deleted.count) row(s) are marked as deleted and left out",
            fr: "\(deleted.count) ligne(s) marquées comme effacées sont laissées de côté")))
    }
    let fields = try Self.kept(header, source: source, &warnings)
    let choice = DBFEncodingChoice(
      bytes, header, rows: rows, codePage: codePage, told: encoding, source: source)
    var columns = DBFColumns(bytes, header, rows: rows, encoding: choice.encoding, source: source)
    for (rank, field) in fields.enumerated() { try columns.append(field, rank: rank) }
    return DBFContent(
      table: Table(columns: columns.columns, source: source), recordCount: header.rowCount, deleted: deleted,
      encoding: choice.encoding, warnings: warnings + choice.warnings + columns.warnings)
  }

  /// The fields whose values are in the file.
  private static func kept(
    _ header: DBFHeader, source: String, _ warnings: inout [Diagnostic]
  ) throws(Diagnostic) -> [DBFField] {
    var kept: [DBFField] = []
    var left: [String] = []
    for field in header.fields {
      if field.type == UInt8(ascii: "0") { continue }
      let isBinary = field.type == UInt8(ascii: "B") && field.length != 8
      if "MGPQVWX".utf8.contains(field.type) || isBinary || field.length == 0 {
        left.append(String(decoding: field.name, as: UTF8.self))
      } else {
        kept.append(field)
      }
    }
    if !left.isEmpty {
      let names = left.joined(separator: ", ")
      warnings.append(
        Diagnostic(
          "dbf.memo", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en:
              "\(left.count) field(s) whose content is not in the .dbf (memos, pictures) are left out: \(names)",
            fr:
              "\(left.count) champ(s) dont le contenu n'est pas dans le .dbf (mémos, images) sont laissés de côté : "
              + names)))
    }
    return kept
  }
}

/// The encoding of a table and why it was taken.
struct DBFEncodingChoice {
  let encoding: DBFEncoding
  private(set) var warnings: [Diagnostic] = []

  init(
    _ bytes: [UInt8], _ header: DBFHeader, rows: [Int], codePage: [UInt8]?, told: TextEncoding?,
    source: String
  ) {
    if let told, let known = DBFEncoding(told) {
      encoding = known
      return
    }
    var high = DBFEncoding.HighBytes()
    for field in header.fields where field.type == UInt8(ascii: "C") {
      for row in rows {
        let start = header.length + row * header.recordLength + field.offset
        high.add(bytes, start..<start + field.length)
      }
    }
    let detected = DBFEncoding.detected(high)
    let announced: (encoding: DBFEncoding, reason: Phrase)?
    if let codePage, let known = DBFEncoding(codePage: codePage) {
      announced = (known, Phrase(en: "by the .cpg", fr: "d'après le .cpg"))
    } else if let known = DBFEncoding(languageByte: header.languageByte) {
      announced = (known, Phrase(en: "by the .dbf's language byte", fr: "d'après l'octet de langue du .dbf"))
    } else {
      announced = nil
      if let codePage {
        warnings.append(
          Diagnostic(
            "dbf.code-page", severity: .warning, at: SourceLocation(file: source),
            Phrase(
              en: "the .cpg names an encoding that is not known: \(detected.name) by its bytes",
              fr: "le .cpg nomme un codage inconnu : \(detected.name) d'après les octets"),
            found: String(decoding: codePage.prefix(40), as: UTF8.self)))
      }
    }
    let reason: Phrase
    if let announced, announced.encoding != .utf8 || high.isUTF8 {
      (encoding, reason) = announced
    } else {
      if announced != nil {
        warnings.append(
          Diagnostic(
            "dbf.code-page", severity: .warning, at: SourceLocation(file: source),
            Phrase(
              en: "the .cpg says utf-8, and the texts are not: read as \(detected.name)",
              fr: "le .cpg annonce utf-8, ce que les textes ne sont pas : lus en \(detected.name)")))
      }
      encoding = detected
      reason = Phrase(en: "by its bytes", fr: "d'après les octets")
    }
    // Where all is ASCII, encodings do not differ.
    guard !high.isASCII else { return }
    warnings.append(
      Diagnostic(
        "dbf.encoding", severity: .note, at: SourceLocation(file: source),
        Phrase(
          en: "texts in \(encoding.name), \(reason.english)",
          fr: "textes en \(encoding.name), \(reason.french)")))
  }
}
