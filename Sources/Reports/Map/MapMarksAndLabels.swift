import GeoModel

/// Sites, noticed places, and the texts on the map.
struct MapMarksAndLabels {
  let model: MapModel
  let frame: MapFrame
  let siteRadius: Double

  /// Draws all of it; true when the number of a gap was printed.
  func draw(on svg: inout SVGWriter) -> Bool {
    var labels = MapLabels(frame: frame.box)
    let highlights = model.highlights.filter { frame.shows($0.position) }
    for highlight in highlights { labels.reserve(around(highlight.position, 8)) }
    let sites = model.sites.filter { frame.shows($0.position) }
    for site in sites { labels.avoid(around(site.position, siteRadius)) }
    for highlight in highlights {
      guard let text = highlight.label else { continue }
      let size = 12.0
      labels.place(
        text, at: frame.page(highlight.position), size: size, bold: true,
        tries: MapLabels.beside(mark: 8, size: size, width: TextWidth.of(text, size: size, bold: true)))
    }
    placeBorders(&labels)
    let hasRanks = placeRanks(&labels)
    if sites.contains(where: { $0.label != nil }) {
      for site in sites { labels.reserve(around(site.position, siteRadius)) }
      for site in sites {
        guard let text = site.label else { continue }
        labels.place(
          text, at: frame.page(site.position), size: 9.5,
          tries: MapLabels.beside(
            mark: siteRadius, size: 9.5, width: TextWidth.of(text, size: 9.5)))
      }
    }
    if !sites.isEmpty {
      svg.line("<g \(MapMarks.siteStyle)>")
      for site in sites { MapMarks.site(at: frame.page(site.position), radius: siteRadius, on: &svg) }
      svg.line("</g>")
    }
    for highlight in highlights { MapMarks.star(at: frame.page(highlight.position), on: &svg) }
    write(labels.labels, on: &svg)
    return hasRanks
  }

  /// Names of the upper level, the largest territory first.
  private func placeBorders(_ labels: inout MapLabels) {
    let size = 13.0
    let order = model.borders.indices.sorted {
      let (a, b) = (model.borders[$0].polygons.area, model.borders[$1].polygons.area)
      return a == b ? $0 < $1 : a > b
    }
    for index in order {
      guard let text = model.borders[index].label,
        let place = LabelPlace.inside(model.borders[index].polygons)
      else { continue }
      labels.place(
        text, at: frame.page(place), size: size, bold: true,
        tries: MapLabels.around(size: size, width: TextWidth.of(text, size: size, bold: true)))
    }
  }

  /// Numbers of the gaps, the first ranks first.
  private func placeRanks(_ labels: inout MapLabels) -> Bool {
    var hasRanks = false
    let ranked = model.gaps.indices.filter { model.gaps[$0].rank != nil }
      .sorted { (model.gaps[$0].rank ?? 0, $0) < (model.gaps[$1].rank ?? 0, $1) }
    for index in ranked {
      guard let rank = model.gaps[index].rank,
        let place = LabelPlace.inside(model.gaps[index].polygons)
      else { continue }
      let placed = labels.place(
        String(rank), at: frame.page(place), size: 11.5, bold: true, fill: MapPalette.gap,
        tries: MapLabels.around(size: 11.5, width: 20))
      hasRanks = hasRanks || placed
    }
    return hasRanks
  }

  /// Each text twice: a white halo, then its letters, since not every program draws the halo underneath.
  private func write(_ labels: [MapLabels.Label], on svg: inout SVGWriter) {
    guard !labels.isEmpty else { return }
    svg.line("<g text-anchor=\"middle\">")
    for label in labels {
      let text = SVGWriter.escape(label.text)
      let place =
        "<text x=\"\(SVGWriter.number(label.x))\" y=\"\(SVGWriter.number(label.baseline))\""
        + " font-size=\"\(SVGWriter.number(label.size))\"\(label.bold ? " font-weight=\"700\"" : "")"
      svg.line(
        place + " stroke=\"#fff\" stroke-width=\"3.2\" stroke-opacity=\".9\" stroke-linejoin=\"round\""
          + " fill=\"#fff\" aria-hidden=\"true\">\(text)</text>")
      svg.line(place + " fill=\"\(label.fill)\">\(text)</text>")
    }
    svg.line("</g>")
  }

  private func around(_ place: Position, _ radius: Double) -> Envelope {
    let point = frame.page(place)
    return Envelope(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y).expanded(by: radius)
  }
}
