import GeoNative

/// A small workbook put together part by part: stored entries of a zip archive.
public struct Workbook {
  public var parts: [(name: String, content: [UInt8])] = []

  /// Sheets by name with what stands in their `sheetData` and behind it.
  public init(
    _ sheets: [(name: String, xml: String)], strings: [String] = [], styles: String? = nil,
    state: String = "",
    properties: String = ""
  ) {
    func add(_ name: String, _ text: String) {
      parts.append((name, Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).utf8)))
    }
    add("[Content_Types].xml", "<Types/>")
    var list = ""
    var relations = ""
    for (index, sheet) in sheets.enumerated() {
      let hidden = index > 0 ? state : ""
      list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"\(hidden)/>"
      relations +=
        "<Relationship Id=\"rId\(index + 1)\" Type=\"http://x/worksheet\" "
        + "Target=\"worksheets/sheet\(index + 1).xml\"/>"
      add("xl/worksheets/sheet\(index + 1).xml", "<worksheet>\(sheet.xml)</worksheet>")
    }
    relations += "<Relationship Id=\"a\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    relations += "<Relationship Id=\"b\" Type=\"http://x/styles\" Target=\"/xl/styles.xml\"/>"
    add("xl/workbook.xml", "<x:workbook>\(properties)<x:sheets>\(list)</x:sheets></x:workbook>")
    add("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>")
    add("xl/sharedStrings.xml", "<sst>" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>")
    if let styles { add("xl/styles.xml", styles) }
  }

  public mutating func replace(_ name: String, _ text: String) {
    for index in parts.indices where parts[index].name == name { parts[index].content = Array(text.utf8) }
  }

  /// The archive: entries without compression.
  public var bytes: [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    for part in parts {
      let name = Array(part.name.utf8)
      let sizes =
        number(Int(Inflation.crc32(part.content)), 4) + number(part.content.count, 4)
        + number(part.content.count, 4)
      let common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(name.count, 2)
      directory += [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 4)
      directory += number(0, 4) + number(file.count, 4) + name
      file += [0x50, 0x4B, 3, 4] + common + number(0, 2) + name + part.content
    }
    let start = file.count
    file += directory + [0x50, 0x4B, 5, 6] + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
    return file + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }
}
