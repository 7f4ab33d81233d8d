import GeoModel

/// From the plane in metres to the page, where y goes down and the unit is 1/96 inch.
struct MapFrame: Sendable {
  /// The part of the page that the map fills.
  let box: Envelope
  /// Page units in a metre; 0 where there is nothing to show.
  let scale: Double
  private let center: Position

  /// Fits an extent in metres into a box of the page.
  init(extent: Envelope, into box: Envelope) {
    self.box = box
    guard !extent.isEmpty, extent.width.isFinite, extent.height.isFinite else {
      scale = 0
      center = Position(x: 0, y: 0)
      return
    }
    center = extent.center
    // A single place gets a kilometre around it.
    let fit = min(box.width / max(extent.width, 1000), box.height / max(extent.height, 1000))
    scale = fit.isFinite ? fit : 0
  }

  func page(_ x: Double, _ y: Double) -> Position {
    Position(
      x: (box.minX + box.maxX) / 2 + (x - center.x) * scale,
      y: (box.minY + box.maxY) / 2 - (y - center.y) * scale)
  }

  func page(_ place: Position) -> Position { page(place.x, place.y) }

  /// Whether a place of the plane falls in the frame.
  func shows(_ place: Position) -> Bool {
    guard place.x.isFinite, place.y.isFinite, scale > 0 else { return false }
    let point = page(place)
    return box.contains(point.x, point.y)
  }
}
