import GeoModel
import Studies
import TestSupport

/// The real data that these tests read.
enum GeoData {
  static var isPresent: Bool { RealData.isPresent }

  static func path(_ name: String) -> String { RealData.path(name) }

  /// Communes of 2024 of these départements.
  static func communes(_ departments: [String]) -> TerritoryOptions {
    TerritoryOptions(
      paths: departments.map { path("communes-2024/dep\($0).geojson") }, key: "code_territoire",
      keyPrefix: "com")
  }

  static let populations = path("commune-tables/population-municipale-2022-geo2024.csv")

  /// Where the embedded tables are in the package.
  static let environment = ["MAILLAGE_GEODATA": RealData.package + "/GeoData"]
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
