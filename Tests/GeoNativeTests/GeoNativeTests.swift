import GeoModel
import GeoNative
import Testing

@Suite struct GeoNativeTests {
  private func square(_ x: Double, _ y: Double, _ side: Double) -> MultiPolygon {
    MultiPolygon(shell: [
      Position(x: x, y: y), Position(x: x + side, y: y), Position(x: x + side, y: y + side),
      Position(x: x, y: y + side), Position(x: x, y: y),
    ])
  }

  /// The origin, by the definition of Lambert-93, and an establishment that FINESS publishes in both systems.
  @Test(arguments: [
    (3.0, 46.5, 700_000.0, 6_600_000.0), (4.3619364885755125, 43.83230730698816, 809_551.7, 6_304_644.3),
  ])
  func lambert93(longitude: Double, latitude: Double, x: Double, y: Double) throws {
    var place = [longitude, latitude]
    try CoordinateTransformer(from: .wgs84, to: .lambert93).transform(&place)
    #expect(abs(place[0] - x) < 0.001 && abs(place[1] - y) < 0.001)
    try CoordinateTransformer(from: .lambert93, to: .wgs84).transform(&place)
    #expect(abs(place[0] - longitude) < 1e-9 && abs(place[1] - latitude) < 1e-9)
  }

  @Test func placesThatCannotBeCarriedAreNaN() throws {
    var places = [2.35, 48.85, 0, 400, .nan, 1, 2.35, 48.85]
    let failures = try CoordinateTransformer(from: .wgs84, to: .lambert93).transform(&places)
    #expect(failures == 2)
    #expect(places[2].isNaN && places[3].isNaN && places[4].isNaN)
    #expect(places[0] == places[6] && places[0].isFinite)
  }

  @Test func unknownSystemsSayWhatPROJSays() {
    let error = #expect(throws: ProjError.self) {
      try CoordinateTransformer(from: CRS("EPSG:999999"), to: .wgs84)
    }
    #expect(error?.function.contains("EPSG:999999") == true)
    #expect(error?.message.contains("crs not found") == true)
  }

  @Test func reprojectionIgnoresTheThreadCount() throws {
    let places = (0..<600_000).map { (index: Int) -> Double in
      (index.isMultiple(of: 2) ? 2 : 46) + Double(index) / 1e6
    }
    let one = try Reprojection.transform(places, from: .wgs84, to: .lambert93, threads: 1)
    let four = try Reprojection.transform(places, from: .wgs84, to: .lambert93, threads: 4)
    #expect(one == four)
  }

  @Test func factsOfSystems() throws {
    #expect(try CRSFacts(of: .wgs84).isGeographic)
    let lambert = try CRSFacts(of: .lambert93)
    #expect(!lambert.isGeographic && lambert.metresPerUnit == 1)
    // Lambert-93 is true to scale on 44° and 49° N; lengths shrink between them and grow outside.
    #expect(abs(try CRSFacts.areaBias(of: .lambert93, longitude: 1, latitude: 49)) < 1e-9)
    let middle = try CRSFacts.areaBias(of: .lambert93, longitude: 3, latitude: 46.5)
    #expect(abs(middle + 0.002) < 2e-4)
    let corsica = try CRSFacts.areaBias(of: .lambert93, longitude: 9.1, latitude: 41.9)
    #expect(corsica > 0.004 && corsica < 0.005)
  }

  @Test func geodesics() {
    // Vincenty's test line on GRS 80 is not public in mm; the quarter meridian is: 10 001 965.729 m.
    let metres = Geodesic.distanceMetres(Position(x: 0, y: 0), Position(x: 0, y: 90))
    #expect(abs(metres - 10_001_965.729) < 0.001)
    let ring = Geodesic.circle(center: Position(x: 2, y: 47), metres: 15_000, segments: 32)
    #expect(ring.count == 129 && ring.first == ring.last)
    for place in ring {
      #expect(abs(Geodesic.distanceMetres(Position(x: 2, y: 47), place) - 15_000) < 1e-6)
    }
    // A disc of 15 km drawn with 128 corners.
    let area = Geodesic.areaSquareMetres(MultiPolygon(shell: ring))
    #expect(abs(area / (64 * 15_000 * 15_000 * Double.sine(2 * .pi / 128)) - 1) < 1e-5)
  }

  @Test func overlay() throws {
    let session = GEOSSession()
    let a = square(0, 0, 10)
    let b = square(5, 5, 10)
    #expect(try session.union([a, b]).area == 175)
    #expect(try session.difference(a, minus: [b]).area == 75)
    #expect(try session.intersection(a, with: [b, square(0, 0, 2)]).area == 29)
    #expect(try session.difference(a, minus: []) == a)
    #expect(try session.difference(MultiPolygon(), minus: [a]).isEmpty)
    #expect(try session.interiorsMeet(a, b))
    #expect(try !session.interiorsMeet(a, square(10, 0, 5)))
    #expect(try session.isWithin(0.5, a, square(10.4, 0, 1)))
    #expect(try !session.isWithin(0.3, a, square(10.4, 0, 1)))
    let place = try #require(try session.interiorPlace(of: b))
    #expect(place.x > 5 && place.x < 15)
  }

  @Test func invalidPolygonsAreNamedAndMended() throws {
    let session = GEOSSession()
    let bowTie = MultiPolygon(shell: [
      Position(x: 0, y: 0), Position(x: 10, y: 10), Position(x: 10, y: 0), Position(x: 0, y: 10),
      Position(x: 0, y: 0),
    ])
    let reason = try #require(try session.invalidity(of: bowTie))
    #expect(reason.reason == "Self-intersection" && reason.place == Position(x: 5, y: 5))
    #expect(try session.repaired(bowTie).area == 50)
    #expect(try session.invalidity(of: square(0, 0, 1)) == nil)
  }

  @Test func failuresNameTheFunction() {
    let open = MultiPolygon(coordinates: [0, 0, 1, 0, 1, 1], ringEnds: [3], polygonEnds: [1])
    let error = #expect(throws: GEOSError.self) { try GEOSSession().union([square(0, 0, 1), open]) }
    #expect(error?.function == "GEOSGeom_createLinearRing_r")
    #expect(error?.message.contains("closed") == true || error?.message.contains("Invalid number") == true)
  }

  @Test func parallelMapKeepsOrderAndTheFirstError() throws {
    let squares = ParallelMap.map(count: 10_000, threads: 8) { $0 * $0 }
    #expect(squares == (0..<10_000).map { $0 * $0 })
    struct Fault: Error, Equatable { let index: Int }
    let error = #expect(throws: Fault.self) {
      try ParallelMap.map(count: 1000, threads: 8) { (index: Int) throws(Fault) -> Int in
        if index % 300 == 299 { throw Fault(index: index) }
        return index
      }
    }
    #expect(error == Fault(index: 299))
    #expect(ParallelMap.map(count: 0, threads: 4) { $0 }.isEmpty)
  }

  @Test func voronoiCells() throws {
    let cells = try GEOSSession().voronoiCells(
      of: [0, 0, 10, 0, 0, 10, 10, 10], within: Envelope(minX: -5, minY: -5, maxX: 15, maxY: 15))
    #expect(cells.polygonCount == 4)
  }
}
