public import Coverage
public import GeoFormats
public import GeoModel

/// Gaps in minutes and their communes as GeoJSON features.
public struct TimeGapFeatures {
  private let layer: LoadedTerritories
  private let job: TimeGapJob
  private let populations: [Double?]
  private let membership: Membership?

  public init(
    _ layer: LoadedTerritories, _ job: TimeGapJob, populations: [Double?], membership: Membership?
  ) {
    self.layer = layer
    self.job = job
    self.populations = populations
    self.membership = membership
  }

  private func site(_ commune: Int?) -> String? {
    commune.flatMap { job.nearest[$0] }.map { job.places.sites.label(Int($0)) }
  }

  /// One feature a gap, most inhabitants first; `id` counts from 1.
  public func gaps() -> [GeoJSONFeature] {
    job.gaps.enumerated().map { rank, gap in
      let main = main(of: gap)
      var properties: [(key: String, value: JSONValue)] = [
        ("id", .int(rank + 1)), ("surface_km2", .km2(gap.areaSquareMetres)),
        ("population_estimee", .people(gap.population)), ("communes", .int(gap.communes.count)),
        ("commune_principale", .string(layer.codes[main])),
        ("commune_principale_nom", .optional(layer.names[main])),
        ("site_le_plus_proche", .optional(site(gap.farthest))),
        ("duree_max_min", .optional(gap.farthest.flatMap { job.minutes[$0] })),
        ("commune_eloignee", .optional(gap.farthest.map { layer.codes[$0] })),
        ("commune_eloignee_nom", .optional(gap.farthest.flatMap { layer.names[$0] })),
        ("communes_sans_duree", .int(gap.communesWithoutTime)),
        ("codes", .string(gap.communes.map { layer.codes[$0] }.joined(separator: ";"))),
      ]
      if let membership {
        let codes = GapFeatures.levelCodes(gap.communes, layer.codes, membership)
        properties.append((FieldName.ascii(membership.level), .string(codes.joined(separator: ";"))))
      }
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      return GeoJSONFeature(geometry: .polygons(gap.polygons), properties: properties)
    }
  }

  /// The commune with the most inhabitants, else the lowest code.
  private func main(of gap: TimeGapJob.Gap) -> Int {
    func people(_ index: Int) -> Double { populations.isEmpty ? 0 : populations[index] ?? 0 }
    return gap.communes.max { (people($0), $1) < (people($1), $0) } ?? gap.communes[0]
  }

  /// One feature a territory, by ascending code, with its time and its nearest site.
  public func territories() throws(Diagnostic) -> [GeoJSONFeature] {
    let polygons = try layer.polygonsInLonLat()
    return layer.codes.indices.map { index in
      var properties: [(key: String, value: JSONValue)] = [
        ("code", .string(layer.codes[index])), ("nom", .optional(layer.names[index])),
        ("population", .people(populations.isEmpty ? nil : populations[index])),
        ("surface_km2", .km2(job.areas[index])),
        ("duree_min", .optional(job.minutes[index])), ("site_le_plus_proche", .optional(site(index))),
        ("etat", .string(job.states[index].rawValue)),
      ]
      if let membership {
        properties.append(
          (FieldName.ascii(membership.level), .optional(membership.levelOf[layer.codes[index]])))
      }
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      return GeoJSONFeature(geometry: .polygons(polygons[index]), properties: properties)
    }
  }

  /// The territories as a layer, each with the class of its time (fifths of the territories), and their legend.
  public func territoryLayer(threads: Int = 1) throws(Diagnostic) -> [UInt8] {
    var features = try territories()
    let classed = ClassedColumn("duree_min", of: features.map(\.properties), by: .quantiles(5))
    for index in features.indices { features[index].properties += classed.properties(of: index) }
    return GeoJSONWriter.write(
      features, members: GapFeatures.members(of: layer) + classed.members, threads: threads
    ).bytes
  }
}
