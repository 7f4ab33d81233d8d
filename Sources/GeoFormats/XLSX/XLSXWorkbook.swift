import GeoModel

/// The parts of a workbook: its sheets, shared texts and which styles are dates.
struct XLSXWorkbook {
  struct Sheet {
    var name: String
    var isHidden: Bool
    var part: String
  }

  let archive: ZipArchive
  private(set) var sheets: [Sheet] = []
  /// True where days are counted from 1904, as old Macs did.
  private(set) var is1904 = false
  private var stringsPart: String?
  private var stylesPart: String?

  /// Throws `xlsx.parts` where a part is missing, `xlsx.xml`, and what `ZipArchive` throws.
  init(_ archive: ZipArchive) throws(Diagnostic) {
    self.archive = archive
    let targets = try relations()
    var scanner = try scanner("xl/workbook.xml")
    walk: while true {
      switch try scanner.next() {
      case .open(let name, let attributes, _):
        if scanner.matches(name, "workbookPr"), let flag = scanner.attribute("date1904", in: attributes) {
          is1904 = ["1", "true"].contains(scanner.string(flag))
        } else if scanner.matches(name, "sheet"), let title = scanner.attribute("name", in: attributes),
          let id = scanner.attribute("id", in: attributes),
          let target = targets.first(where: { $0.id == scanner.string(id) })
        {
          let state = scanner.attribute("state", in: attributes).map(scanner.string) ?? ""
          sheets.append(
            Sheet(
              name: scanner.string(title), isHidden: state.hasPrefix("hidden") || state == "veryHidden",
              part: target.part))
        }
      case .end: break walk
      default: break
      }
    }
    stringsPart = targets.first { $0.type.hasSuffix("/sharedStrings") }?.part
    stylesPart = targets.first { $0.type.hasSuffix("/styles") }?.part
  }

  func scanner(_ part: String) throws(Diagnostic) -> XMLScanner {
    guard let entry = archive.entry(named: part) else {
      throw Diagnostic(
        "xlsx.parts", at: SourceLocation(file: archive.source),
        Phrase(en: "the workbook lacks a part", fr: "il manque une partie au classeur"), found: part)
    }
    return try XMLScanner(try archive.data(of: entry), source: archive.path(of: entry))
  }

  private func relations() throws(Diagnostic) -> [(id: String, type: String, part: String)] {
    var result: [(id: String, type: String, part: String)] = []
    var scanner = try scanner("xl/_rels/workbook.xml.rels")
    while true {
      switch try scanner.next() {
      case .open(let name, let attributes, _):
        guard scanner.matches(name, "Relationship"), let id = scanner.attribute("Id", in: attributes),
          let target = scanner.attribute("Target", in: attributes)
        else { continue }
        let path = scanner.string(target)
        let type = scanner.attribute("Type", in: attributes).map(scanner.string) ?? ""
        // Paths are keys of the archive and nothing else.
        result.append(
          (scanner.string(id), type, path.hasPrefix("/") ? String(path.dropFirst()) : "xl/" + path))
      case .end: return result
      default: break
      }
    }
  }

  /// Sheets that are not hidden and hold something.
  func filled() throws(Diagnostic) -> [Sheet] {
    var result: [Sheet] = []
    for sheet in sheets where !sheet.isHidden {
      if try isFilled(sheet) { result.append(sheet) }
    }
    return result
  }

  /// True of a sheet with a value; the walk ends at the first.
  private func isFilled(_ sheet: Sheet) throws(Diagnostic) -> Bool {
    var scanner = try scanner(sheet.part)
    while true {
      switch try scanner.next() {
      case .open(let name, _, let isEmpty):
        if !isEmpty && (scanner.matches(name, "v") || scanner.matches(name, "is")) { return true }
      case .end: return false
      default: break
      }
    }
  }

  /// The sheet that is asked for, by its name; where none is, the only one that is not hidden and not empty.
  func sheet(named wanted: String?) throws(Diagnostic) -> Sheet {
    if let wanted {
      if let exact = sheets.first(where: { $0.name == wanted }) { return exact }
      let alike = sheets.filter { NameMatch.folded($0.name) == NameMatch.folded(wanted) }
      if alike.count == 1 { return alike[0] }
      // A year stands for the only sheet that names it: "2023" for "APL_2023".
      if wanted.utf8.count == 4, wanted.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
        let years = sheets.filter { NameMatch.words($0.name).contains(wanted) }
        if years.count == 1 { return years[0] }
      }
    } else {
      let visible = sheets.filter { !$0.isHidden }
      if visible.count == 1 { return visible[0] }
      let filled = try filled()
      if filled.count == 1 { return filled[0] }
    }
    let list = sheets.map(\.name).joined(separator: ", ")
    throw Diagnostic(
      sheets.isEmpty ? "xlsx.parts" : "xlsx.sheet", at: SourceLocation(file: archive.source),
      wanted == nil
        ? Phrase(
          en: "the workbook has \(sheets.count) sheets: \(list)",
          fr: "le classeur a \(sheets.count) feuilles : \(list)")
        : Phrase(
          en: "the workbook has no sheet of this name; it has: \(list)",
          fr: "le classeur n'a pas de feuille de ce nom ; il a : \(list)"),
      found: wanted, hint: Phrase(verbatim: "--layer"))
  }

  /// The texts that cells refer to by their number.
  func strings() throws(Diagnostic) -> TextColumn {
    var strings = TextColumn(name: "")
    guard let stringsPart, archive.entry(named: stringsPart) != nil else { return strings }
    var scanner = try scanner(stringsPart)
    while true {
      switch try scanner.next() {
      case .open(let name, _, let isEmpty):
        guard scanner.matches(name, "si") else { continue }
        strings.append(isEmpty ? [] : try XLSXText.read(&scanner, until: "si"))
        guard strings.hasRoom else { throw scanner.broken("sharedStrings") }
      case .end: return strings
      default: break
      }
    }
  }

  /// Styles whose numbers are dates or times; empty where the style sheet is absent or cannot be read.
  func dates() -> (styles: [XLSXDate.Kind?], isBroken: Bool) {
    guard let stylesPart, archive.entry(named: stylesPart) != nil else { return ([], false) }
    do throws(Diagnostic) {
      var scanner = try scanner(stylesPart)
      return (try XLSXDate.styles(&scanner), false)
    } catch {
      return ([], true)
    }
  }
}

/// Texts of shared strings and of cells that hold their own.
enum XLSXText {
  /// The texts of all runs up to a closing tag; phonetic hints are left out.
  static func read(_ scanner: inout XMLScanner, until closing: StaticString) throws(Diagnostic) -> [UInt8] {
    var text: [UInt8] = []
    var isText = false
    var isPhonetic = false
    while true {
      switch try scanner.next() {
      case .open(let name, _, let isEmpty):
        if scanner.matches(name, "t") { isText = !isEmpty }
        if scanner.matches(name, "rPh") { isPhonetic = !isEmpty }
      case .close(let name):
        if scanner.matches(name, closing) { return unescaped(text) }
        if scanner.matches(name, "t") { isText = false }
        if scanner.matches(name, "rPh") { isPhonetic = false }
      case .text(let range): if isText && !isPhonetic { scanner.append(range, to: &text) }
      case .cdata(let range): if isText && !isPhonetic { text.append(contentsOf: scanner.bytes[range]) }
      case .end: throw scanner.broken(closing.description)
      }
    }
  }

  /// `_x000D_` stands for a character that XML cannot hold.
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.count >= 7, text.contains(UInt8(ascii: "_")) else { return text }
    var result: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at] == UInt8(ascii: "_"), at + 7 <= text.count, text[at + 1] == UInt8(ascii: "x"),
        text[at + 6] == UInt8(ascii: "_"),
        let value = UInt32(String(decoding: text[at + 2..<at + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        if scalar != "\r" { result.append(contentsOf: String(scalar).utf8) }
        at += 7
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }
}
