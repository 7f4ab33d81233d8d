import GeoNative

/// Real data beside the package; tests on them are skipped where they are absent.
public enum RealData {
  /// The package's own folder.
  public static let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  public static let root =
    FileSystem.environment("MAILLAGE_TEST_GEODATA") ?? package + "/../shared/geodata"

  public static let isPresent: Bool = {
    if FileSystem.isDirectory(root) { return true }
    print("skipped: no real data at \(root) (MAILLAGE_TEST_GEODATA names another folder)")
    return false
  }()

  public static func path(_ name: String) -> String { root + "/" + name }
}
