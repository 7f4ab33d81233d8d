public import Coverage
public import GeoFormats
import GeoModel

/// Findings as GeoJSON features and JSON records.
public enum FindingFeatures {
  /// One feature a finding: the overlap or hole itself where there is one, else its place, else no geometry.
  public static func features(_ job: ValidationJob, french: Bool) -> [GeoJSONFeature] {
    var number = 0
    return job.files.flatMap { file in
      file.findings.map { finding in
        number += 1
        let place: GeoJSONFeature.Geometry = if let place = finding.place { .point(place) } else { .none }
        let geometry = finding.outline.isEmpty ? place : .polygons(finding.outline)
        return GeoJSONFeature(
          geometry: geometry, properties: [("constat", .int(number))] + record(finding, file, french: french))
      }
    }
  }

  /// The members of a finding, in a fixed order.
  public static func record(
    _ finding: Finding, _ file: ValidatedFile, french: Bool
  ) -> [(key: String, value: JSONValue)] {
    [
      ("niveau", .string(finding.level.rawValue)), ("type", .string(finding.kind.rawValue)),
      ("message", .string(french ? finding.message.french : finding.message.english)),
      ("fichier", .string(file.path)), ("objet", finding.feature.map { .int($0) } ?? .null),
      ("ligne", finding.line.map { .int($0) } ?? .null), ("code", .optional(finding.code)),
      ("champ", .optional(finding.field)), ("valeur", .optional(finding.value)),
      ("autres", .array(finding.others.map { .string($0) })),
      ("lon", finding.place.map { .number($0.x, decimals: 7) } ?? .null),
      ("lat", finding.place.map { .number($0.y, decimals: 7) } ?? .null),
      ("surface_m2", finding.areaSquareMetres.map { .number($0, decimals: 4) } ?? .null),
      ("largeur_moyenne_m", finding.meanWidthMetres.map { .number($0, decimals: 4) } ?? .null),
    ]
  }
}
