import GeoModel
import GeoNative

/// A seeded generator (SplitMix64), so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The diagnostic that a call throws; nil where it throws none.
func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch {
    return error as? Diagnostic
  }
}

/// Real data beside the package; a path that is absent skips its test.
enum GeoData {
  static let root: String = {
    if let path = FileSystem.environment("MAILLAGE_TEST_GEODATA") { return path }
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/../shared/geodata"
  }()

  static let isPresent: Bool = {
    if FileSystem.isDirectory(root) { return true }
    print("skipped: no real data at \(root) (MAILLAGE_TEST_GEODATA names another folder)")
    return false
  }()

  static func path(_ name: String) -> String { root + "/" + name }
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
