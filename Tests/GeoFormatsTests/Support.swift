import GeoModel
import GeoNative

/// The diagnostic that a call throws; nil where it throws none.
func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch {
    return error as? Diagnostic
  }
}

/// A folder of its own for a test.
struct TemporaryFolder {
  let path: String

  init() throws {
    let base = FileSystem.environment("TMPDIR") ?? "/tmp"
    path = base + "/geoformats-\(UInt64.random(in: .min ... .max))"
    try FileSystem.createDirectory(path)
  }

  func file(_ name: String) -> String { path + "/" + name }
}

extension Array where Element == UInt8 {
  init(_ text: String) { self = Array(text.utf8) }
  var text: String { String(decoding: self, as: UTF8.self) }
}
