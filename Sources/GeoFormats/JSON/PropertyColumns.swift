import GeoModel

/// Properties of features as columns, in the order in which their names were first seen.
///
/// A feature's values are kept as places of the file until it ends, so that the last of two equal names wins.
struct PropertyColumns {
  static let maximumCount = 2_000

  private struct Slot {
    var start = 0
    var end = 0
    var kind = CellKind.missing
    var hasEscapes = false
    var isSet = false
  }

  /// Cells that any file may have; a larger one may have four for each of its bytes besides.
  var freeCells = 1 << 26
  private(set) var columns: [TextColumn] = []
  private var names: [[UInt8]] = []
  private var indices: [String: Int] = [:]
  private var slots: [Slot] = []
  /// Features closed so far.
  private var rows = 0
  /// The column that followed the last one used, in the usual case that of the next property.
  private var next = 0

  /// Forgets the values of the feature being read.
  mutating func discardFeature() {
    for index in slots.indices { slots[index] = Slot() }
    next = 0
  }

  /// Scans the value of a property. True where the feature had this property already.
  mutating func scan(_ key: JSONScanner.Text, _ scanner: inout JSONScanner) throws(JSONFault) -> Bool {
    let index = try column(key, scanner)
    next = index + 1
    let repeated = slots[index].isSet
    slots[index] = try Self.slot(&scanner)
    return repeated
  }

  private static func slot(_ scanner: inout JSONScanner) throws(JSONFault) -> Slot {
    let byte = try scanner.peek()
    if byte == UInt8(ascii: "\"") {
      let text = try scanner.scanText()
      return Slot(start: text.start, end: text.end, kind: .text, hasEscapes: text.hasEscapes, isSet: true)
    }
    let start = scanner.at
    try scanner.skipValue(depth: 3)
    var slot = Slot(start: start, end: scanner.at, isSet: true)
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): slot.kind = .json
    case UInt8(ascii: "t"), UInt8(ascii: "f"): slot.kind = .boolean
    case UInt8(ascii: "n"): slot.end = start
    default: slot.kind = .number
    }
    return slot
  }

  private mutating func column(_ key: JSONScanner.Text, _ scanner: JSONScanner) throws(JSONFault) -> Int {
    if !key.hasEscapes && next < names.count && isName(next, key, scanner.bytes) { return next }
    let name = scanner.string(key)
    if let index = indices[name] { return index }
    guard columns.count < Self.maximumCount else { throw scanner.fault(.propertyCount, at: key.start) }
    try checkRoom(columns: columns.count + 1, scanner)
    var column = TextColumn(name: name)
    for _ in 0..<rows { column.append([], kind: .missing) }
    indices[name] = columns.count
    columns.append(column)
    names.append(Array(name.utf8))
    slots.append(Slot())
    return columns.count - 1
  }

  /// Every feature has a cell in every column: few bytes could ask for more of them than memory holds.
  private func checkRoom(columns: Int, _ scanner: JSONScanner) throws(JSONFault) {
    let maximum = freeCells + 4 * scanner.bytes.count
    guard (rows + 1) * columns <= maximum else { throw scanner.fault(.cellCount, detail: maximum) }
  }

  private func isName(_ index: Int, _ key: JSONScanner.Text, _ bytes: [UInt8]) -> Bool {
    guard names[index].count == key.end - key.start else { return false }
    for offset in 0..<names[index].count where names[index][offset] != bytes[key.start + offset] {
      return false
    }
    return true
  }

  /// Adds the values of the feature as a row.
  mutating func closeFeature(_ scanner: JSONScanner) throws(JSONFault) {
    try checkRoom(columns: columns.count, scanner)
    for index in columns.indices {
      let slot = slots[index]
      if slot.hasEscapes {
        let text = JSONScanner.Text(start: slot.start, end: slot.end, hasEscapes: true)
        columns[index].append(scanner.unescaped(text), kind: slot.kind)
      } else if slot.kind == .json {
        columns[index].append(Self.withoutBlanks(scanner.bytes[slot.start..<slot.end]), kind: .json)
      } else {
        columns[index].append(scanner.bytes[slot.start..<slot.end], kind: slot.kind)
      }
      slots[index] = Slot()
    }
    rows += 1
    next = 0
  }

  /// The features with their properties; identifiers are their first column, `id`, where no property has this name.
  ///
  /// Throws `geojson.properties` where a column has more text than one holds.
  func layer(
    _ geometry: GeometryColumn, identifiers: TextColumn?, crs: CRS, source: String
  ) throws(Diagnostic) -> FeatureLayer {
    var table = Table(columns: columns, source: source)
    let addsColumn = identifiers != nil && table.index(of: "id") == nil
    if let identifiers, addsColumn { table.columns.insert(identifiers, at: 0) }
    for column in table.columns where !column.hasRoom {
      throw Diagnostic(
        "geojson.properties", at: SourceLocation(file: source, field: column.name),
        Phrase(en: "more than 4 GiB of text in one property", fr: "plus de 4 Gio de texte dans une propriété")
      )
    }
    var layer = FeatureLayer(
      geometry: geometry, attributes: table, ids: identifiers, crs: crs, source: source)
    layer.hasIDColumn = addsColumn
    return layer
  }

  /// JSON text without the blanks between its values.
  private static func withoutBlanks(_ json: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    var isInside = false
    var isEscaped = false
    for byte in json {
      if !isInside && (byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09) { continue }
      if byte == UInt8(ascii: "\"") && !isEscaped { isInside.toggle() }
      isEscaped = isInside && byte == UInt8(ascii: "\\") && !isEscaped
      result.append(byte)
    }
    return result
  }
}
