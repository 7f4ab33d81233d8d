import GeoModel

/// The signs of sites and of noticed places, and the patterns of surfaces.
enum MapMarks {
  /// Patterns differ by shape, not only by colour: slanted lines for gaps, dots for truncated territories,
  /// level lines for missing data. A white line runs beside each dark one of a gap, so that it shows on any class.
  static let definitions = """
    <pattern id="m-gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
    <path d="M1.1 0v6" stroke="\(MapPalette.gap)" stroke-width="1.3"/>\
    <path d="M2.5 0v6" stroke="#fff" stroke-width="1.1" stroke-opacity=".75"/></pattern>
    <pattern id="m-cut" width="5" height="5" patternUnits="userSpaceOnUse">\
    <circle cx="1.3" cy="1.3" r=".85" fill="#2b2f33"/><circle cx="3.8" cy="3.8" r=".85" fill="#fff"/></pattern>
    <pattern id="m-nodata" width="3" height="3" patternUnits="userSpaceOnUse">\
    <rect width="3" height="3" fill="#fff"/><path d="M0 1.5h3" stroke="#6d747b" stroke-width=".9"/></pattern>

    """

  /// Many sites are drawn smaller, so that the map is still seen.
  static func siteRadius(_ count: Int) -> Double {
    switch count {
    case ..<150: 3.6
    case ..<500: 2.8
    case ..<2000: 2
    default: 1.3
    }
  }

  static let siteStyle = "fill=\"#fff\" stroke=\"\(MapPalette.ink)\" stroke-width=\"1.5\""

  /// - Parameter alone: whether the disc stands outside the group that has the style.
  static func site(at place: Position, radius: Double, on svg: inout SVGWriter, alone: Bool = false) {
    svg.line(
      "<circle cx=\"\(SVGWriter.number(place.x))\" cy=\"\(SVGWriter.number(place.y))\""
        + " r=\"\(SVGWriter.number(radius))\"\(alone ? " " + siteStyle : "")/>")
  }

  /// A star of five points, the unit circle's coordinates written out.
  static func star(at place: Position, on svg: inout SVGWriter) {
    let points: [(Double, Double)] = [
      (0, -1), (0.2245, -0.309), (0.9511, -0.309), (0.3633, 0.118), (0.5878, 0.809), (0, 0.382),
      (-0.5878, 0.809), (-0.3633, 0.118), (-0.9511, -0.309), (-0.2245, -0.309),
    ]
    let text = points.map {
      SVGWriter.number(place.x + 8 * $0.0) + "," + SVGWriter.number(place.y + 8 * $0.1)
    }
    svg.line(
      "<polygon points=\"\(text.joined(separator: " "))\" fill=\"#ffd21f\" stroke=\"\(MapPalette.ink)\""
        + " stroke-width=\"1.1\" stroke-linejoin=\"round\"/>")
  }
}
