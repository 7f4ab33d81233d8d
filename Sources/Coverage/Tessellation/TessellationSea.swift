import GeoModel

/// Points at sea, or beyond a land border, that hold the coastal cells back: computed from the sites alone.
///
/// Open sea is what a raster finds joined to the outside and far from every site. Each coastal site is then
/// mirrored across its shore in up to sixteen directions, where no other site is near: the side of two cells
/// being halfway between their sites, a straight coast comes out straight. A coarse lattice fills the rest.
struct TessellationSea {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// How far from land sea points go, metres.
  let reach: Double
  private let raster: TessellationSeaRaster

  init(_ sites: TessellationSites, options: TessellationOptions) {
    let scale = sites.medianArea.squareRoot()
    raster = TessellationSeaRaster(sites, scale: scale, clearance: options.seaClearance)
    reach = raster.reach
    mirror(sites, options)
    fill()
  }

  private mutating func mirror(_ sites: TessellationSites, _ options: TessellationOptions) {
    let grid = TessellationGrid(x: sites.x, y: sites.y, weights: Array(repeating: 0, count: sites.count))
    let radii = (0..<sites.count).map { sites.radius($0) }
    let largest = options.mirrorClearance * (radii.max() ?? 0)
    let directions = Self.sixteenDirections
    for site in 0..<sites.count {
      let distance = options.mirrorDistance * radii[site]
      let beyond = max(distance, options.seaClearance * radii[site]) + raster.pitch * 1.5
      for direction in directions {
        let seaX = sites.x[site] + beyond * direction.x
        let seaY = sites.y[site] + beyond * direction.y
        guard raster.isSea(nearX: seaX, y: seaY) else { continue }
        let pointX = sites.x[site] + distance * direction.x
        let pointY = sites.y[site] + distance * direction.y
        var isClear = true
        grid.forEachSite(near: pointX, pointY, radius: largest) { other in
          if other == site { return true }
          let dx = sites.x[other] - pointX
          let dy = sites.y[other] - pointY
          let least = options.mirrorClearance * radii[other]
          if dx * dx + dy * dy < least * least { isClear = false }
          return isClear
        }
        if isClear {
          x.append(pointX)
          y.append(pointY)
        }
      }
    }
  }

  /// A point of the lattice is left out near a mirrored one.
  private mutating func fill() {
    let lattice = raster.lattice()
    guard !x.isEmpty else {
      x = lattice.map(\.x)
      y = lattice.map(\.y)
      return
    }
    let grid = TessellationGrid(x: x, y: y, weights: Array(repeating: 0, count: x.count))
    let near = raster.step / 2
    var kept: [Position] = []
    for point in lattice {
      var isFree = true
      grid.forEachSite(near: point.x, point.y, radius: near) { other in
        let dx = x[other] - point.x
        let dy = y[other] - point.y
        if dx * dx + dy * dy < near * near { isFree = false }
        return isFree
      }
      if isFree { kept.append(point) }
    }
    x += kept.map(\.x)
    y += kept.map(\.y)
  }

  /// Unit vectors every 22.5°, by half-angle formulas so that every platform has the same bits.
  private static var sixteenDirections: [Position] {
    let diagonal = 0.5.squareRoot()
    let c = ((1 + diagonal) / 2).squareRoot()
    let s = ((1 - diagonal) / 2).squareRoot()
    let quarter = [(1.0, 0.0), (c, s), (diagonal, diagonal), (s, c)]
    var all = quarter
    all += quarter.map { (-$0.1, $0.0) }
    all += quarter.map { (-$0.0, -$0.1) }
    all += quarter.map { ($0.1, -$0.0) }
    return all.map { Position(x: $0.0, y: $0.1) }
  }
}
