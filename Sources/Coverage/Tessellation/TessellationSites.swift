import GeoModel

/// The sites of all territories, one or several each, and what is known of their territories.
struct TessellationSites {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  /// Territory of each site, and sites of each territory.
  private(set) var territories: [Int] = []
  private(set) var ranges: [Range<Int>] = []
  /// Area of each territory in square metres, estimated where it is not known.
  private(set) var areas: [Double] = []
  private(set) var isAreaKnown: [Bool] = []
  private(set) var centers: [Position] = []

  /// Metres between sites of one and the same place: enough for a cell that the millimetre grid can show.
  private static let apart = 10.0

  /// From one square metre to the whole Earth; another number is no area.
  private static let plausibleAreas = 1...5.2e14

  /// Sites at one and the same place are set apart, so that each has a cell.
  init(_ seeds: [TessellationSeed]) {
    var taken = Set<Position>()
    var shifts: [Position: Double] = [:]
    for seed in seeds {
      let first = x.count
      for part in seed.parts.isEmpty ? [seed.center] : seed.parts {
        var place = part
        place.x += shifts[part] ?? 0
        while !taken.insert(place).inserted { place.x += Self.apart }
        shifts[part] = place.x - part.x + Self.apart
        x.append(place.x)
        y.append(place.y)
        territories.append(ranges.count)
      }
      ranges.append(first..<x.count)
      centers.append(seed.center)
      let area = seed.area ?? 0
      isAreaKnown.append(Self.plausibleAreas.contains(area))
      areas.append(area)
    }
    estimateAreas()
  }

  var count: Int { x.count }

  /// Radius of the disc that has a site's share of its territory's area.
  func radius(_ site: Int) -> Double {
    let territory = territories[site]
    return (areas[territory] / Double(ranges[territory].count) / Double.pi).squareRoot()
  }

  /// Middle of the areas of all territories.
  var medianArea: Double {
    let sorted = areas.sorted()
    return sorted.isEmpty ? 1 : max(sorted[sorted.count / 2], 1)
  }

  /// An unknown area is that of six sites' share of the disc that just holds six neighbours.
  private mutating func estimateAreas() {
    guard isAreaKnown.contains(false) else { return }
    let grid = TessellationGrid(x: x, y: y, weights: Array(repeating: 0, count: count))
    let largest = max(grid.pitch * Double(max(grid.columns, grid.rows)), 1)
    for territory in ranges.indices where !isAreaKnown[territory] {
      let site = ranges[territory].lowerBound
      var radius = grid.pitch * 2
      var distances: [Double] = []
      repeat {
        distances.removeAll()
        grid.forEachSite(near: x[site], y[site], radius: radius) { other in
          if territories[other] != territory {
            let dx = x[other] - x[site]
            let dy = y[other] - y[site]
            distances.append(dx * dx + dy * dy)
          }
          return true
        }
        distances.sort()
        if distances.count >= 6, distances[5] <= radius * radius { break }
        radius *= 2
      } while radius < largest * 4
      // With fewer than six neighbours, the farthest one tells the scale; alone, a disc of one kilometre.
      let rank = min(distances.count, 6)
      areas[territory] = rank == 0 ? 1e6 * Double.pi : max(Double.pi * distances[rank - 1] / 6.5, 1)
    }
  }
}
