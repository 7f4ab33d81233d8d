public import Coverage
public import GeoFormats
public import GeoModel
import Reports

/// Zones blanches and territories as GeoJSON features.
public struct GapFeatures {
  let layer: LoadedTerritories
  let job: CoverageJob
  let sites: LoadedSites
  let memberships: [Membership]

  /// - Parameter memberships: levels whose codes the features carry.
  public init(_ layer: LoadedTerritories, _ job: CoverageJob, sites: LoadedSites, memberships: [Membership]) {
    self.layer = layer
    self.job = job
    self.sites = sites
    self.memberships = memberships
  }

  /// Members of a collection whose contours were computed from points, or fetched.
  public static func members(of layer: LoadedTerritories) -> [(key: String, value: JSONValue)] {
    if let official = layer.official { return [("contours", .string("officiels : \(official.source)"))] }
    return layer.isApproximate ? [("avertissement", "contours approchés")] : []
  }

  /// The site that the farthest place of a gap is nearest to.
  public func nearestSite(_ located: CoverageResult.LocatedGap) -> String? {
    located.gap.farthest.map { sites.label(job.sitesOfZone[located.zone][$0.site]) }
  }

  /// Longitude and latitude of the farthest place.
  public func farthestPlace(_ located: CoverageResult.LocatedGap) throws(Diagnostic) -> Position? {
    guard let place = located.gap.farthest?.place else { return nil }
    return try job.result.zones[located.zone].lonLat(of: place)
  }

  /// Level codes that territories lie in, ascending.
  public static func levelCodes(_ territories: [Int], _ codes: [String], _ membership: Membership) -> [String]
  {
    Set(territories.compactMap { membership.levelOf[codes[$0]] }).sorted()
  }

  /// One feature a gap, most inhabitants first; `id` counts from 1.
  public func gaps() throws(Diagnostic) -> [GeoJSONFeature] {
    var features: [GeoJSONFeature] = []
    let fields = memberships.map { FieldName.ascii($0.level) }
    for (rank, located) in job.result.gaps.enumerated() {
      let gap = located.gap
      let place = try farthestPlace(located)
      let touched = gap.territories.map(\.index)
      var properties: [(key: String, value: JSONValue)] = [
        ("id", .int(rank + 1)), ("surface_km2", .km2(gap.areaSquareMetres)),
        ("population_estimee", .people(gap.population)), ("communes", .int(touched.count)),
        ("commune_principale", .string(layer.codes[gap.mainTerritory])),
        ("commune_principale_nom", .optional(layer.names[gap.mainTerritory])),
        ("site_le_plus_proche", .optional(nearestSite(located))),
        ("distance_max_m", .metres(gap.farthest?.distanceMetres)),
        ("commune_eloignee", .optional(gap.farthestTerritory.map { layer.codes[$0] })),
        ("commune_eloignee_nom", .optional(gap.farthestTerritory.flatMap { layer.names[$0] })),
        ("lieu_eloigne_lon", .degrees(place?.x)), ("lieu_eloigne_lat", .degrees(place?.y)),
        ("surface_bord_km2", .km2(gap.edgeSquareMetres)), ("population_bord", .people(gap.edgePopulation)),
      ]
      for (field, membership) in zip(fields, memberships) {
        let codes = Self.levelCodes(touched, layer.codes, membership)
        properties.append((field, .string(codes.joined(separator: ";"))))
      }
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      features.append(
        GeoJSONFeature(
          geometry: .polygons(try job.result.zones[located.zone].lonLat(of: gap.polygons)),
          properties: properties))
    }
    return features
  }

  /// One feature a territory, by ascending code, with its own contour.
  public func territories(siteCounts: [Int]? = nil, threads: Int = 1) throws(Diagnostic) -> [GeoJSONFeature] {
    let polygons = try layer.polygonsInLonLat(threads: threads)
    let shared = Set(layer.official?.sharedCodes ?? [])
    let fields = memberships.map { FieldName.ascii($0.level) }
    return layer.codes.indices.map { index in
      let coverage = job.result.territories[index]
      var properties: [(key: String, value: JSONValue)] = [
        ("code", .string(layer.codes[index])), ("nom", .optional(layer.names[index])),
        ("population", .people(coverage.population)), ("surface_km2", .km2(coverage.areaSquareMetres)),
        ("part_couverte", .share(1 - coverage.uncoveredShare)),
        ("surface_non_couverte_km2", .km2(coverage.uncoveredSquareMetres)),
        ("population_non_couverte", .people(coverage.uncoveredPopulation)),
        ("etat", .string(Self.word(coverage.state))),
      ]
      if let siteCounts { properties.append(("sites", .int(siteCounts[index]))) }
      for (field, membership) in zip(fields, memberships) {
        properties.append((field, .optional(membership.levelOf[layer.codes[index]])))
      }
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      if !shared.isEmpty {
        let isShared = shared.contains(layer.codes[index])
        properties.append(("contours", isShared ? "officiels, limite intérieure approchée" : "officiels"))
      }
      return GeoJSONFeature(geometry: .polygons(polygons[index]), properties: properties)
    }
  }

  /// The territories as a layer, each with the class of its covered share on the map of a study, and their legend.
  public func territoryLayer(siteCounts: [Int]? = nil, threads: Int = 1) throws(Diagnostic) -> [UInt8] {
    var features = try territories(siteCounts: siteCounts, threads: threads)
    let classed = ClassedColumn(
      "part_couverte", words: FigureWords(key: "part_couverte"), of: features.map(\.properties),
      as: .coveredShare(), scale: 100)
    for index in features.indices { features[index].properties += classed.properties(of: index) }
    return GeoJSONWriter.write(
      features, members: Self.members(of: layer) + classed.members, threads: threads
    ).bytes
  }

  static func word(_ state: TerritoryCoverage.State) -> String {
    switch state {
    case .covered: "couvert"
    case .partial: "partiel"
    case .uncovered: "non_couvert"
    }
  }
}

/// Column names of users as field names of ours.
enum FieldName {
  /// Lower case ASCII letters, digits and `_`.
  static func ascii(_ name: String) -> String {
    let folded = NameMatch.folded(name)
    return String(folded.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
