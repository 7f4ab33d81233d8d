public import GeoModel
import GeoNative

/// Where the embedded data and studies lie.
public struct GeoDataFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  public var communes: String { path + "/tables/communes.csv" }
  public var municipalDistricts: String { path + "/tables/arrondissements-municipaux.csv" }
  /// A table of the code officiel géographique: `communes`, `mouvements`, `rattachements`.
  public func cog(_ table: String) -> String { path + "/cog/\(table).csv" }
  public func study(_ name: String) -> String { path + "/studies/\(name).json" }

  /// Names of the embedded studies, sorted.
  public var studies: [String] {
    FileSystem.list(path + "/studies").filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }
  }

  /// The first of: `MAILLAGE_GEODATA`, beside the program, `../share/maillage`, the resources of the build.
  ///
  /// - Throws: `Diagnostic` with the places searched, and what to do.
  public static func find(environment: [String: String]) throws(Diagnostic) -> GeoDataFolder {
    if let told = environment["MAILLAGE_GEODATA"], !told.isEmpty {
      guard isGeoData(told) else {
        throw Diagnostic(
          "geodata.missing", at: SourceLocation(file: told),
          Phrase(
            en: "MAILLAGE_GEODATA names a folder without tables/communes.csv",
            fr: "MAILLAGE_GEODATA désigne un dossier sans tables/communes.csv"), found: told,
          expected: Phrase(en: "the project's GeoData folder", fr: "le dossier GeoData du projet"))
      }
      return GeoDataFolder(path: told)
    }
    let candidates = places()
    if let found = candidates.first(where: isGeoData) { return GeoDataFolder(path: found) }
    throw Diagnostic(
      "geodata.missing",
      Phrase(
        en: "the embedded data are not found; searched: \(candidates.joined(separator: ", "))",
        fr:
          "les données embarquées sont introuvables ; cherchées dans : \(candidates.joined(separator: ", "))"),
      hint: Phrase(
        en: "set MAILLAGE_GEODATA to the project's GeoData folder, or put that folder beside the program",
        fr: "donner à MAILLAGE_GEODATA le dossier GeoData du projet, ou poser ce dossier à côté du programme")
    )
  }

  private static func places() -> [String] {
    guard let program = FileSystem.executablePath() else { return [] }
    let folder = FileSystem.split(program).folder
    return [
      folder + "/GeoData", folder + "/../share/maillage",
      // What SwiftPM makes of the target's resources, on Linux and on macOS.
      folder + "/Maillage_GeoDataFiles.resources", folder + "/Maillage_GeoDataFiles.bundle",
      folder + "/Maillage_GeoDataFiles.bundle/Contents/Resources",
    ]
  }

  private static func isGeoData(_ path: String) -> Bool { FileSystem.exists(path + "/tables/communes.csv") }
}
