public import GeoFormats

/// Territories built from a mesh as GeoJSON features.
public enum BuildFeatures {
  public static func features(_ job: BuildJob, isApproximate: Bool) -> [GeoJSONFeature] {
    job.territories.map { territory in
      var properties: [(key: String, value: JSONValue)] = [
        ("code", .string(territory.code)), ("nom", .optional(territory.name)),
        ("communes", .int(territory.meshCount)), ("communes_total", .int(territory.meshTotal)),
        ("tronque", .bool(territory.meshTotal > territory.meshCount)),
        ("population", .people(territory.population)), ("surface_km2", .km2(territory.areaSquareMetres)),
      ]
      if isApproximate { properties.append(("contours", "approchés")) }
      return GeoJSONFeature(geometry: .polygons(territory.polygons), properties: properties)
    }
  }
}
