import GeoModel

/// Insets in a column left of the main map: each in a frame, with its name and a scale bar of its own.
struct MapInsets {
  private let model: MapModel
  private let colors: [String]
  private let siteRadius: Double
  private let boxes: [Envelope]

  private static let columnWidth = 150.0
  private static let tallest = 150.0
  private static let space = 8.0
  private static let titleHeight = 17.0
  private static let barHeight = 15.0

  init(model: MapModel, colors: [String], siteRadius: Double, within box: Envelope) {
    self.model = model
    self.colors = colors
    self.siteRadius = siteRadius
    let count = Double(max(1, model.insets.count))
    let height = min(Self.tallest, (box.height - Self.space * (count - 1)) / count)
    boxes = model.insets.indices.map { index in
      let top = box.minY + Double(index) * (height + Self.space)
      return Envelope(minX: box.minX, minY: top, maxX: box.minX + Self.columnWidth, maxY: top + height)
    }
  }

  /// What the insets take from the main map.
  var width: Double { boxes.isEmpty ? 0 : Self.columnWidth + 14 }

  /// Draws all of them; true when the number of a gap was printed.
  func draw(on svg: inout SVGWriter) -> Bool {
    var hasRanks = false
    for (index, inset) in model.insets.enumerated() where draw(inset, index, on: &svg) { hasRanks = true }
    return hasRanks
  }

  private func draw(_ inset: MapInset, _ index: Int, on svg: inout SVGWriter) -> Bool {
    let box = boxes[index]
    svg.line("<g>")
    svg.rectangle(box, "fill=\"#fff\"")
    var inner = box
    inner.minY += Self.titleHeight
    inner.maxY -= Self.barHeight
    let part = Self.part(inset, of: model)
    let frame = MapFrame(extent: MapSVG.extent(part), into: inner.expanded(by: -5))
    let panel = MapPanel(
      model: part, frame: frame, colors: colors, siteRadius: min(siteRadius, 2.8), suffix: "-\(index + 1)")
    let hasRanks = panel.draw(in: inner, on: &svg)
    let lines = TextWidth.wrap(inset.title, size: 11, bold: true, width: box.width - 12)
    svg.write(lines.first ?? "", x: box.minX + 6, y: box.minY + 13, size: 11, bold: true)
    scaleBar(frame, box, on: &svg)
    svg.rectangle(box, "fill=\"none\" stroke=\"#8a9097\" stroke-width=\".8\"")
    svg.line("</g>")
    return hasRanks
  }

  private func scaleBar(_ frame: MapFrame, _ box: Envelope, on svg: inout SVGWriter) {
    guard let bar = MapScaleBar(scale: frame.scale, room: box.width * 0.5) else { return }
    let (x, y) = (box.minX + 6, box.maxY - 9)
    svg.rectangle(
      Envelope(minX: x, minY: y, maxX: x + bar.length, maxY: y + 3),
      "fill=\"\(MapPalette.ink)\"")
    svg.write(bar.label(part: 1), x: x + bar.length + 5, y: y + 4.5, size: 9)
  }

  /// An inset as a map of its own.
  private static func part(_ inset: MapInset, of model: MapModel) -> MapModel {
    var part = model
    part.areas = inset.areas
    part.borders = inset.borders
    part.gaps = inset.gaps
    part.sites = inset.sites
    part.highlights = inset.highlights
    part.insets = []
    return part
  }

  /// The main map and its insets as one, for what is counted: coordinates of several planes, not to be drawn.
  static func merged(_ model: MapModel) -> MapModel {
    var whole = model
    whole.insets = []
    for inset in model.insets {
      whole.areas += inset.areas
      whole.borders += inset.borders
      whole.gaps += inset.gaps
      whole.sites += inset.sites
      whole.highlights += inset.highlights
    }
    return whole
  }
}
