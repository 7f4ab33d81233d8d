import GeoModel

/// One frame of the page with all that it shows: the main map, or an inset.
struct MapPanel {
  let model: MapModel
  let frame: MapFrame
  let colors: [String]
  let siteRadius: Double
  /// After the identifiers of this part of the page; empty for the main map.
  let suffix: String

  /// Draws within a box of the page; true when the number of a gap was printed.
  func draw(in box: Envelope, on svg: inout SVGWriter) -> Bool {
    svg.line("<clipPath id=\"m-frame\(suffix)\">")
    svg.rectangle(box, "")
    svg.line("</clipPath>")
    svg.line("<g clip-path=\"url(#m-frame\(suffix))\">")
    MapSurfaces(model: model, frame: frame, colors: colors, suffix: suffix).draw(on: &svg)
    let hasRanks = MapMarksAndLabels(model: model, frame: frame, siteRadius: siteRadius).draw(on: &svg)
    svg.line("</g>")
    return hasRanks
  }
}
