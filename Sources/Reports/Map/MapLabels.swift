import GeoModel

/// Texts on the map, each kept only where it covers no other.
struct MapLabels {
  struct Label: Equatable {
    var text: String
    /// The middle of the text, and its baseline.
    var x: Double
    var baseline: Double
    var size: Double
    var bold: Bool
    var fill: String
    var box: Envelope
  }

  private(set) var labels: [Label] = []
  private var taken: [Envelope] = []
  private var avoided: [Envelope] = []
  private let frame: Envelope

  /// - Parameter frame: the part of the page that labels may not leave.
  init(frame: Envelope) { self.frame = frame }

  /// Keeps labels off a mark.
  mutating func reserve(_ box: Envelope) { taken.append(box) }

  /// Keeps labels off a mark where there is room elsewhere.
  mutating func avoid(_ box: Envelope) { avoided.append(box) }

  /// Puts a text centred on a place, or as near as `tries` allow; leaves it out where each one is taken.
  ///
  /// - Parameter tries: shifts in page units from the centre, the best one first.
  /// - Returns: whether the text found its room.
  @discardableResult
  mutating func place(
    _ raw: String, at point: Position, size: Double, bold: Bool = false, fill: String = MapPalette.ink,
    tries: [(x: Double, y: Double)]
  ) -> Bool {
    let text = PlainText.oneLine(raw)
    guard !text.isEmpty else { return false }
    let width = TextWidth.of(text, size: size, bold: bold)
    let free = tries.compactMap { shift -> Label? in
      let x = point.x + shift.x
      let y = point.y + shift.y
      let box = Envelope(
        minX: x - width / 2 - 2, minY: y - size * 0.6, maxX: x + width / 2 + 2, maxY: y + size * 0.6)
      guard frame.contains(box.minX, box.minY), frame.contains(box.maxX, box.maxY),
        !taken.contains(where: { $0.intersects(box) })
      else { return nil }
      return Label(
        text: text, x: x, baseline: y + size * 0.36, size: size, bold: bold, fill: fill, box: box)
    }
    let clear = free.first { label in !avoided.contains { $0.intersects(label.box) } }
    guard let label = clear ?? free.first else { return false }
    taken.append(label.box)
    labels.append(label)
    return true
  }

  /// Around a name's own place: there, then above and below, then aside.
  static func around(size: Double, width: Double) -> [(x: Double, y: Double)] {
    let line = size * 1.25
    let aside = width * 0.35
    return [
      (0, 0), (0, -line), (0, line), (aside, 0), (-aside, 0), (0, -2 * line), (0, 2 * line),
      (aside, -line), (-aside, -line), (aside, line), (-aside, line),
    ]
  }

  /// Beside a mark: right, left, above, below.
  static func beside(mark: Double, size: Double, width: Double) -> [(x: Double, y: Double)] {
    let aside = mark + width / 2 + 3
    let line = mark + size * 0.6 + 2
    return [
      (aside, 0), (-aside, 0), (0, -line), (0, line), (aside, -line), (-aside, -line), (aside, line),
      (-aside, line),
    ]
  }
}
