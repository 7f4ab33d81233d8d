import GeoModel

/// Territories, gaps and upper borders.
struct MapSurfaces {
  let model: MapModel
  let frame: MapFrame
  let colors: [String]
  /// After the identifiers of this part of the page.
  let suffix: String

  /// Above this many territories their own lines would hide the colours.
  private static let mostOutlined = 300

  func draw(on svg: inout SVGWriter) {
    areas(on: &svg)
    gaps(on: &svg)
    borders(on: &svg)
  }

  private func areas(on svg: inout SVGWriter) {
    let paths = model.areas.map { MapPath.data($0.polygons, in: frame) }
    // Without classes, territories are one pale surface.
    let plain = model.classes.count == 0
    var members = Array(repeating: [Int](), count: max(1, model.classes.count))
    var missing: [Int] = []
    for (index, area) in model.areas.enumerated() where !paths[index].isEmpty {
      if plain {
        members[0].append(index)
      } else if let position = model.classes.index(of: area.value) {
        members[position].append(index)
      } else {
        missing.append(index)
      }
    }
    // A stroke of the fill's own colour closes the hairlines between neighbours.
    for (position, indices) in members.enumerated() where !indices.isEmpty {
      let color = plain ? "#e9e6dc" : colors[position]
      svg.line(
        "<g fill=\"\(color)\" stroke=\"\(color)\" stroke-width=\".6\" stroke-linejoin=\"round\""
          + " fill-rule=\"evenodd\">")
      for index in indices { write(paths[index], title: title(index), on: &svg) }
      svg.line("</g>")
    }
    if !missing.isEmpty {
      svg.line(
        "<g fill=\"url(#m-nodata)\" stroke=\"#b4b9be\" stroke-width=\".5\" fill-rule=\"evenodd\">")
      for index in missing { write(paths[index], title: title(index), on: &svg) }
      svg.line("</g>")
    }
    let truncated = model.areas.indices.filter { model.areas[$0].isTruncated && !paths[$0].isEmpty }
    if !truncated.isEmpty {
      svg.line("<g fill=\"url(#m-cut)\" fill-rule=\"evenodd\">")
      for index in truncated { write(paths[index], title: nil, on: &svg) }
      svg.line("</g>")
    }
    if model.areas.count <= Self.mostOutlined {
      svg.line("<g fill=\"none\" stroke=\"#7d848b\" stroke-width=\".5\" stroke-linejoin=\"round\">")
      for path in paths where !path.isEmpty { write(path, title: nil, on: &svg) }
      svg.line("</g>")
    }
  }

  /// What the reader sees when pointing at a territory.
  private func title(_ index: Int) -> String? {
    guard let label = model.areas[index].label else { return nil }
    let value = FrenchNumber.typographic.decimal(
      model.areas[index].value, decimals: 1, unit: model.classes.unit)
    return "\(label) : \(value)"
  }

  private func gaps(on svg: inout SVGWriter) {
    let paths = model.gaps.map { MapPath.data($0.polygons, in: frame) }.filter { !$0.isEmpty }
    guard !paths.isEmpty else { return }
    svg.line("<defs><g id=\"m-gaps\(suffix)\" fill-rule=\"evenodd\" stroke-linejoin=\"round\">")
    for path in paths { write(path, title: nil, on: &svg) }
    svg.line("</g></defs>")
    svg.line(
      "<use xlink:href=\"#m-gaps\(suffix)\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3\" stroke-opacity=\".8\"/>"
    )
    svg.line(
      "<use xlink:href=\"#m-gaps\(suffix)\" fill=\"url(#m-gap)\" stroke=\"\(MapPalette.gap)\" stroke-width=\"1.3\"/>"
    )
  }

  private func borders(on svg: inout SVGWriter) {
    let paths = model.borders.map { MapPath.data($0.polygons, in: frame) }.filter { !$0.isEmpty }
    guard !paths.isEmpty else { return }
    svg.line("<g fill=\"none\" stroke=\"#33383e\" stroke-width=\"1.3\" stroke-linejoin=\"round\">")
    for path in paths { write(path, title: nil, on: &svg) }
    svg.line("</g>")
  }

  private func write(_ path: [UInt8], title: String?, on svg: inout SVGWriter) {
    svg.raw("<path d=\"")
    svg.append(path)
    if let title {
      svg.line("\"><title>\(SVGWriter.escape(title))</title></path>")
    } else {
      svg.line("\"/>")
    }
  }
}
