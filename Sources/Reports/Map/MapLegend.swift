import GeoModel

/// The column beside the map: classes, signs, scale bar.
struct MapLegend {
  let model: MapModel
  let colors: [String]
  let frame: MapFrame
  /// The column on the page.
  let box: Envelope
  /// Radius of a site on the map.
  let siteRadius: Double
  let hasRanks: Bool

  private static let swatch = (width: 28.0, height: 17.0)
  private static let size = 11.5

  func draw(on svg: inout SVGWriter) {
    svg.line("<g>")
    var y = classes(on: &svg)
    y += 14
    signs(on: &svg, from: y)
    scaleBar(on: &svg)
    svg.line("</g>")
  }

  private func classes(on svg: inout SVGWriter) -> Double {
    var y = box.minY + 12
    let classes = model.classes
    let values = model.areas.compactMap { area in area.value.flatMap { $0.isNaN ? nil : $0 } }
    var counts = Array(repeating: 0, count: classes.count)
    var missing = 0
    for area in model.areas {
      if let index = classes.index(of: area.value) { counts[index] += 1 } else { missing += 1 }
    }
    for line in TextWidth.wrap(classes.title, size: 13, bold: true, width: box.width) {
      svg.write(line, x: box.minX, y: y, size: 13, bold: true)
      y += 16
    }
    if let counted = classes.counted, classes.count > 0 {
      svg.write(counted, x: box.maxX, y: y, size: 10, anchor: "end", fill: MapPalette.faint)
    }
    y += 5
    func count(_ number: Int, _ y: Double) {
      guard classes.counted != nil else { return }
      svg.write(
        FrenchNumber.typographic.integer(number), x: box.maxX, y: y + 12.5, size: 10, anchor: "end",
        fill: MapPalette.faint)
    }
    for index in (0..<classes.count).reversed() {
      svg.rectangle(swatchBox(y), "fill=\"\(colors[index])\" stroke=\"#8a9097\" stroke-width=\".6\"")
      svg.write(
        classes.label(of: index, values: values), x: textX, y: y + 12.5, size: Self.size)
      count(counts[index], y)
      y += Self.swatch.height + 4
    }
    if classes.count > 0 && missing > 0 {
      svg.rectangle(swatchBox(y), "fill=\"url(#m-nodata)\" stroke=\"#8a9097\" stroke-width=\".6\"")
      svg.write(model.words.noData, x: textX, y: y + 12.5, size: Self.size)
      count(missing, y)
      y += Self.swatch.height + 4
    }
    return y
  }

  private func signs(on svg: inout SVGWriter, from start: Double) {
    var y = start
    let words = model.words
    if !model.gaps.isEmpty {
      svg.rectangle(swatchBox(y), "fill=\"\(colors.first ?? "#fff")\"")
      svg.rectangle(
        swatchBox(y), "fill=\"url(#m-gap)\" stroke=\"\(MapPalette.gap)\" stroke-width=\"1.2\"")
      entry(words.gap, on: &svg, &y)
      if hasRanks {
        svg.write(
          "1", x: box.minX + Self.swatch.width / 2, y: y + 12.5, size: 11, bold: true, anchor: "middle",
          fill: MapPalette.gap)
        entry(words.rank, on: &svg, &y)
      }
    }
    if !model.sites.isEmpty {
      MapMarks.site(
        at: Position(x: box.minX + Self.swatch.width / 2, y: y + 8.5), radius: siteRadius, on: &svg,
        alone: true)
      entry(words.site, on: &svg, &y)
    }
    if !model.highlights.isEmpty {
      MapMarks.star(at: Position(x: box.minX + Self.swatch.width / 2, y: y + 8.5), on: &svg)
      entry(words.highlight, on: &svg, &y)
    }
    if let border = words.border, !model.borders.isEmpty {
      let middle = SVGWriter.number(y + 8.5)
      svg.line(
        "<path d=\"M\(SVGWriter.number(box.minX)) \(middle)h28\" stroke=\"#33383e\" stroke-width=\"1.3\"/>")
      entry(border, on: &svg, &y)
    }
    if model.areas.contains(where: \.isTruncated) {
      svg.rectangle(swatchBox(y), "fill=\"\(colors.first ?? "#fff")\"")
      svg.rectangle(swatchBox(y), "fill=\"url(#m-cut)\" stroke=\"#8a9097\" stroke-width=\".6\"")
      entry(words.truncated, on: &svg, &y)
    }
  }

  /// The text beside a sign, on as many lines as it needs.
  private func entry(_ text: String, on svg: inout SVGWriter, _ y: inout Double) {
    let lines = TextWidth.wrap(text, size: Self.size, width: box.maxX - textX)
    for (index, line) in lines.enumerated() {
      svg.write(line, x: textX, y: y + 12.5 + 13.5 * Double(index), size: Self.size)
    }
    y += Self.swatch.height + 5 + 13.5 * Double(max(0, lines.count - 1))
  }

  private func scaleBar(on svg: inout SVGWriter) {
    // The last label is centred on the bar's end.
    guard let bar = MapScaleBar(scale: frame.scale, room: box.width - 36) else { return }
    let x = box.minX + 4
    let y = box.maxY - 10
    let half = bar.length / 2
    svg.rectangle(
      Envelope(minX: x, minY: y, maxX: x + half, maxY: y + 5), "fill=\"\(MapPalette.ink)\"")
    svg.rectangle(
      Envelope(minX: x, minY: y, maxX: x + bar.length, maxY: y + 5),
      "fill=\"none\" stroke=\"\(MapPalette.ink)\" stroke-width=\".8\"")
    for part in [0, 0.5, 1] {
      svg.write(bar.label(part: part), x: x + bar.length * part, y: y - 5, size: 10, anchor: "middle")
    }
  }

  private var textX: Double { box.minX + Self.swatch.width + 9 }

  private func swatchBox(_ y: Double) -> Envelope {
    Envelope(minX: box.minX, minY: y, maxX: box.minX + Self.swatch.width, maxY: y + Self.swatch.height)
  }
}
