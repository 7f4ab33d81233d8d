import Coverage
import GeoModel
import Testing

@testable import Studies

/// Measuring where no law names a plane.
@Suite struct AccessPlaneTests {
  private let files = [
    "demande.csv": "code,x,y,population\na,360000,560000,100\nb,363000,564000,200\n",
    "offre.csv": "id,nom,x,y,etp\ns1,Un,360000,560000,3\n",
  ]

  private func options(_ demand: CRS, _ supply: CRS) -> AccessJob.Options {
    var options = AccessSample.options(.nearest)
    (options.demand.crs, options.supply.crs) = (demand, supply)
    return options
  }

  @Test func thePlaneOfBothFilesServesOutsideFrance() throws {
    let illinois = CRS("EPSG:2790")
    let session = AccessSample.session(files)
    let job = try AccessJob(options(illinois, illinois), session: session)
    // 3-4-5: metres of the plane that the files state.
    #expect(job.model.access == [0, 5_000])
    #expect(job.options.workCRS == illinois)
    #expect(
      session.warnings.contains { $0.code == "access.outside-france" && $0.location.file == "demande.csv" })
  }

  @Test func twoSystemsOrFeetNameNoPlane() {
    for (demand, supply) in [("EPSG:2790", "EPSG:26916"), ("EPSG:3435", "EPSG:3435")] {
      let error = #expect(throws: Diagnostic.self) {
        try AccessJob(options(CRS(demand), CRS(supply)), session: AccessSample.session(files))
      }
      #expect(error?.code == "crs.outside-france" && error?.hint?.english == "--work-crs EPSG:n")
    }
  }

  @Test func placesOfFranceKeepTheirLegalPlane() throws {
    let job = try AccessJob(AccessSample.options(.nearest), session: AccessSample.session())
    #expect(job.options.workCRS == nil)
  }
}
