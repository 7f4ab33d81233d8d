import GeoModel

/// Moves the sites and weights of a power diagram until cells have the known areas and centres.
///
/// Areas follow weights as in semi-discrete optimal transport: the area of a cell grows with its weight by
/// the sum over its sides of length / (2 × distance of the two sites), the diagonal of the Hessian
/// (F. Aurenhammer, F. Hoffmann, B. Aronov, Algorithmica 20, 1998). Each round is one damped Jacobi step.
struct TessellationFit {
  private let sites: TessellationSites
  private let options: TessellationOptions
  private let threads: Int
  private(set) var diagram: TessellationDiagram
  private var x: [Double]
  private var y: [Double]
  private var weights: [Double]

  init(
    _ sites: TessellationSites, sea: TessellationSea, options: TessellationOptions, threads: Int
  ) {
    self.sites = sites
    self.options = options
    self.threads = threads
    x = sites.x
    y = sites.y
    weights = Array(repeating: 0, count: sites.count)
    diagram = TessellationDiagram(
      x: x, y: y, seaX: sea.x, seaY: sea.y, halfSide: sea.reach * 2)
  }

  mutating func run() {
    for _ in 0..<max(options.rounds, 0) {
      let batches = TessellationBatch.all(diagram, sites, threads: threads)
      diagram.remember(batches)
      adjust(batches)
      guardWeights()
      for batch in batches {
        for site in batch.lost { bringBack(site) }
      }
      diagram.move(x: x, y: y, weights: weights)
    }
    bringBackLostSites()
  }

  /// One step of every weight and site.
  private mutating func adjust(_ batches: [TessellationBatch]) {
    let count = sites.ranges.count
    var areas = Array(repeating: 0.0, count: count)
    var momentsX = areas
    var momentsY = areas
    var slopes = areas
    var site = 0
    for batch in batches {
      for k in batch.areas.indices {
        let territory = sites.territories[site]
        areas[territory] += batch.areas[k]
        momentsX[territory] += batch.momentsX[k] + batch.areas[k] * x[site]
        momentsY[territory] += batch.momentsY[k] + batch.areas[k] * y[site]
        slopes[territory] += batch.slopes[k]
        site += 1
      }
    }
    for territory in 0..<count {
      let area = areas[territory]
      let change = weightChange(of: territory, area: area, slope: slopes[territory])
      var move = Position(x: 0, y: 0)
      if area > 0 {
        let center = sites.centers[territory]
        move.x = options.centerRelaxation * (center.x - momentsX[territory] / area)
        move.y = options.centerRelaxation * (center.y - momentsY[territory] / area)
      }
      let furthest = options.maximumShift * sites.areas[territory].squareRoot()
      for site in sites.ranges[territory] {
        weights[site] += change
        shift(site, by: move, furthest: furthest)
      }
    }
  }

  private func weightChange(of territory: Int, area: Double, slope: Double) -> Double {
    guard sites.isAreaKnown[territory] else { return 0 }
    let wanted = sites.areas[territory]
    // A steeper step than these would overshoot: the slope holds for small changes only.
    let change = options.areaRelaxation * (wanted - area) / max(slope, 0.5)
    return min(max(change, -0.4 * max(wanted, area)), 0.4 * wanted)
  }

  private mutating func shift(_ site: Int, by move: Position, furthest: Double) {
    var dx = x[site] + move.x - sites.x[site]
    var dy = y[site] + move.y - sites.y[site]
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
      for site in 0..<sites.count {
        for label in diagram.neighbours(of: site) {
          let other = Int(label)
          let limit = options.weightLimit * squaredDistance(from: x[site], y[site], to: other)
          guard other < sites.count else {
            weights[site] = min(max(weights[site], -limit), limit)
            continue
          }
          let excess = weights[other] - weights[site] - limit
          if excess > 0 {
            weights[site] += excess / 2
            weights[other] -= excess / 2
          }
        }
      }
    }
  }

  /// Puts a site back in its place and raises its weight until its cell holds it.
  private mutating func bringBack(_ site: Int) {
    x[site] = sites.x[site]
    y[site] = sites.y[site]
    var weight = weights[site]
    let greatest = max(diagram.greatestWeight, weight)
    let radius = ((greatest - weight) / options.weightLimit).squareRoot() + diagram.pitch
    diagram.forEachSite(near: x[site], y[site], radius: radius) { other in
      guard other != site else { return true }
      let limit = options.weightLimit * squaredDistance(from: x[site], y[site], to: other)
      weight = max(weight, (other < sites.count ? weights[other] : 0) - limit)
      return true
    }
    weights[site] = weight
  }

  /// After the last round, no place may be out of its own cell: a commune never vanishes.
  private mutating func bringBackLostSites() {
    for _ in 0..<20 {
      let batches = TessellationBatch.all(diagram, sites, threads: threads)
      guard batches.contains(where: { !$0.lost.isEmpty }) else { return }
      for batch in batches {
        for site in batch.lost { bringBack(site) }
      }
      diagram.move(x: x, y: y, weights: weights)
    }
  }

  private func squaredDistance(from placeX: Double, _ placeY: Double, to other: Int) -> Double {
    let isLand = other < sites.count
    let dx = (isLand ? x[other] : diagram.x[other]) - placeX
    let dy = (isLand ? y[other] : diagram.y[other]) - placeY
    return dx * dx + dy * dy
  }
}
