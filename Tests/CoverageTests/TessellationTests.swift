import GeoModel
import TestSupport
import Testing

@testable import Coverage

@Suite("Approximate contours")
struct TessellationTests {
  /// Seeds on a square lattice, each of the area of its square.
  private func lattice(_ side: Int, pitch: Double, at origin: Position = Position(x: 0, y: 0))
    -> [TessellationSeed]
  {
    (0..<side * side).map { k in
      let center = Position(
        x: origin.x + (Double(k % side) + 0.5) * pitch, y: origin.y + (Double(k / side) + 0.5) * pitch)
      return TessellationSeed(center: center, area: pitch * pitch)
    }
  }

  private func randomSeeds(_ count: Int, seed: UInt64, areas: Bool) -> [TessellationSeed] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in
      let center = Position(
        x: Double.random(in: 600_000...660_000, using: &random),
        y: Double.random(in: 7_000_000...7_060_000, using: &random))
      let area = Double.random(in: 2e6...16e6, using: &random)
      return TessellationSeed(center: center, area: areas ? area : nil)
    }
  }

  private func holds(_ cell: MultiPolygon, _ place: Position) -> Bool {
    var isInside = false
    for ring in 0..<cell.ringCount {
      let range = cell.positions(ofRing: ring)
      for i in range.dropLast() {
        let a = cell.position(i)
        let b = cell.position(i + 1)
        if (a.y > place.y) != (b.y > place.y),
          place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x
        {
          isInside.toggle()
        }
      }
    }
    return isInside
  }

  @Test func noSeedsGiveNoCells() throws {
    #expect(try Tessellation.cells(of: []).isEmpty)
  }

  @Test func aLoneSeedIsAnIslandOfItsArea() throws {
    let seed = TessellationSeed(center: Position(x: 1000, y: 2000), area: 14.8e6)
    let cells = try Tessellation.cells(of: [seed])
    #expect(cells.count == 1)
    #expect(abs(cells[0].area / 14.8e6 - 1) < 0.02)
    #expect(holds(cells[0], seed.center))
  }

  @Test func squaresComeBackAsSquares() throws {
    let cells = try Tessellation.cells(of: lattice(7, pitch: 1000))
    let middle = cells[24]
    #expect(abs(middle.envelope.minX - 3000) < 2 && abs(middle.envelope.maxY - 4000) < 2)
    #expect(abs(middle.area / 1e6 - 1) < 0.002)
    for cell in cells { #expect(abs(cell.area / 1e6 - 1) < 0.1) }
    let total = cells.reduce(0) { $0 + $1.area }
    #expect(abs(total / 49e6 - 1) < 0.01)
  }

  @Test(arguments: [UInt64(1), 2, 3]) func everyBorderIsSharedExactly(seed: UInt64) throws {
    let seeds = randomSeeds(400, seed: seed, areas: true)
    let cells = try Tessellation.cells(of: seeds)
    // Each side of a ring is met once, and once at most the other way round: no overlap, no gap.
    var sides: [[Position]: Int] = [:]
    for (index, cell) in cells.enumerated() {
      for ring in 0..<cell.ringCount {
        for i in cell.positions(ofRing: ring).dropLast() {
          let key = [cell.position(i), cell.position(i + 1)]
          #expect(key[0] != key[1])
          #expect(sides.updateValue(index, forKey: key) == nil, "side met twice, seed \(seed)")
        }
      }
    }
    var balance: [Position: Int] = [:]
    var shared = 0
    for key in sides.keys {
      if sides[[key[1], key[0]]] != nil {
        shared += 1
      } else {
        balance[key[0], default: 0] += 1
        balance[key[1], default: 0] -= 1
      }
    }
    #expect(balance.values.allSatisfy { $0 == 0 }, "the outline is not closed, seed \(seed)")
    #expect(shared > sides.count / 2)
    for (cell, seed) in zip(cells, seeds) { #expect(holds(cell, seed.center)) }
  }

  @Test func cellsHaveTheKnownAreas() throws {
    // A chessboard of large and small territories at equal distances: without areas, all come out alike.
    var seeds = lattice(10, pitch: 3000)
    for k in seeds.indices { seeds[k].area = (k % 10 + k / 10) % 2 == 0 ? 6e6 : 12e6 }
    var plain = TessellationOptions()
    plain.rounds = 0
    func error(_ cells: [MultiPolygon]) -> Double {
      let ratios = zip(cells, seeds).map { abs($0.area / ($1.area ?? 1) - 1) }.sorted()
      return ratios[ratios.count / 2]
    }
    #expect(error(try Tessellation.cells(of: seeds)) < 0.02)
    #expect(error(try Tessellation.cells(of: seeds, options: plain)) > 0.2)
  }

  @Test func threadsDoNotChangeTheResult() throws {
    let seeds = randomSeeds(1500, seed: 11, areas: false)
    let alone = try Tessellation.cells(of: seeds, threads: 1)
    #expect(try Tessellation.cells(of: seeds, threads: 4) == alone)
    #expect(alone.allSatisfy { !$0.isEmpty })
  }

  @Test func anIslandStaysApart() throws {
    var seeds = lattice(6, pitch: 2000)
    seeds.append(TessellationSeed(center: Position(x: 6000, y: 24_000), area: 3e6))
    let cells = try Tessellation.cells(of: seeds)
    let land = cells.dropLast().reduce(into: Envelope()) { $0.add($1.envelope) }
    #expect(!cells[36].envelope.intersects(land))
    #expect(abs(cells[36].area / 3e6 - 1) < 0.02)
  }

  @Test func partsMakeOneTerritoryAroundAnother() throws {
    var seeds = lattice(7, pitch: 1000)
    let around = [16, 17, 18, 23, 25, 30, 31, 32]
    let ring = TessellationSeed(
      center: seeds[24].center, area: 8e6, parts: around.map { seeds[$0].center })
    for index in around.reversed() { seeds.remove(at: index) }
    seeds.append(ring)
    let cells = try Tessellation.cells(of: seeds)
    let last = cells[cells.count - 1]
    #expect(last.polygonCount == 1)
    #expect(last.ringCount == 2)
    #expect(abs(last.area / 8e6 - 1) < 0.05)
  }

  @Test func seedsAtOnePlaceBothHaveCells() throws {
    var seeds = lattice(4, pitch: 1000)
    seeds[5].center = seeds[6].center
    let cells = try Tessellation.cells(of: seeds)
    #expect(cells.allSatisfy { $0.area > 0 })
  }

  @Test(arguments: [0, -1, 1e-300, 1e40, .infinity, .nan]) func anAreaThatIsNoneCountsAsUnknown(area: Double)
    throws
  {
    var seeds = lattice(5, pitch: 1000)
    for k in seeds.indices { seeds[k].area = nil }
    let unknown = try Tessellation.cells(of: seeds)
    for k in seeds.indices { seeds[k].area = area }
    #expect(try Tessellation.cells(of: seeds) == unknown)
    #expect(unknown.allSatisfy { $0.area > 1e5 && $0.area < 4e6 })
  }

  @Test func largeAndSmallTogetherStillHaveCells() throws {
    var seeds = lattice(5, pitch: 1000)
    for k in seeds.indices { seeds[k].area = k % 2 == 0 ? 1e4 : 1e8 }
    let cells = try Tessellation.cells(of: seeds)
    #expect(zip(cells, seeds).allSatisfy { holds($0, $1.center) })
  }

  @Test func manySeedsAtOnePlaceEndSoon() throws {
    let seed = TessellationSeed(center: Position(x: 0, y: 0), area: 1e6)
    let cells = try Tessellation.cells(of: Array(repeating: seed, count: 120))
    #expect(cells.allSatisfy { $0.area > 0 })
  }

  @Test func seedsInLineHaveCells() throws {
    let seeds = (0..<30).map {
      TessellationSeed(center: Position(x: Double($0) * 1000, y: Double($0) * 500), area: 1e6)
    }
    let cells = try Tessellation.cells(of: seeds)
    #expect(zip(cells, seeds).allSatisfy { holds($0, $1.center) })
  }

  @Test func onlyWantedCellsAreReturned() throws {
    let seeds = lattice(5, pitch: 1000)
    let wanted = seeds.indices.map { $0 == 12 }
    let cells = try Tessellation.cells(of: seeds, wanted: wanted)
    #expect(abs(cells[12].area / 1e6 - 1) < 0.01)
    #expect(cells.indices.allSatisfy { $0 == 12 || cells[$0].isEmpty })
  }

  @Test func theNeighbourhoodIsWithinTheDistance() {
    let seeds = lattice(9, pitch: 1000)
    let wanted = seeds.indices.map { $0 == 40 }
    let near = Tessellation.neighbourhood(of: wanted, in: seeds, metres: 1500)
    #expect(near == [30, 31, 32, 39, 40, 41, 48, 49, 50])
  }

  @Test(arguments: [Double.nan, .infinity, 1e12]) func aPlaceThatIsNoPlaceIsRefused(x: Double) {
    let seeds = [TessellationSeed(center: Position(x: x, y: 0), area: 1e6)]
    #expect(throws: Diagnostic.self) { try Tessellation.cells(of: seeds) }
  }

  @Test func placesFarApartDoNotFillMemory() throws {
    let seeds = [0.0, 9e7].map { TessellationSeed(center: Position(x: $0, y: 0), area: 1e6) }
    let cells = try Tessellation.cells(of: seeds)
    #expect(cells.allSatisfy { $0.area > 0 })
  }
}
