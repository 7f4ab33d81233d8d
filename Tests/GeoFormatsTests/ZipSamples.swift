import GeoNative

/// Zip and gzip files written byte by byte.
struct SampleZip {
  struct Entry {
    var name: String
    var content: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// The bytes as they are stored, where they are compressed.
    var stored: [UInt8]?
    var crc: UInt32?
    /// A descriptor after the data, and no sizes before them.
    var hasDescriptor = false
  }

  var entries: [Entry]
  var comment: [UInt8] = []
  var before: [UInt8] = []
  var isZip64 = false

  init(_ files: [(String, [UInt8])]) { entries = files.map { Entry(name: $0.0, content: $0.1) } }

  var bytes: [UInt8] {
    func n2(_ value: Int) -> [UInt8] { SampleShapes.little(UInt16(value)) }
    func n4(_ value: Int) -> [UInt8] { SampleShapes.little(UInt32(value)) }
    func n8(_ value: Int) -> [UInt8] { SampleShapes.little(UInt64(value)) }
    var result = before
    var directory: [UInt8] = []
    for entry in entries {
      let stored = entry.stored ?? entry.content
      let name = Array(entry.name.utf8)
      let crc = Int(entry.crc ?? Inflation.crc32(entry.content))
      let offset = result.count - before.count
      let common =
        SampleShapes.little(entry.flags | (entry.hasDescriptor ? 8 : 0)) + SampleShapes.little(entry.method)
      let sizes = n4(crc) + n4(stored.count) + n4(entry.content.count)
      result += n4(0x0403_4B50) + n2(20) + common + n4(0)
      result +=
        (entry.hasDescriptor ? [UInt8](repeating: 0, count: 12) : sizes) + n2(name.count) + n2(0) + name
      result += stored
      if entry.hasDescriptor { result += n4(0x0807_4B50) + sizes }
      directory += n4(0x0201_4B50) + n2(20) + n2(20) + common + n4(0) + n4(crc)
      if isZip64 {
        directory +=
          [UInt8](repeating: 0xFF, count: 8) + n2(name.count) + n2(28) + n2(0) + n2(0) + n2(0) + n4(0)
        directory += [0xFF, 0xFF, 0xFF, 0xFF] + name
        directory += n2(1) + n2(24) + n8(entry.content.count) + n8(stored.count) + n8(offset)
      } else {
        directory +=
          n4(stored.count) + n4(entry.content.count) + n2(name.count) + n2(0) + n2(0) + n2(0) + n2(0)
        directory += n4(0) + n4(offset) + name
      }
    }
    let start = result.count - before.count
    result += directory
    if isZip64 {
      let record = result.count - before.count
      result +=
        n4(0x0606_4B50) + n8(44) + n2(45) + n2(45) + n4(0) + n4(0) + n8(entries.count) + n8(entries.count)
      result += n8(directory.count) + n8(start)
      result += n4(0x0706_4B50) + n4(0) + n8(record) + n4(1)
      result += n4(0x0605_4B50) + n2(0) + n2(0) + n2(0xFFFF) + n2(0xFFFF) + [UInt8](repeating: 0xFF, count: 8)
    } else {
      result +=
        n4(0x0605_4B50) + n2(0) + n2(0) + n2(entries.count) + n2(entries.count) + n4(directory.count)
        + n4(start)
    }
    return result + n2(comment.count) + comment
  }
}

/// A gzip member that holds its bytes as they are; they are fewer than 65,536.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  let length = UInt16(bytes.count)
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]
  result += SampleShapes.little(length) + SampleShapes.little(~length) + bytes
  return result + SampleShapes.little(Inflation.crc32(bytes)) + SampleShapes.little(UInt32(bytes.count))
}
