/// A power diagram of land sites among sea sites; only the cells of land sites are ever computed.
///
/// Sites 0..<landCount are land, the rest sea. Each cell is cut on its own by the sites around it, so that no
/// order of work can change it.
struct TessellationDiagram {
  let landCount: Int
  private(set) var x: [Double]
  private(set) var y: [Double]
  private(set) var weights: [Double]
  /// Half the side of the box that a cell starts with: wider than any cell between sea sites.
  private let halfSide: Double
  private var grid: TessellationGrid
  /// Labels of each cell when it was last cut: the first sites to try, as they make it small at once.
  private var remembered: [Int32] = []
  private var rememberedEnds: [Int]

  init(x: [Double], y: [Double], seaX: [Double], seaY: [Double], halfSide: Double) {
    landCount = x.count
    self.x = x + seaX
    self.y = y + seaY
    weights = Array(repeating: 0, count: x.count + seaX.count)
    self.halfSide = halfSide
    grid = TessellationGrid(x: self.x, y: self.y, weights: weights)
    rememberedEnds = Array(repeating: 0, count: x.count)
  }

  /// Moves the land sites; the sea sites keep their places and no weight.
  mutating func move(x landX: [Double], y landY: [Double], weights landWeights: [Double]) {
    for i in 0..<landCount {
      x[i] = landX[i]
      y[i] = landY[i]
      weights[i] = landWeights[i]
    }
    grid = TessellationGrid(x: x, y: y, weights: weights)
  }

  var greatestWeight: Double { grid.maximumWeight }
  var pitch: Double { grid.pitch }

  /// Calls `body` with sites whose place at the last `move` may be within `radius`, until it returns false.
  func forEachSite(near x: Double, _ y: Double, radius: Double, _ body: (Int) -> Bool) {
    grid.forEachSite(near: x, y, radius: radius, body)
  }

  /// Keeps the neighbours of all land sites for the next cuts.
  mutating func remember(_ batches: [TessellationBatch]) {
    remembered.removeAll(keepingCapacity: true)
    rememberedEnds.removeAll(keepingCapacity: true)
    for batch in batches {
      let first = remembered.count
      remembered += batch.labels
      for end in batch.labelEnds { rememberedEnds.append(first + end) }
    }
  }

  /// Neighbours of a land site when they were last remembered.
  func neighbours(of site: Int) -> ArraySlice<Int32> {
    remembered[(site == 0 ? 0 : rememberedEnds[site - 1])..<rememberedEnds[site]]
  }

  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    (x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b])
  }

  /// Cuts the cell of a land site.
  func cut(_ site: Int, into cell: inout TessellationCell) {
    cell.start(halfSide: halfSide)
    for other in neighbours(of: site) { cut(site, by: Int(other), &cell) }
    let own = weights[site]
    let column = grid.column(x[site])
    let row = grid.row(y[site])
    var ring = 0
    while !cell.isEmpty, ring <= max(grid.columns, grid.rows) {
      // A site farther than this cannot reach the cell: 2 d r ≥ d² + own − other has no solution.
      let gain = cell.radius * cell.radius + grid.maximumWeight - own
      if gain < 0 || Double(ring - 1) * grid.pitch > cell.radius + gain.squareRoot() { break }
      cutByRing(ring, column: column, row: row, site: site, &cell)
      ring += 1
    }
  }

  private func cutByRing(
    _ ring: Int, column: Int, row: Int, site: Int, _ cell: inout TessellationCell
  ) {
    for r in max(0, row - ring)...min(grid.rows - 1, row + ring) {
      let isSide = r == row - ring || r == row + ring
      let step = isSide || ring == 0 ? 1 : 2 * ring
      var c = column - ring
      while c <= column + ring {
        defer { c += step }
        guard c >= 0, c < grid.columns else { continue }
        cutByPocket(column: c, row: r, site: site, &cell)
        if cell.isEmpty { return }
      }
    }
  }

  private func cutByPocket(column: Int, row: Int, site: Int, _ cell: inout TessellationCell) {
    let pocket = row * grid.columns + column
    let own = weights[site]
    let gain = cell.radius * cell.radius + grid.maximumWeights[pocket] - own
    guard gain >= 0 else { return }
    let reach = cell.radius + gain.squareRoot()
    guard
      grid.squaredDistance(x: x[site], y: y[site], column: column, row: row) <= reach * reach
    else { return }
    for slot in Int(grid.starts[pocket])..<Int(grid.starts[pocket + 1]) {
      cut(site, by: Int(grid.order[slot]), &cell)
      if cell.isEmpty { return }
    }
  }

  @inline(__always)
  private func cut(_ site: Int, by other: Int, _ cell: inout TessellationCell) {
    guard other != site, !cell.isEmpty else { return }
    cell.cut(
      by: other, dx: x[other] - x[site], dy: y[other] - y[site],
      weightDifference: weights[site] - weights[other])
  }
}
