import GeoModel
import GeoNative
import Studies

/// Real data beside the package; tests on them are skipped where they are absent.
enum GeoData {
  private static let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private static let root =
    FileSystem.environment("MAILLAGE_TEST_GEODATA") ?? package + "/../shared/geodata"

  static let isPresent: Bool = {
    if FileSystem.isDirectory(root) { return true }
    print("skipped: no real data at \(root) (MAILLAGE_TEST_GEODATA names another folder)")
    return false
  }()

  static func path(_ name: String) -> String { root + "/" + name }

  /// Communes of 2024 of these départements.
  static func communes(_ departments: [String]) -> TerritoryOptions {
    TerritoryOptions(
      paths: departments.map { path("communes-2024/dep\($0).geojson") }, key: "code_territoire",
      keyPrefix: "com")
  }

  static let populations = path("commune-tables/population-municipale-2022-geo2024.csv")

  /// Where the embedded tables are in the package.
  static let environment = ["MAILLAGE_GEODATA": package + "/GeoData"]
}

/// A value loaded once, by whichever test comes first.
struct Loaded<Value: Sendable>: Sendable {
  private let result: Result<Value, Diagnostic>

  init(_ load: () throws(Diagnostic) -> Value) {
    do { result = .success(try load()) } catch { result = .failure(error) }
  }

  func get() throws(Diagnostic) -> Value { try result.get() }
}

/// A figure within a share of what is expected.
func isWithin(_ share: Double, _ figure: Double?, of expected: Double) -> Bool {
  guard let figure else { return false }
  return (figure - expected).magnitude <= share * expected
}
