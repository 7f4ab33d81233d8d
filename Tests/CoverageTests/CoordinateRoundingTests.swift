import Coverage
import GeoModel
import GeoNative
import TestSupport
import Testing

@Suite struct CoordinateRoundingTests {
  @Test(arguments: [UInt64(1), 2, 3], [0, 1, 2])
  func polygonsStayValidAndBordersShared(seed: UInt64, decimals: Int) throws {
    var random = SeededRandom(seed: seed)
    // Territories of a few units: at 0 decimals much would collapse.
    let before = Wiggles.coverage(columns: 5, rows: 5, side: 8, steps: 12, random: &random)
    let result = try CoordinateRounding(
      Wiggles.column(before), grid: .init(decimals: decimals), threads: 2)
    let session = GEOSSession()
    var onGrid = 0
    let power = [1.0, 10, 100][decimals]
    for index in before.indices {
      let after = result.geometry.polygons(of: index)
      #expect(try session.invalidity(of: after) == nil)
      #expect(after.ringCount == before[index].ringCount && after.area > 0)
      onGrid += after.coordinates.count { ($0 * power).rounded() / power == $0 }
    }
    #expect(decimals > 0 || !result.spoiledFeatures.isEmpty)
    #expect(onGrid > 0 && (decimals < 2 || result.keptPositions == 0))
  }

  @Test func aPositionGoesToOnePlaceEverywhere() throws {
    let left = MultiPolygon(
      coordinates: [0, 0, 1.26, 0, 1.24, 1, 0, 1, 0, 0], ringEnds: [5], polygonEnds: [1])
    let right = MultiPolygon(
      coordinates: [1.26, 0, 2, 0, 2, 1, 1.24, 1, 1.26, 0], ringEnds: [5], polygonEnds: [1])
    let result = try CoordinateRounding(Wiggles.column([left, right]), grid: .init(decimals: 1), threads: 1)
    #expect(result.geometry.polygons(of: 0).coordinates == [0, 0, 1.3, 0, 1.2, 1, 0, 1, 0, 0])
    #expect(result.geometry.polygons(of: 1).coordinates == [1.3, 0, 2, 0, 2, 1, 1.2, 1, 1.3, 0])
    #expect(result.spoiledFeatures.isEmpty && result.droppedPositions == 0)
  }

  @Test func whatWouldCollapseKeepsItsPositions() throws {
    let islet = Shapes.rectangle(10.01, 10.01, 10.02, 10.02)
    let land = Shapes.rectangle(0, 0, 5.04, 5)
    let result = try CoordinateRounding(Wiggles.column([islet, land]), grid: .init(decimals: 1), threads: 1)
    #expect(result.geometry.polygons(of: 0) == islet)
    #expect(result.geometry.polygons(of: 1).coordinates.max() == 5)
    #expect(result.spoiledFeatures == [0] && result.keptPositions == 4)
  }

  @Test func repeatsMadeByRoundingGoThoseOfTheFileStay() throws {
    var layer = GeometryColumn()
    layer.coordinates = [0, 0, 0, 0, 1.01, 0, 1.02, 0, 3, 0]
    layer.partEnds = [5]
    layer.groupEnds = [1]
    layer.featureEnds = [1]
    layer.kinds = [.lineString]
    let result = try CoordinateRounding(layer, grid: .init(decimals: 1), threads: 1)
    #expect(result.geometry.coordinates == [0, 0, 0, 0, 1, 0, 3, 0] && result.droppedPositions == 1)
  }
}
