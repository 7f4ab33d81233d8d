import GeoModel

/// Moves the sites and weights of a power diagram until cells have the known areas and centres.
///
/// Areas follow weights as in semi-discrete optimal transport: the area of a cell grows with its weight by
/// the sum over its sides of length / (2 × distance of the two sites), the diagonal of the Hessian
/// (F. Aurenhammer, F. Hoffmann, B. Aronov, Algorithmica 20, 1998). Each round is one damped Jacobi step.
struct TessellationFit {
  private let sites: TessellationSites
  private let options: TessellationOptions
  private(set) var diagram: TessellationDiagram
  private var x: [Double]
  private var y: [Double]
  private var weights: [Double]
  /// Sides of all cells at the last round, as pairs (site, neighbour).
  private var sides: [(Int32, Int32)] = []

  init(_ sites: TessellationSites, sea: TessellationSea, options: TessellationOptions) {
    self.sites = sites
    self.options = options
    x = sites.x
    y = sites.y
    weights = Array(repeating: 0, count: sites.count)
    diagram = TessellationDiagram(
      x: x, y: y, seaX: sea.x, seaY: sea.y, halfSide: sea.reach * 2)
  }

  mutating func run() {
    for _ in 0..<max(options.rounds, 0) {
      adjust()
      guardWeights()
      diagram.move(x: x, y: y, weights: weights)
    }
    rescueEmptyCells()
  }

  private mutating func adjust() {
    let count = sites.ranges.count
    var areas = Array(repeating: 0.0, count: count)
    var momentsX = areas
    var momentsY = areas
    var slopes = areas
    var cell = TessellationCell()
    sides.removeAll(keepingCapacity: true)
    for site in 0..<sites.count {
      diagram.cut(site, into: &cell)
      let territory = sites.territories[site]
      noteSides(of: site, cell)
      let (area, cx, cy) = cell.moments
      areas[territory] += area
      momentsX[territory] += area * (cx + x[site])
      momentsY[territory] += area * (cy + y[site])
      slopes[territory] += slope(of: site, territory, cell)
      diagram.remember(cell.labels, of: site)
    }
    for territory in 0..<count {
      let wanted = sites.areas[territory]
      var change = 0.0
      if sites.isAreaKnown[territory] {
        let slope = max(slopes[territory], 0.5)
        change = options.areaRelaxation * (wanted - areas[territory]) / slope
        change = min(max(change, -0.4 * wanted), 0.4 * wanted)
      }
      var moveX = 0.0
      var moveY = 0.0
      if areas[territory] > 0 {
        let center = sites.centers[territory]
        moveX = options.centerRelaxation * (center.x - momentsX[territory] / areas[territory])
        moveY = options.centerRelaxation * (center.y - momentsY[territory] / areas[territory])
      }
      let furthest = options.maximumShift * wanted.squareRoot()
      for site in sites.ranges[territory] {
        weights[site] += change
        shift(site, byX: moveX, y: moveY, furthest: furthest)
      }
    }
  }

  /// Sides with other territories only: the inner ones of a territory do not change its area.
  private func slope(of site: Int, _ territory: Int, _ cell: TessellationCell) -> Double {
    var slope = 0.0
    for k in 0..<cell.labels.count where cell.labels[k] >= 0 {
      let other = cell.labels[k]
      if other < sites.count, sites.territories[other] == territory { continue }
      slope += cell.edgeLength(k) / (2 * diagram.squaredDistance(site, other).squareRoot())
    }
    return slope
  }

  private mutating func noteSides(of site: Int, _ cell: TessellationCell) {
    if let other = cell.emptiedBy {
      sides.append((Int32(site), Int32(other)))
    }
    for label in cell.labels where label >= 0 { sides.append((Int32(site), Int32(label))) }
  }

  private mutating func shift(_ site: Int, byX moveX: Double, y moveY: Double, furthest: Double) {
    var dx = x[site] + moveX - sites.x[site]
    var dy = y[site] + moveY - sites.y[site]
    let distance = (dx * dx + dy * dy).squareRoot()
    if distance > furthest {
      dx *= furthest / distance
      dy *= furthest / distance
    }
    x[site] = sites.x[site] + dx
    y[site] = sites.y[site] + dy
  }

  /// Keeps every site inside its own cell, as far as its neighbours of this round are concerned.
  private mutating func guardWeights() {
    for _ in 0..<3 {
      for (one, other) in sides {
        let site = Int(one)
        let neighbour = Int(other)
        let isLand = neighbour < sites.count
        let dx = x[site] - (isLand ? x[neighbour] : diagram.x[neighbour])
        let dy = y[site] - (isLand ? y[neighbour] : diagram.y[neighbour])
        let limit = options.weightLimit * (dx * dx + dy * dy)
        if isLand {
          let excess = weights[neighbour] - weights[site] - limit
          if excess > 0 {
            weights[site] += excess / 2
            weights[neighbour] -= excess / 2
          }
        } else {
          weights[site] = min(max(weights[site], -limit), limit)
        }
      }
    }
  }

  /// Gives back a cell to each site that lost it: its weight is raised until the site lies in its own cell.
  private mutating func rescueEmptyCells() {
    var cell = TessellationCell()
    for _ in 0..<20 {
      var isChanged = false
      for site in 0..<sites.count {
        diagram.cut(site, into: &cell)
        // A sliver is as good as lost: no one could see the territory.
        let least = sites.areas[sites.territories[site]] / Double(sites.ranges[sites.territories[site]].count) / 50
        guard cell.moments.area < least else { continue }
        isChanged = true
        weights[site] = weightToLive(site)
      }
      guard isChanged else { return }
      diagram.move(x: x, y: y, weights: weights)
    }
  }

  /// The least weight, and some more, with which a site is in its own cell.
  private func weightToLive(_ site: Int) -> Double {
    var weight = weights[site]
    for other in 0..<sites.count where other != site {
      let dx = x[other] - x[site]
      let dy = y[other] - y[site]
      weight = max(weight, weights[other] - 0.6 * (dx * dx + dy * dy))
    }
    return weight
  }
}
