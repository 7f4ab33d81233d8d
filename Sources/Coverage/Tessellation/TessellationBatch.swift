import GeoNative

/// What is to be known of the cells of some sites, in the order of the sites.
struct TessellationBatch: Sendable {
  /// Area and first moments of each cell, the moments relative to its site.
  private(set) var areas: [Double] = []
  private(set) var momentsX: [Double] = []
  private(set) var momentsY: [Double] = []
  /// How much each area grows with the weight of its site, square metres each square metre.
  private(set) var slopes: [Double] = []
  /// Neighbours of the sites, one site after the other; of a cell that vanished, the site that took it.
  private(set) var labels: [Int32] = []
  private(set) var labelEnds: [Int] = []
  /// Sites whose own places are not in their cells.
  private(set) var lost: [Int] = []

  static let size = 512

  /// Cells of all land sites, measured on several threads; how many never changes a bit.
  static func all(
    _ diagram: TessellationDiagram, _ sites: TessellationSites, threads: Int
  ) -> [TessellationBatch] {
    let count = (sites.count + size - 1) / size
    return ParallelMap.map(count: count, threads: threads) { (index: Int) throws(Never) in
      TessellationBatch(diagram, sites, index * size..<min((index + 1) * size, sites.count))
    }
  }

  private init(_ diagram: TessellationDiagram, _ sites: TessellationSites, _ range: Range<Int>) {
    var cell = TessellationCell()
    for site in range {
      diagram.cut(site, into: &cell)
      let (area, x, y) = cell.moments
      areas.append(area)
      momentsX.append(area * x)
      momentsY.append(area * y)
      slopes.append(Self.slope(of: site, cell, diagram, sites))
      if let taker = cell.emptiedBy { labels.append(Int32(taker)) }
      for k in 0..<cell.count where cell.label(k) >= 0 { labels.append(Int32(cell.label(k))) }
      labelEnds.append(labels.count)
      if !cell.contains(sites.x[site] - diagram.x[site], sites.y[site] - diagram.y[site]) {
        lost.append(site)
      }
    }
  }

  /// Sides with other territories only: the inner ones of a territory do not change its area.
  private static func slope(
    of site: Int, _ cell: TessellationCell, _ diagram: TessellationDiagram, _ sites: TessellationSites
  ) -> Double {
    let territory = sites.territories[site]
    var slope = 0.0
    for k in 0..<cell.count where cell.label(k) >= 0 {
      let other = cell.label(k)
      if other < sites.count, sites.territories[other] == territory { continue }
      slope += cell.edgeLength(k) / (2 * diagram.squaredDistance(site, other).squareRoot())
    }
    return slope
  }
}
