import GeoModel
import GeoNative

/// One field of a `.dbf`.
struct DBFField {
  /// Bytes of the name, in the encoding of the file.
  var name: [UInt8]
  /// `C`, `N`, `F`, `D`, `L`, `I`, `O`, `B`, `Y`, `T`, `@`, `+`; memo types are known and not read.
  var type: UInt8
  /// Place in the record; 0 is the mark of deleted rows.
  var offset: Int
  var length: Int
  var decimals: Int
}

/// The beginning of a `.dbf`: dBase III, IV and 7, FoxPro and Visual FoxPro.
struct DBFHeader {
  let version: UInt8
  let rowCount: Int
  let length: Int
  let recordLength: Int
  /// Code of the code page; 0 for none.
  let languageByte: UInt8
  private(set) var fields: [DBFField]

  /// True where the bytes may be a table of dBase: nothing in it is as sure as the first bytes of other formats.
  static func isPlausible(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, versions.contains(first), bytes.count >= 33,
      let length = LittleEndian.uint16(bytes, at: 8), let record = LittleEndian.uint16(bytes, at: 10),
      length >= 33, record >= 1, Int(length) <= bytes.count, bytes[2] <= 12, bytes[3] <= 31
    else { return false }
    return (try? DBFHeader(bytes, source: "")) != nil
  }

  private static let versions: [UInt8] = [
    0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0x8E, 0xCB, 0xF5, 0xFB,
  ]

  init(_ bytes: [UInt8], source: String) throws(Diagnostic) {
    guard bytes.count >= 33, let rows = LittleEndian.uint32(bytes, at: 4),
      let length = LittleEndian.uint16(bytes, at: 8), let record = LittleEndian.uint16(bytes, at: 10),
      length >= 33, record >= 1, Int(length) <= bytes.count
    else {
      throw Diagnostic(
        "dbf.header", at: SourceLocation(file: source),
        Phrase(
          en: "this is not a dBase table, or it is cut inside its header",
          fr: "ce n'est pas une table dBase, ou elle est coupée dans son en-tête"))
    }
    version = bytes[0]
    rowCount = Int(rows)
    self.length = Int(length)
    recordLength = Int(record)
    languageByte = bytes[29]
    let plain = Self.fields(bytes, from: 32, size: 32, nameLength: 11, end: Int(length))
    // dBase 7 has longer names; only the length of the record tells the two apart for sure.
    let long = Self.fields(bytes, from: 68, size: 48, nameLength: 32, end: Int(length))
    let candidates = bytes[0] & 7 == 4 ? [long, plain] : [plain, long]
    guard let fields = candidates.lazy.compactMap({ Self.fitted($0, record: Int(record)) }).first else {
      let sum = plain.reduce(1) { $0 + $1.length }
      throw Diagnostic(
        "dbf.record-length", at: SourceLocation(file: source),
        Phrase(
          en: "the fields have \(sum) bytes together and a row has \(record)",
          fr: "les champs font \(sum) octets ensemble et une ligne en a \(record)"),
        hint: Phrase(
          en: "the table is damaged: copy or download it again",
          fr: "la table est abîmée : la copier ou la télécharger à nouveau"))
    }
    self.fields = fields
  }

  private static func fields(
    _ bytes: [UInt8], from start: Int, size: Int, nameLength: Int, end: Int
  ) -> [DBFField] {
    var result: [DBFField] = []
    var at = start
    // Descriptors end at a carriage return, or where the header does.
    while at + size <= end, bytes[at] != 0x0D, bytes[at] != 0 {
      result.append(
        DBFField(
          name: Array(bytes[at..<at + nameLength].prefix { $0 != 0 }),
          type: size == 32 ? bytes[at + 11] : bytes[at + 32], offset: 0,
          length: Int(size == 32 ? bytes[at + 16] : bytes[at + 33]),
          decimals: Int(size == 32 ? bytes[at + 17] : bytes[at + 34])))
      at += size
    }
    return result
  }

  /// The fields with their places, where they fill the record; nil otherwise.
  private static func fitted(_ fields: [DBFField], record: Int) -> [DBFField]? {
    guard !fields.isEmpty, fields.allSatisfy({ isType($0.type) }) else { return nil }
    func placed(longTexts: Bool) -> (fields: [DBFField], end: Int) {
      var placed = fields
      var offset = 1
      for index in placed.indices {
        placed[index].offset = offset
        // Clipper and FoxPro put the high byte of a long text's length where decimals are.
        if longTexts && placed[index].type == UInt8(ascii: "C") {
          placed[index].length += 256 * placed[index].decimals
        }
        offset += placed[index].length
      }
      return (placed, offset)
    }
    for longTexts in [false, true] {
      let (placed, end) = placed(longTexts: longTexts)
      if end == record { return placed }
    }
    // Some writers leave room after the last field.
    let (plain, end) = placed(longTexts: false)
    return end < record ? plain : nil
  }

  private static func isType(_ type: UInt8) -> Bool { "CNFDLIOBYT@+MGPQVWX0".utf8.contains(type) }
}
