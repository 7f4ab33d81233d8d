import GeoFormats
import GeoModel
import GeoNative
import Testing

@Suite struct ZipArchiveTests {
  /// Twenty times "code;nom\n01004;Ambérieu\n", by zlib at level 9.
  private static let deflated: [UInt8] = [
    0x4B, 0xCE, 0x4F, 0x49, 0xB5, 0xCE, 0xCB, 0xCF, 0xE5, 0x32, 0x30, 0x34, 0x30, 0x30, 0xB1, 0x76,
    0xCC, 0x4D, 0x3A, 0xBC, 0xB2, 0x28, 0x33, 0xB5, 0x94, 0x2B, 0x79, 0x54, 0x62, 0xB8, 0x4A, 0,
    0,
  ]
  private static let table = [UInt8](String(repeating: "code;nom\n01004;Ambérieu\n", count: 20))

  private func code(_ bytes: [UInt8]) -> String? {
    diagnostic {
      let archive = try ZipArchive(bytes, source: "a.zip")
      for entry in archive.entries { _ = try archive.data(of: entry) }
    }?.code
  }

  private var compressed: SampleZip {
    var zip = SampleZip([("t.csv", Self.table)])
    zip.entries[0].stored = Self.deflated
    zip.entries[0].method = 8
    return zip
  }

  @Test func entries() throws {
    var zip = SampleZip([("a/", []), ("a/é.csv", [1, 2, 3]), ("b.txt", [])])
    for (isZip64, before, comment) in [
      (false, [UInt8](), [UInt8]()), (true, [], []), (false, [9, 9, 9], [0x50, 0x4B, 5, 6, 7]),
      (true, [9, 9], [1]),
    ] {
      zip.isZip64 = isZip64
      zip.before = before
      zip.comment = comment
      let archive = try ZipArchive(zip.bytes, source: "a.zip")
      #expect(archive.entries.map(\.name) == ["a/", "a/é.csv", "b.txt"] && archive.entries[0].isFolder)
      #expect(try archive.data(of: archive.entries[1]) == [1, 2, 3])
      #expect(archive.entry(named: "b.txt")?.announcedBytes == 0 && archive.entry(named: "c") == nil)
    }
    let empty = try ZipArchive(SampleZip([]).bytes, source: "a.zip")
    #expect(empty.entries.isEmpty)
  }

  @Test func deflate() throws {
    var zip = compressed
    for hasDescriptor in [false, true] {
      zip.entries[0].hasDescriptor = hasDescriptor
      let archive = try ZipArchive(zip.bytes, source: "a.zip")
      #expect(try archive.data(of: archive.entries[0]) == Self.table)
    }
    let archive = try ZipArchive(zip.bytes, source: "a.zip")
    let tight = Inflation.Limit(byteCount: 100, ratio: 2, freeByteCount: 10)
    #expect(
      diagnostic { _ = try archive.data(of: archive.entries[0], limit: tight) }?.code == "archive.too-large")
  }

  @Test func refusals() {
    var zip = compressed
    zip.entries[0].flags = 1
    #expect(code(zip.bytes) == "zip.encrypted")
    zip = compressed
    zip.entries[0].method = 14
    #expect(code(zip.bytes) == "zip.method")
    zip = compressed
    zip.entries[0].crc = 7
    #expect(code(zip.bytes) == "zip.corrupt")
    zip = compressed
    zip.entries[0].content.append(0)
    #expect(code(zip.bytes) == "zip.corrupt")
    zip = compressed
    zip.entries[0].stored?.removeLast(5)
    #expect(code(zip.bytes) == "zip.truncated")
    #expect(code(SampleZip([("a", [1]), ("a", [2])]).bytes) == "zip.duplicate")
    let whole = compressed.bytes
    #expect(code(Array(whole.dropLast(3))) == "zip.truncated")
    #expect(code(Array(whole.prefix(30))) == "zip.truncated")
  }

  /// Two entries of the directory that point to the same bytes.
  @Test func sharedBytesAreRefused() throws {
    var bytes = SampleZip([("a", [1, 2, 3]), ("b", [1, 2, 3])]).bytes
    let second = 2 * (30 + 1 + 3) + 46 + 1
    #expect(LittleEndian.uint32(bytes, at: second) == 0x0201_4B50)
    bytes.replaceSubrange(second + 42..<second + 46, with: [0, 0, 0, 0])
    #expect(code(bytes) == "zip.overlap")
    bytes.replaceSubrange(second + 42..<second + 46, with: [0xFF, 0xFF, 0, 0])
    #expect(code(bytes) == "zip.corrupt")
  }
}
