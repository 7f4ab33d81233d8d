import GeoModel

/// Where the open sea is, on a raster a third as fine as the usual distance of two sites.
struct TessellationSeaRaster {
  /// Side of a pixel, metres.
  let pitch: Double
  /// Distance of two points of the lattice, metres.
  let step: Double
  /// How far from land the lattice goes, metres.
  let reach: Double
  private let minX: Double
  private let minY: Double
  private let columns: Int
  private let rows: Int
  /// 0 land or too near it, 1 free but not reached from outside, 2 open sea.
  private var pixels: [UInt8]

  init(_ sites: TessellationSites, scale: Double, clearance: Double) {
    var box = Envelope()
    for i in 0..<sites.count { box.add(sites.x[i], sites.y[i]) }
    let radii = (0..<sites.count).map { sites.radius($0) }
    let margin = max(8 * scale, 4 * (radii.max() ?? 0))
    reach = margin
    let outer = box.expanded(by: margin)
    // Never more than two million pixels, whatever the sites.
    pitch = max(
      scale / 3, (outer.width * outer.height / 2e6).squareRoot(), max(outer.width, outer.height) / 2e5)
    step = pitch * 3
    minX = outer.minX
    minY = outer.minY
    columns = Int(outer.width / pitch) + 1
    rows = Int(outer.height / pitch) + 1
    pixels = Array(repeating: 1, count: columns * rows)
    for i in 0..<sites.count { cover(sites.x[i], sites.y[i], radius: clearance * radii[i]) }
    flood()
  }

  private mutating func cover(_ x: Double, _ y: Double, radius: Double) {
    for row in row(y - radius)...row(y + radius) {
      let dy = minY + (Double(row) + 0.5) * pitch - y
      for column in column(x - radius)...column(x + radius) {
        let dx = minX + (Double(column) + 0.5) * pitch - x
        if dx * dx + dy * dy < radius * radius { pixels[row * columns + column] = 0 }
      }
    }
  }

  private func column(_ x: Double) -> Int { min(max(Int((x - minX) / pitch), 0), columns - 1) }
  private func row(_ y: Double) -> Int { min(max(Int((y - minY) / pitch), 0), rows - 1) }

  /// From the edge of the raster, which the margin keeps free.
  private mutating func flood() {
    var queue: [Int] = []
    for column in 0..<columns { queue += [column, (rows - 1) * columns + column] }
    for row in 0..<rows { queue += [row * columns, row * columns + columns - 1] }
    while let pixel = queue.popLast() {
      guard pixels[pixel] == 1 else { continue }
      pixels[pixel] = 2
      let column = pixel % columns
      if column > 0 { queue.append(pixel - 1) }
      if column < columns - 1 { queue.append(pixel + 1) }
      if pixel >= columns { queue.append(pixel - columns) }
      if pixel < columns * (rows - 1) { queue.append(pixel + columns) }
    }
  }

  /// True where a pixel or one of its eight neighbours is open sea; beyond the raster all is.
  func isSea(nearX x: Double, y: Double) -> Bool {
    let column = column(x)
    let row = row(y)
    for r in max(0, row - 1)...min(rows - 1, row + 1) {
      for c in max(0, column - 1)...min(columns - 1, column + 1) where pixels[r * columns + c] == 2 {
        return true
      }
    }
    return false
  }

  /// Every third pixel of open sea within reach of land, rows shifted by half a step.
  func lattice() -> [Position] {
    // Distance to land in rounds of eight-neighbours, at the lattice's own resolution.
    let wide = columns / 3 + 1
    let high = rows / 3 + 1
    var distance = Array(repeating: Int16.max, count: wide * high)
    var front: [Int] = []
    for row in 0..<rows {
      for column in 0..<columns where pixels[row * columns + column] != 2 {
        let cell = row / 3 * wide + column / 3
        if distance[cell] != 0 {
          distance[cell] = 0
          front.append(cell)
        }
      }
    }
    let rounds = Int16(max(1, min(1000, reach / step)))
    for round in 1...rounds {
      var next: [Int] = []
      for cell in front {
        let column = cell % wide
        let row = cell / wide
        for r in max(0, row - 1)...min(high - 1, row + 1) {
          for c in max(0, column - 1)...min(wide - 1, column + 1) where distance[r * wide + c] == .max {
            distance[r * wide + c] = round
            next.append(r * wide + c)
          }
        }
      }
      front = next
    }
    var points: [Position] = []
    for row in 0..<high {
      for column in 0..<wide where distance[row * wide + column] != .max {
        let x = minX + (Double(column * 3) + (row % 2 == 0 ? 1 : 2.5)) * pitch
        let y = minY + (Double(row * 3) + 1.5) * pitch
        let pixel = self.row(y) * columns + self.column(x)
        if pixels[pixel] == 2 { points.append(Position(x: x, y: y)) }
      }
    }
    return points
  }
}
