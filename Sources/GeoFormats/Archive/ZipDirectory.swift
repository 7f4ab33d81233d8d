import GeoModel
import GeoNative

/// The list of entries at the end of a zip archive.
struct ZipDirectory {
  /// Entries of an archive at most; those of data have a few.
  static let maximumEntries = 100_000

  private(set) var entries: [ZipArchive.Entry] = []

  init(_ bytes: [UInt8], source: String) throws(Diagnostic) {
    let location = SourceLocation(file: source)
    guard let end = Self.endRecord(bytes) else {
      throw Diagnostic(
        "zip.truncated", at: location,
        Phrase(
          en: "the zip archive has no list of its entries: it was cut",
          fr: "l'archive zip n'a pas la liste de ses entrées : elle a été coupée"),
        hint: Phrase(en: "download it again", fr: "la télécharger à nouveau"))
    }
    guard !end.isInParts else {
      throw Diagnostic(
        "zip.parts", at: location,
        Phrase(en: "this is one part of several", fr: "c'est une partie parmi plusieurs"))
    }
    guard end.count <= Self.maximumEntries else {
      throw Diagnostic(
        "zip.entries", at: location,
        Phrase(
          en: "more than \(Self.maximumEntries) entries", fr: "plus de \(Self.maximumEntries) entrées"),
        found: "\(end.count)")
    }
    // An archive may have something before it, and all places then count from where it begins.
    let base = end.place - end.size - end.offset
    guard base >= 0 else { throw Self.corrupt(location, "central directory") }
    var at = end.place - end.size
    var names: Set<String> = []
    for _ in 0..<end.count {
      guard let (entry, next) = Self.entry(bytes, at: at, base: base), next <= end.place else {
        throw Self.corrupt(location, "central directory")
      }
      guard names.insert(entry.name).inserted else {
        throw Diagnostic(
          "zip.duplicate", at: location,
          Phrase(en: "two entries bear one name", fr: "deux entrées portent le même nom"), found: entry.name)
      }
      entries.append(entry)
      at = next
    }
    try Self.checkOverlaps(entries, bytes, directory: end.place - end.size, location)
  }

  static func corrupt(_ location: SourceLocation, _ what: String) -> Diagnostic {
    Diagnostic(
      "zip.corrupt", at: location,
      Phrase(en: "the zip archive is damaged (\(what))", fr: "l'archive zip est abîmée (\(what))"),
      hint: Phrase(en: "download it again", fr: "la télécharger à nouveau"))
  }

  /// The bytes of an entry after its local header; nil where they are not in the file.
  static func content(of entry: ZipArchive.Entry, _ bytes: [UInt8]) -> Range<Int>? {
    guard LittleEndian.uint32(bytes, at: entry.offset) == 0x0403_4B50,
      let name = LittleEndian.uint16(bytes, at: entry.offset + 26),
      let extra = LittleEndian.uint16(bytes, at: entry.offset + 28)
    else { return nil }
    let start = entry.offset + 30 + Int(name) + Int(extra)
    guard start <= bytes.count, entry.compressedBytes <= bytes.count - start else { return nil }
    return start..<start + entry.compressedBytes
  }

  /// Entries that share bytes make a small file large.
  private static func checkOverlaps(
    _ entries: [ZipArchive.Entry], _ bytes: [UInt8], directory: Int, _ location: SourceLocation
  ) throws(Diagnostic) {
    var end = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      guard let content = content(of: entry, bytes), content.upperBound <= directory else {
        throw corrupt(location, entry.name)
      }
      guard entry.offset >= end else {
        throw Diagnostic(
          "zip.overlap", at: location,
          Phrase(
            en: "entries share their bytes: this archive was made to fill memory",
            fr: "des entrées partagent leurs octets : cette archive est faite pour remplir la mémoire"),
          found: entry.name)
      }
      end = content.upperBound
    }
  }

  private struct EndRecord {
    /// Where the directory ends.
    var place: Int
    var count: Int
    var size: Int
    var offset: Int
    var isInParts: Bool
  }

  private static func endRecord(_ bytes: [UInt8]) -> EndRecord? {
    // 22 bytes and a comment of at most 65,535.
    var at = bytes.count - 22
    let lowest = max(0, bytes.count - 22 - 65_535)
    while at >= lowest {
      if bytes[at] == 0x50, LittleEndian.uint32(bytes, at: at) == 0x0605_4B50,
        let comment = LittleEndian.uint16(bytes, at: at + 20), at + 22 + Int(comment) <= bytes.count
      {
        return zip64(bytes, end: at) ?? plain(bytes, end: at)
      }
      at -= 1
    }
    return nil
  }

  private static func plain(_ bytes: [UInt8], end: Int) -> EndRecord? {
    guard let disk = LittleEndian.uint16(bytes, at: end + 4),
      let first = LittleEndian.uint16(bytes, at: end + 6),
      let here = LittleEndian.uint16(bytes, at: end + 8),
      let count = LittleEndian.uint16(bytes, at: end + 10),
      let size = LittleEndian.uint32(bytes, at: end + 12),
      let offset = LittleEndian.uint32(bytes, at: end + 16)
    else { return nil }
    return EndRecord(
      place: end, count: Int(count), size: Int(size), offset: Int(offset),
      isInParts: disk != 0 || first != 0 || here != count)
  }

  /// The 64-bit record, where its locator stands before the plain one.
  private static func zip64(_ bytes: [UInt8], end: Int) -> EndRecord? {
    guard end >= 20, LittleEndian.uint32(bytes, at: end - 20) == 0x0706_4B50,
      let announced = LittleEndian.uint64(bytes, at: end - 12)
    else { return nil }
    // Where something stands before the archive, the record still ends where its locator begins.
    let near = end - 20 - 56
    let place = Int(exactly: announced).flatMap { isRecord64(bytes, $0, end) ? $0 : nil } ?? near
    guard isRecord64(bytes, place, end), let disk = LittleEndian.uint32(bytes, at: place + 16),
      let first = LittleEndian.uint32(bytes, at: place + 20),
      let count = LittleEndian.uint64(bytes, at: place + 32).flatMap({ Int(exactly: $0) }),
      let size = LittleEndian.uint64(bytes, at: place + 40).flatMap({ Int(exactly: $0) }),
      let offset = LittleEndian.uint64(bytes, at: place + 48).flatMap({ Int(exactly: $0) }),
      size <= place, offset <= place
    else { return nil }
    return EndRecord(
      place: place, count: count, size: size, offset: offset, isInParts: disk != 0 || first != 0)
  }

  private static func isRecord64(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
    place >= 0 && place <= end - 76 && LittleEndian.uint32(bytes, at: place) == 0x0606_4B50
  }

  /// The entry of the directory at a place, and where the next one begins.
  private static func entry(_ bytes: [UInt8], at place: Int, base: Int) -> (ZipArchive.Entry, Int)? {
    guard place >= 0, LittleEndian.uint32(bytes, at: place) == 0x0201_4B50,
      let flags = LittleEndian.uint16(bytes, at: place + 8),
      let method = LittleEndian.uint16(bytes, at: place + 10),
      let crc = LittleEndian.uint32(bytes, at: place + 16),
      let packed = LittleEndian.uint32(bytes, at: place + 20),
      let size = LittleEndian.uint32(bytes, at: place + 24),
      let nameLength = LittleEndian.uint16(bytes, at: place + 28),
      let extraLength = LittleEndian.uint16(bytes, at: place + 30),
      let commentLength = LittleEndian.uint16(bytes, at: place + 32),
      let offset = LittleEndian.uint32(bytes, at: place + 42)
    else { return nil }
    let nameEnd = place + 46 + Int(nameLength)
    let extraEnd = nameEnd + Int(extraLength)
    let next = extraEnd + Int(commentLength)
    guard next <= bytes.count else { return nil }
    var wide = WideNumbers(bytes, nameEnd..<extraEnd)
    guard let announced = wide.number(size), let compressed = wide.number(packed),
      let start = wide.number(offset),
      announced >= 0, compressed >= 0, start >= 0, start <= bytes.count - base
    else { return nil }
    let entry = ZipArchive.Entry(
      name: name(bytes[place + 46..<nameEnd]), announcedBytes: announced, compressedBytes: compressed,
      method: method, isEncrypted: flags & 1 != 0, crc: crc, offset: base + start)
    return (entry, next)
  }

  /// UTF-8 where it is, else letters of western Windows: names are only shown and compared.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// The numbers of an entry that do not fit into 32 bits, in the order of the specification.
  private struct WideNumbers {
    private let bytes: [UInt8]
    private var place: Int
    private var end: Int

    init(_ bytes: [UInt8], _ extra: Range<Int>) {
      self.bytes = bytes
      (place, end) = (0, 0)
      var at = extra.lowerBound
      while at + 4 <= extra.upperBound, let tag = LittleEndian.uint16(bytes, at: at),
        let length = LittleEndian.uint16(bytes, at: at + 2)
      {
        if tag == 1 {
          place = at + 4
          end = min(extra.upperBound, place + Int(length))
          return
        }
        at += 4 + Int(length)
      }
    }

    mutating func number(_ narrow: UInt32) -> Int? {
      guard narrow == .max else { return Int(narrow) }
      guard place + 8 <= end, let value = LittleEndian.uint64(bytes, at: place) else { return nil }
      place += 8
      return Int(exactly: value)
    }
  }
}
