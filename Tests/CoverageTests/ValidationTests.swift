import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

/// Findings on figures whose defects are drawn by hand.
@Suite struct ValidationTests {
  private func column(_ polygons: [MultiPolygon]) -> GeometryColumn {
    var column = GeometryColumn()
    for value in polygons { column.append(polygons: value) }
    return column
  }

  private func ring(_ flat: [Double]) -> MultiPolygon {
    MultiPolygon(coordinates: flat, ringEnds: [flat.count / 2], polygonEnds: [1])
  }

  @Test func aBowTieCrossesItselfInItsMiddle() throws {
    let found = try GeometryFindings.find(in: column([ring([0, 0, 1, 1, 1, 0, 0, 1, 0, 0])]), threads: 1)
    // Its two halves cancel: neither GEOS nor the area may hide the crossing.
    #expect(found.map(\.feature) == [1])
    #expect(found[0].level == .error)
    let tilted = try GeometryFindings.find(in: column([ring([0, 0, 2, 2, 2, 0, 0, 1, 0, 0])]), threads: 1)
    #expect(tilted.map(\.kind) == [.selfIntersection])
    let place = try #require(tilted[0].place)
    // The diagonal y = x meets y = 1 - x/2 at 2/3.
    #expect(abs(place.x - 2 / 3.0) < 1e-12 && abs(place.y - 2 / 3.0) < 1e-12)
  }

  @Test func ringsThatGEOSCannotTakeAreTold() throws {
    var short = GeometryColumn()
    short.append(polygons: ring([0, 0, 1, 0, 0, 0]))
    short.append(polygons: ring([0, 0, 1, 0, 1, 1, 0, 1]))
    short.append(polygons: ring([0, 0, 1, 0, .nan, 1, 0, 0]))
    short.append(polygons: ring([0, 0, 1, 1, 2, 2, 0, 0]))
    short.append(polygons: ring([0, 0, 1, 0, 1, 0, 1, 1, 0, 0]))
    short.appendNone()
    let found = try GeometryFindings.find(in: short, threads: 2)
    #expect(found.map(\.feature) == [1, 2, 3, 4, 5, 6])
    #expect(
      found.map(\.kind) == [
        .tooFewPositions, .openRing, .notFinite, .noArea, .repeatedPositions, .nullGeometry,
      ])
  }

  @Test func eachPolygonOfAMultiPolygonIsTold() throws {
    var value = ring([0, 0, 2, 2, 2, 0, 0, 1, 0, 0])
    value.append(ring([10, 0, 12, 2, 12, 0, 10, 1, 10, 0]))
    let found = try GeometryFindings.find(in: column([value]), threads: 1)
    #expect(found.count == 2)
    #expect(Set(found.compactMap { $0.place.map { $0.x < 5 } }) == [true, false])
  }

  @Test func cleanSquaresHaveNoFlaw() throws {
    let found = try PartitionFindings(Shapes.squares(columns: 5, rows: 4, side: 1000), threads: 2)
    #expect(found.overlaps.isEmpty && found.holes.isEmpty)
    #expect(found.sumSquareMetres == 20e6 && found.unionSquareMetres == 20e6)
  }

  @Test func aMissingSquareIsAHoleAndAMovedOneOverlaps() throws {
    var squares = Shapes.squares(columns: 3, rows: 3, side: 1000)
    squares.remove(at: 4)
    // The square at the north-east goes 100 m into its western neighbour.
    squares[7] = Shapes.rectangle(1900, 2000, 3000, 3000)
    let found = try PartitionFindings(squares, threads: 2)
    #expect(found.holes.count == 1)
    #expect(abs(found.holes[0].areaSquareMetres - 1e6) < 1e-3)
    #expect(found.holes[0].territories == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(found.overlaps.map(\.territories) == [[6, 7]])
    #expect(abs(found.overlaps[0].areaSquareMetres - 1e5) < 1e-3)
    // A strip of 100 m × 1,000 m: 2 × 100,000 / 2,200.
    #expect(abs(found.overlaps[0].meanWidthMetres - 200_000 / 2200) < 1e-9)
    #expect((1900...2000).contains(found.overlaps[0].place.x))
    #expect(abs(found.sumSquareMetres - found.unionSquareMetres - 1e5) < 1e-3)
  }

  @Test(arguments: 1...20) func overlapsAccountForAllLandClaimedTwice(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    // Pairs only overlap where no third square comes: then Σ areas − union = Σ overlaps.
    var squares: [MultiPolygon] = []
    for place in 0..<12 {
      let x = Double(place) * 10_000
      let shift = Double.random(in: 100...900, using: &random)
      squares.append(Shapes.rectangle(x, 0, x + 1000, 1000))
      squares.append(Shapes.rectangle(x + shift, shift / 2, x + 1000 + shift, 1000 + shift / 2))
    }
    let found = try PartitionFindings(squares, threads: 3)
    let shared = found.overlaps.reduce(0) { $0 + $1.areaSquareMetres }
    #expect(found.overlaps.count == 12, "seed \(seed)")
    #expect(abs(found.sumSquareMetres - found.unionSquareMetres - shared) < 1e-3, "seed \(seed)")
  }

  @Test func sameGeometriesAreTold() {
    var column = column(Shapes.squares(columns: 2, rows: 1, side: 1))
    column.append(point: Position(x: 1, y: 2))
    column.append(polygons: Shapes.rectangle(0, 0, 1, 1))
    column.append(point: Position(x: 1, y: 2))
    column.append(polygons: Shapes.rectangle(0, 0, 1, 1))
    let found = DuplicateFindings.find(in: column, names: ["a", "b", "c", "d", "e", "f"])
    #expect(found.map(\.feature) == [4, 5, 6])
    #expect(found.map(\.others) == [["a"], ["c"], ["a"]])
  }
}

/// Coordinates announced in a CRS that they cannot be in.
@Suite struct CRSPlausibilityTests {
  /// Lille, Brest, Nice, Bordeaux, Strasbourg.
  private static let places = [3.06, 50.63, -4.49, 48.39, 7.27, 43.70, -0.58, 44.84, 7.75, 48.57]

  private func places(in crs: CRS) throws -> [Double] {
    try Reprojection.transform(Self.places, from: .wgs84, to: crs, threads: 1)
  }

  private func swapped(_ flat: [Double]) -> [Double] {
    stride(from: 0, to: flat.count, by: 2).flatMap { [flat[$0 + 1], flat[$0]] }
  }

  @Test(arguments: ["EPSG:2154", "EPSG:4326", "EPSG:27572", "EPSG:3857", "EPSG:3035"])
  func theTrueSystemIsNotDoubted(code: String) throws {
    let crs = CRS(code)
    #expect(try !CRSPlausibility(of: places(in: crs), in: crs).isDoubtful)
  }

  @Test(arguments: ["EPSG:2154", "EPSG:27572", "EPSG:3035"])
  func metresAnnouncedAsDegreesAreRecognised(code: String) throws {
    let found = try CRSPlausibility(of: places(in: CRS(code)), in: .wgs84)
    #expect(found.shareInFrance == 0)
    #expect(found.candidates.contains(.init(crs: CRS(code), isSwapped: false)))
  }

  @Test func theOldLambertIsNotTakenForTheNew() throws {
    let found = try CRSPlausibility(of: places(in: CRS("EPSG:27572")), in: .lambert93)
    #expect(found.candidates.first == .init(crs: CRS("EPSG:27572"), isSwapped: false))
  }

  @Test func swappedAxesAreRecognised() throws {
    let degrees = try CRSPlausibility(of: swapped(Self.places), in: .wgs84)
    #expect(degrees.candidates == [.init(crs: .wgs84, isSwapped: true)])
    let metres = try CRSPlausibility(of: swapped(try places(in: .lambert93)), in: .lambert93)
    #expect(metres.candidates.contains(.init(crs: .lambert93, isSwapped: true)))
  }

  @Test func placesAtZeroAndAbroadAreNotAReasonToDoubt() throws {
    #expect(try !CRSPlausibility(of: [0, 0, 0, 0], in: .wgs84).isDoubtful)
    // Chicago is in France in no system.
    #expect(try CRSPlausibility(of: [-87.6, 41.9, -87.7, 41.8], in: .wgs84).candidates.isEmpty)
  }
}
