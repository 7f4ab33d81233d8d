import Coverage
import GeoFormats
import GeoModel

/// The contour of a département or of a région from the official contours of its communes: the service has none.
enum ContourBuild {
  /// Enclosed holes narrower than this on average, that no commune claims, are filled.
  static let sliverWidthMetres = 250.0

  static func geoJSON(
    _ unit: ContourUnit, from files: [String], reference: CommuneReference, session: LoadSession
  ) throws(Diagnostic) -> [UInt8] {
    let mesh = try TerritoryLoader.load(
      TerritoryOptions(paths: files, key: "code"), role: "Communes", session: session)
    let zones = try PlaneZones.make(mesh, workCRS: nil, threads: session.threads)
    RepairReport.warn(zones, mesh, session)
    var levelOf: [String: String] = [:]
    for code in mesh.codes { levelOf[code] = unit.code }
    var names: [String: String] = [:]
    if let name = reference.names[unit.level.rawValue]?[unit.code] { names[unit.code] = name }
    let job = try BuildJob(
      mesh, zones: zones, membership: Membership(level: unit.level.rawValue, levelOf: levelOf, names: names),
      populations: [], sliverWidthMetres: sliverWidthMetres, threads: session.threads)
    let note = "construit par Maillage à partir des contours de communes"
    return GeoJSONWriter.write(
      BuildFeatures.features(job, isApproximate: false), members: [("remarque", .string(note))]
    ).bytes
  }
}
