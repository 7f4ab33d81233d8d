import GeoModel

/// A choropleth map on a landscape A4 page, as SVG: same model, same bytes.
///
/// Drawn from below: territories by class, dots on the truncated ones, gaps, upper borders, sites, noticed
/// places, labels. Texts come from the model; their font is the reader's sans-serif.
public struct MapSVG: Sendable {
  /// A4 at 96 units an inch.
  private static let page = Envelope(minX: 0, minY: 0, maxX: 1123, maxY: 794)
  private static let margin = 34.0
  private static let legendWidth = 222.0

  public init() {}

  /// The file as text: UTF-8, LF, one newline at the end.
  public func render(_ model: MapModel) -> String {
    var svg = SVGWriter()
    let whole = MapInsets.merged(model)
    open(whole, on: &svg)
    let top = heading(model, on: &svg)
    let bottom = footer(model, on: &svg)
    let inner = Envelope(
      minX: Self.margin, minY: top, maxX: Self.page.maxX - Self.margin, maxY: max(bottom, top + 200))
    var box = inner
    box.maxX -= Self.legendWidth + 20
    let colors = MapPalette.colors(model.classes.count)
    let radius = MapMarks.siteRadius(whole.sites.count)
    let insets = MapInsets(model: model, colors: colors, siteRadius: radius, within: box)
    box.minX += insets.width
    let frame = MapFrame(extent: Self.extent(model), into: box.expanded(by: -10))
    let panel = MapPanel(model: model, frame: frame, colors: colors, siteRadius: radius, suffix: "")
    var hasRanks = panel.draw(in: box, on: &svg)
    if insets.draw(on: &svg) { hasRanks = true }
    var column = inner
    column.minX = inner.maxX - Self.legendWidth
    MapLegend(
      model: whole, colors: colors, frame: frame, box: column, siteRadius: radius, hasRanks: hasRanks
    ).draw(on: &svg)
    svg.line("</svg>")
    return svg.text
  }

  /// What the map must show: the territories, or failing them what else there is.
  static func extent(_ model: MapModel) -> Envelope {
    var extent = Envelope()
    for area in model.areas { extent.add(finite(area.polygons)) }
    for border in model.borders { extent.add(finite(border.polygons)) }
    if extent.isEmpty { for gap in model.gaps { extent.add(finite(gap.polygons)) } }
    if extent.isEmpty {
      for site in model.sites where site.position.x.isFinite && site.position.y.isFinite {
        extent.add(site.position.x, site.position.y)
      }
    }
    return extent
  }

  private static func finite(_ polygons: MultiPolygon) -> Envelope {
    var box = Envelope()
    for index in 0..<polygons.positionCount {
      let place = polygons.position(index)
      if place.x.isFinite && place.y.isFinite { box.add(place.x, place.y) }
    }
    return box
  }

  private func open(_ model: MapModel, on svg: inout SVGWriter) {
    svg.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    svg.line(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
        + " viewBox=\"0 0 1123 794\" width=\"297mm\" height=\"210mm\" role=\"img\""
        + " aria-labelledby=\"m-title m-desc\""
        + " font-family=\"Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif\""
        + " fill=\"\(MapPalette.ink)\">")
    svg.line("<title id=\"m-title\">\(SVGWriter.escape(model.title))</title>")
    var parts = [model.subtitle ?? "", model.classes.title]
    if !model.gaps.isEmpty { parts.append("\(model.words.gap) : \(model.gaps.count)") }
    if !model.sites.isEmpty { parts.append("\(model.words.site) : \(model.sites.count)") }
    parts.append(model.note ?? "")
    let description = parts.filter { !$0.isEmpty }.joined(separator: ". ")
    svg.line("<desc id=\"m-desc\">\(SVGWriter.escape(description))</desc>")
    svg.line("<defs>")
    svg.raw(MapMarks.definitions)
    svg.line("</defs>")
    svg.rectangle(Self.page, "fill=\"#fff\"")
  }

  /// Title and subtitle; returns where the map may begin.
  private func heading(_ model: MapModel, on svg: inout SVGWriter) -> Double {
    let width = Self.page.width - 2 * Self.margin
    var size = 23.0
    var lines = TextWidth.wrap(model.title, size: size, bold: true, width: width)
    while lines.count > 2 && size > 13 {
      size -= 1
      lines = TextWidth.wrap(model.title, size: size, bold: true, width: width)
    }
    var y = Self.margin - 4
    for line in lines {
      y += size * 1.05
      svg.write(line, x: Self.margin, y: y, size: size, bold: true)
    }
    for line in TextWidth.wrap(model.subtitle ?? "", size: 14, width: width) {
      y += 19
      svg.write(line, x: Self.margin, y: y, size: 14, fill: MapPalette.faint)
    }
    return y + 18
  }

  /// Note and sources at the foot of the page; returns where the map must end.
  private func footer(_ model: MapModel, on svg: inout SVGWriter) -> Double {
    let width = Self.page.width - 2 * Self.margin
    var size = 10.0
    func lines() -> [String] {
      let sources = model.sources.filter { !$0.isEmpty }.joined(separator: " ; ")
      return TextWidth.wrap(model.note ?? "", size: size, width: width)
        + TextWidth.wrap(sources.isEmpty ? "" : model.words.sources + sources, size: size, width: width)
    }
    while lines().count > 5 && size > 7 { size -= 1 }
    let texts = lines()
    var y = Self.page.maxY - Self.margin + 6 - Double(max(0, texts.count - 1)) * size * 1.35
    let top = y - size - 12
    for line in texts {
      svg.write(line, x: Self.margin, y: y, size: size, fill: MapPalette.faint)
      y += size * 1.35
    }
    return texts.isEmpty ? Self.page.maxY - Self.margin : top
  }
}
