import GeoModel
import GeoNative

/// The values of a `.dbf`, one field after the other.
struct DBFColumns {
  private let bytes: [UInt8]
  private let header: DBFHeader
  private let rows: [Int]
  private let encoding: DBFEncoding
  private let source: String
  private(set) var columns: [TextColumn] = []
  private(set) var warnings: [Diagnostic] = []
  private var names: Set<String> = []

  init(_ bytes: [UInt8], _ header: DBFHeader, rows: [Int], encoding: DBFEncoding, source: String) {
    self.bytes = bytes
    self.header = header
    self.rows = rows
    self.encoding = encoding
    self.source = source
  }

  mutating func append(_ field: DBFField, rank: Int) throws(Diagnostic) {
    var column = TextColumn(name: name(of: field, rank: rank))
    column.reserve(rows: rows.count, bytes: min(rows.count * field.length, 1 << 26))
    let type = field.type
    switch type {
    case UInt8(ascii: "C"): try texts(field, &column)
    case UInt8(ascii: "N"), UInt8(ascii: "F"): try numbers(field, &column)
    default:
      var strange = 0
      for row in rows {
        let start = header.length + row * header.recordLength + field.offset
        let cell = start..<start + field.length
        if let value = DBFValue(bytes, cell, type: type, isLevel7: header.version & 7 == 4) {
          column.append(value.text, kind: value.kind)
        } else {
          column.finishCell(kind: .missing)
          if !DBFValue.isBlank(bytes, cell) { strange += 1 }
        }
        try checkRoom(column)
      }
      if strange > 0 { warn(strange, column.name, "dbf.value") }
    }
    columns.append(column)
  }

  private mutating func name(of field: DBFField, rank: Int) -> String {
    var scratch = TextColumn(name: "")
    let bytes = field.name
    let isText = encoding.append(bytes, 0..<bytes.count, to: &scratch)
    scratch.finishCell()
    var name = isText ? scratch[0] : String(decoding: bytes, as: UTF8.self)
    while name.utf8.last == 0x20 { name.removeLast() }
    if name.isEmpty { name = "champ_\(rank + 1)" }
    var unique = name
    var number = 2
    while !names.insert(unique).inserted {
      unique = "\(name)_\(number)"
      number += 1
    }
    if unique != name {
      warnings.append(
        Diagnostic(
          "dbf.duplicate-field", severity: .warning, at: SourceLocation(file: source, field: name),
          Phrase(
            en: "two fields bear this name: the second becomes \(unique)",
            fr: "deux champs portent ce nom : le second devient \(unique)")))
    }
    return unique
  }

  private func texts(_ field: DBFField, _ column: inout TextColumn) throws(Diagnostic) {
    for row in rows {
      let start = header.length + row * header.recordLength + field.offset
      var end = start
      let limit = start + field.length
      // The text ends at a zero byte, where there is one; `end` follows the last byte that is not blank.
      var isASCII = true
      var at = start
      while at < limit {
        let byte = bytes[at]
        at &+= 1
        if byte == 0 { break }
        if byte != 0x20 { end = at }
        if byte >= 0x80 { isASCII = false }
      }
      if end == start {
        column.finishCell(kind: .missing)
      } else if isASCII {
        column.append(bytes[start..<end])
      } else {
        guard encoding.append(bytes, start..<end, to: &column) else {
          throw undecodable(start..<end, row, column.name)
        }
        column.finishCell()
      }
      try checkRoom(column)
    }
  }

  private mutating func numbers(_ field: DBFField, _ column: inout TextColumn) throws(Diagnostic) {
    var overflows = 0
    var strange = 0
    for row in rows {
      let start = header.length + row * header.recordLength + field.offset
      switch DBFNumber(bytes, start..<start + field.length) {
      case .missing: column.finishCell(kind: .missing)
      case .overflow:
        column.finishCell(kind: .missing)
        overflows += 1
      case .number(let range): column.append(bytes[range], kind: .number)
      case .mended(let text): column.append(text, kind: .number)
      case .text(let range):
        guard encoding.append(bytes, range, to: &column) else { throw undecodable(range, row, column.name) }
        column.finishCell()
        strange += 1
      }
      try checkRoom(column)
    }
    if overflows > 0 { warn(overflows, column.name, "dbf.overflow") }
    if strange > 0 { warn(strange, column.name, "dbf.number") }
  }

  private mutating func warn(_ count: Int, _ field: String, _ code: String) {
    let message =
      switch code {
      case "dbf.overflow":
        Phrase(
          en: "\(count) value(s) did not fit into the field when it was written (****) and are missing",
          fr: "\(count) valeur(s) ne tenaient pas dans le champ à l'écriture (****) et manquent")
      case "dbf.number":
        Phrase(
          en: "\(count) value(s) of a numeric field are not numbers and are kept as texts",
          fr: "\(count) valeur(s) d'un champ numérique ne sont pas des nombres et restent des textes")
      default:
        Phrase(
          en: "\(count) value(s) have no meaning in a field of this type and are missing",
          fr: "\(count) valeur(s) n'ont pas de sens dans un champ de ce type et manquent")
      }
    warnings.append(
      Diagnostic(code, severity: .warning, at: SourceLocation(file: source, field: field), message))
  }

  private func undecodable(_ range: Range<Int>, _ row: Int, _ field: String) -> Diagnostic {
    Diagnostic(
      "text.encoding", at: SourceLocation(file: source, feature: row + 1, field: field),
      Phrase(
        en: "this text is not \(encoding.name)", fr: "ce texte n'est pas en \(encoding.name)"),
      found: String(decoding: bytes[range], as: UTF8.self),
      hint: Phrase(verbatim: "--encoding cp1252, --encoding utf-8"))
  }

  private func checkRoom(_ column: TextColumn) throws(Diagnostic) {
    guard column.hasRoom else {
      throw Diagnostic(
        "dbf.too-large", at: SourceLocation(file: source, field: column.name),
        Phrase(en: "more than 4 GiB of text in one field", fr: "plus de 4 Gio de texte dans un champ"))
    }
  }
}
