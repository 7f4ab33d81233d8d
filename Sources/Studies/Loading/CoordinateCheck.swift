import GeoFormats
import GeoModel
import GeoNative

/// Coordinates that cannot be in the CRS that a layer announces.
enum CoordinateCheck {
  /// With room for what crosses the antimeridian.
  private static let earth = Envelope(minX: -360, minY: -91, maxX: 360, maxY: 91)

  /// - Throws: `crs.not-degrees` where a layer in degrees holds what is no longitude or latitude.
  static func requireDegrees(_ layer: FeatureLayer, option: String = "--crs") throws(Diagnostic) {
    let crs = layer.crs
    let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
    guard facts.isGeographic else { return }
    for feature in 0..<layer.count {
      let box = layer.geometry.envelope(of: feature)
      guard !box.isEmpty,
        !earth.contains(box.minX, box.minY) || !earth.contains(box.maxX, box.maxY)
      else { continue }
      let number = { (value: Double) in FixedDecimal.shortest(value) }
      throw Diagnostic(
        "crs.not-degrees", at: SourceLocation(file: layer.source, feature: feature + 1),
        Phrase(
          en: "these are not longitudes and latitudes, as \(crs) has them",
          fr: "ce ne sont pas des longitudes et des latitudes, comme en a \(crs)"),
        found: "\(number(box.minX)) \(number(box.minY))", hint: Phrase(verbatim: "\(option) EPSG:2154"))
    }
  }
}
