import GeoNative

/// Stands between the files of an input that is several; dictionaries hold it, so that libFuzzer can cut and join.
private let separator = Array("=~=~=~=".utf8)

/// The files of an input; one at least.
func parts(of bytes: [UInt8]) -> [[UInt8]] {
  var result: [[UInt8]] = []
  var start = 0
  var at = 0
  while at + separator.count <= bytes.count {
    if bytes[at] == separator[0], bytes[at..<at + separator.count].elementsEqual(separator) {
      result.append(Array(bytes[start..<at]))
      at += separator.count
      start = at
    } else {
      at += 1
    }
  }
  result.append(Array(bytes[start...]))
  return result
}

/// Zip archives of entries without compression.
enum StoredZip {
  static func bytes(of entries: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let name = Array(entry.name.utf8)
      let size = number(entry.content.count, 4)
      let common =
        number(20, 2) + number(0, 8) + number(Int(Inflation.crc32(entry.content)), 4) + size + size
        + number(name.count, 2)
      directory += [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 12) + number(file.count, 4) + name
      file += [0x50, 0x4B, 3, 4] + common + number(0, 2) + name + entry.content
    }
    let start = file.count
    let count = number(entries.count, 2)
    file += directory + [0x50, 0x4B, 5, 6] + number(0, 4) + count + count
    return file + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> min(63, 8 * $0)) }
  }
}
