import Coverage
import GeoFormats
import GeoModel
import Studies
import TestSupport
import Testing

/// Contours of GEOFLA (shapefile of IGN in Lambert-93) and establishments of FINESS.
@Suite(.enabled(if: GeoData.isPresent, "no real data beside the package"))
struct ShapefileJoinTests {
  /// The département of each establishment is that of its own code, but for places near a border of these
  /// generalised contours.
  @Test func departementsAgreeWithTheCodesOfCommunes() throws {
    let session = LoadSession(threads: Occitanie.threads)
    let departements = try TerritoryLoader.load(
      TerritoryOptions(
        paths: [RealData.path("formats/shapefile-lambert93-geofla/DEPARTEMENT.shp")], key: "CODE_DEPT"),
      session: session)
    #expect(departements.codes.count == 96 && departements.crs == .lambert93)
    #expect(session.warnings.isEmpty)
    let parts = session.inputs.filter { $0.role == "Territoires" }.map(\.path)
    #expect(parts.count == 4 && parts.last?.hasSuffix("DEPARTEMENT.shp") == true)

    let sites = try Occitanie.shared.get().establishments
    let join = try SiteAssignment(sites, in: departements, threads: Occitanie.threads)
    #expect(join.isBalanced && join.read == 10_007 && join.rejected == 3 && join.ambiguous == 0)
    let own = try #require(sites.table.index(of: "code_insee"))
    var agreed = 0
    for site in 0..<sites.count where sites.isLocated(site) {
      let code = String(sites.table.columns[own][sites.rows[site]].prefix(2))
      let territory = join.territories[site]
      if territory >= 0, departements.codes[territory] == code {
        agreed += 1
        continue
      }
      let wanted = try #require(departements.codes.firstIndex(of: code))
      let place = Position(x: sites.positions[2 * site], y: sites.positions[2 * site + 1])
      let feature = try #require(departements.owners.firstIndex(of: Int32(wanted)))
      let metres = departements.geometry.polygons(of: feature).distanceToOutline(from: place)
      #expect(metres < 300, "\(code), \(place)")
    }
    // As GeoPandas finds with the same files.
    #expect(agreed == 10_001)
  }
}
