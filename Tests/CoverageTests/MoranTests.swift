import Coverage
import GeoModel
import Testing

@Suite struct MoranTests {
  private func square(_ x: Double, _ y: Double, gap: Double = 0) -> MultiPolygon {
    MultiPolygon(
      coordinates: [x, y, x + 1 - gap, y, x + 1 - gap, y + 1 - gap, x, y + 1 - gap, x, y], ringEnds: [5],
      polygonEnds: [1])
  }

  private func board(_ rows: Int, _ columns: Int) -> Contiguity {
    var geometry = GeometryColumn()
    for row in 0..<rows {
      for column in 0..<columns { geometry.append(polygons: square(Double(column), Double(row))) }
    }
    let count = rows * columns
    return Contiguity(geometry: geometry, owners: (0..<count).map(Int32.init), territories: count)
  }

  @Test func sharedEdgesOnly() {
    let board = board(3, 3)
    #expect(board.neighbours[0] == [1, 3])
    #expect(board.neighbours[4] == [1, 3, 5, 7])
    #expect(board.islands.isEmpty)
  }

  /// Each square is surrounded by the other colour: I = −1. Expected and variance as NumPy computes the formula.
  @Test func chessboard() throws {
    let values = (0..<16).map { Optional(Double(($0 / 4 + $0 % 4) % 2)) }
    let moran = try #require(Moran(values: values, contiguity: board(4, 4)))
    #expect(abs(moran.index + 1) < 1e-12 && abs(moran.expected + 1.0 / 15) < 1e-15)
    #expect(abs(moran.z + 5.000_367_374_919_108) < 1e-9)
    #expect(abs(moran.normalProbability - 5.722_117_795e-7) < 1e-12)
  }

  @Test func gradient() throws {
    let values = (0..<16).map { Optional(Double($0 / 4 + $0 % 4)) }
    let moran = try #require(Moran(values: values, contiguity: board(4, 4), permutations: 999, seed: 5))
    #expect(abs(moran.index - 0.75) < 1e-12)
    #expect(abs(moran.z - 4.375_321_453_054_219) < 1e-9)
    #expect(abs(moran.normalProbability - 1.212_536_573e-5) < 1e-10)
    #expect(moran.permutationProbability == 0.001)
    #expect(moran.locals[0]?.quadrant == .lowLow && moran.locals[15]?.quadrant == .highHigh)
    // The local figures of rows that sum to 1 add up to (n − 1) I.
    #expect(abs(moran.locals.reduce(0) { $0 + ($1?.index ?? 0) } - 15 * 0.75) < 1e-12)
  }

  /// NumPy, on three rows of four; the share of 20 000 of its permutations at or above I was 0.66.
  @Test func anyValues() throws {
    let values: [Double?] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    let contiguity = board(3, 4)
    let moran = try #require(Moran(values: values, contiguity: contiguity, permutations: 1999, seed: 42))
    #expect(abs(moran.index + 0.182_389_937_106_918_25) < 1e-12)
    #expect(abs(moran.z + 0.429_277_817_208_042_9) < 1e-9)
    #expect(abs(moran.normalProbability - 0.667_721_058_128_926_5) < 1e-9)
    let expected = [
      0.276729560, -0.518867925, 0.155660377, -0.345911950, 0.138364780, -1.15015723, -0.605345912,
      -0.172955975, -0.0345911950, -0.415094340, 0, 0.665880503,
    ]
    for (local, value) in zip(moran.locals, expected) { #expect(abs((local?.index ?? 9) - value) < 1e-8) }
    #expect(abs((moran.permutationProbability ?? 0) - 0.34) < 0.04)
    for threads in [2, 4] {
      let again = try #require(
        Moran(values: values, contiguity: contiguity, permutations: 1999, seed: 42, threads: threads))
      #expect(again.permutationProbability == moran.permutationProbability)
      #expect(again.locals.map { $0?.probability } == moran.locals.map { $0?.probability })
    }
  }

  @Test func islandsAreNull() throws {
    let contiguity = Contiguity(neighbours: [[1], [0, 2], [1, 3], [2], [], [3]])
    let moran = try #require(Moran(values: [1, 2, 4, 7, 100, nil], contiguity: contiguity))
    let without = try #require(
      Moran(values: [1, 2, 4, 7], contiguity: Contiguity(neighbours: [[1], [0, 2], [1, 3], [2]])))
    #expect(moran.islands == [4] && moran.locals[4] == nil && moran.locals[5] == nil)
    #expect(moran.index == without.index && moran.z == without.z && moran.count == 4)
    #expect(
      Moran(values: [3, 3, 3, 3], contiguity: Contiguity(neighbours: [[1], [0, 2], [1, 3], [2]])) == nil)
  }

  /// Squares half a millimetre apart share no edge.
  @Test func touchingWithinAMillimetre() throws {
    var geometry = GeometryColumn()
    let squares = [square(0, 0, gap: 0.0005), square(1, 0), square(3, 0)]
    for value in squares { geometry.append(polygons: value) }
    var contiguity = Contiguity(geometry: geometry, owners: [0, 1, 2], territories: 3)
    #expect(contiguity.islands == [0, 1, 2])
    let zone = PlaneZone(crs: .lambert93, members: [0, 1, 2], polygons: squares, repairs: [])
    #expect(try contiguity.joinTouching([zone], threads: 2) == [0, 1])
    #expect(contiguity.neighbours == [[1], [0], []] && contiguity.islands == [2])
  }
}
