import GeoModel
import GeoNative
import Testing

@Suite struct OperationFactsTests {
  @Test func anOldDatumIsRoughAndALegalOneIsNot() throws {
    let paris = Position(x: 2.35, y: 48.85)
    let good = try OperationFacts(from: .wgs84, to: .lambert93, at: paris)
    #expect(!good.isBallpark)
    #expect((good.accuracyMetres ?? 99) <= 1)
    // ED50: EPSG 1311, 1.5 m or worse anywhere.
    let old = try OperationFacts(
      from: CRS("EPSG:23031"), to: .lambert93, at: Position(x: 452_000, y: 5_411_000))
    #expect(!old.isBallpark)
    #expect((old.accuracyMetres ?? 0) > 1)
    #expect(!old.name.isEmpty)
  }

  @Test func noOperationForUnknownSystems() {
    #expect(throws: ProjError.self) {
      try OperationFacts(from: CRS("EPSG:1"), to: .lambert93, at: Position(x: 0, y: 0))
    }
  }

  @Test func ballparkIsSaid() throws {
    // A datum that the registry relates to no other: Madrid 1870.
    let facts = try OperationFacts(from: CRS("EPSG:4903"), to: .wgs84, at: Position(x: 0, y: 40))
    #expect(facts.isBallpark)
  }
}
