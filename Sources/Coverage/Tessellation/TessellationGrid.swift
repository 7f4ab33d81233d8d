/// Sites sorted into square pockets, each knowing its greatest weight: which sites may cut a cell.
struct TessellationGrid {
  let minX: Double
  let minY: Double
  /// Side of a pocket, metres.
  let pitch: Double
  let columns: Int
  let rows: Int
  /// Sites of pocket p: `order[starts[p]..<starts[p + 1]]`, in ascending order.
  private(set) var order: [Int32]
  private(set) var starts: [Int32]
  private(set) var maximumWeights: [Double]
  private(set) var maximumWeight: Double

  /// About two sites a pocket, and never more than four million pockets.
  init(x: [Double], y: [Double], weights: [Double]) {
    let count = x.count
    let minX = x.min() ?? 0
    let minY = y.min() ?? 0
    let width = max((x.max() ?? 0) - minX, 1)
    let height = max((y.max() ?? 0) - minY, 1)
    let pitch = max((width * height * 2 / Double(max(count, 1))).squareRoot(), max(width, height) / 2000)
    self.minX = minX
    self.minY = minY
    self.pitch = pitch
    columns = Int(width / pitch) + 1
    rows = Int(height / pitch) + 1
    starts = Array(repeating: 0, count: columns * rows + 1)
    maximumWeights = Array(repeating: -.infinity, count: columns * rows)
    order = Array(repeating: 0, count: count)
    maximumWeight = weights.max() ?? 0
    var pockets = Array(repeating: 0, count: count)
    for i in 0..<count {
      let pocket = Int((y[i] - minY) / pitch) * columns + Int((x[i] - minX) / pitch)
      pockets[i] = pocket
      starts[pocket + 1] += 1
      if weights[i] > maximumWeights[pocket] { maximumWeights[pocket] = weights[i] }
    }
    for pocket in 0..<columns * rows { starts[pocket + 1] += starts[pocket] }
    var next = starts
    for i in 0..<count {
      order[Int(next[pockets[i]])] = Int32(i)
      next[pockets[i]] += 1
    }
  }

  func column(_ x: Double) -> Int { min(max(Int((x - minX) / pitch), 0), columns - 1) }
  func row(_ y: Double) -> Int { min(max(Int((y - minY) / pitch), 0), rows - 1) }

  /// Squared distance from a place to the closest point of a pocket.
  func squaredDistance(x: Double, y: Double, column: Int, row: Int) -> Double {
    let left = minX + Double(column) * pitch
    let bottom = minY + Double(row) * pitch
    let dx = max(0, max(left - x, x - left - pitch))
    let dy = max(0, max(bottom - y, y - bottom - pitch))
    return dx * dx + dy * dy
  }

  /// Calls `body` with each site of the pockets within `radius` of a place, until it returns false.
  func forEachSite(near x: Double, _ y: Double, radius: Double, _ body: (Int) -> Bool) {
    for row in row(y - radius)...row(y + radius) {
      for column in column(x - radius)...column(x + radius) {
        let pocket = row * columns + column
        for slot in Int(starts[pocket])..<Int(starts[pocket + 1]) where !body(Int(order[slot])) { return }
      }
    }
  }
}
