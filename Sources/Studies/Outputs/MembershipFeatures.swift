public import Coverage
public import GeoFormats
public import GeoModel

/// Gaps and overlaps of a membership coverage as GeoJSON features.
public struct MembershipFeatures {
  let layer: LoadedTerritories
  let job: MembershipJob
  let populations: [Double?]
  let membership: Membership?

  public init(
    _ layer: LoadedTerritories, _ job: MembershipJob, populations: [Double?], membership: Membership?
  ) {
    self.layer = layer
    self.job = job
    self.populations = populations
    self.membership = membership
  }

  /// Says which listings match no territory, and which parts have no population.
  public static func warn(
    _ job: MembershipJob, _ listings: [MembershipCoverage.Listing], _ layer: LoadedTerritories, path: String,
    role: String = "Composition des CPTS", _ session: LoadSession
  ) {
    let unmatched = job.coverage.unmatched
    let keys = listings.map { $0.part ?? $0.commune }
    let match = CodeJoin.report(
      keys, of: path, role: role, to: layer.codes, isComplete: false, session: session)
    if !unmatched.isEmpty {
      session.warn(
        Diagnostic(
          "membership.unmatched", at: SourceLocation(file: path),
          Phrase(
            en: "\(unmatched.count) rows list a commune that the territories do not hold",
            fr: "\(unmatched.count) lignes listent une commune que les territoires n’ont pas"),
          found: unmatched.prefix(5).map(\.commune).joined(separator: ", "),
          hint: CodeJoin.hint(match, keys, layer.codes, path, session)))
    }
    if job.coverage.repeated > 0 {
      session.warn(
        Diagnostic(
          "membership.twice", at: SourceLocation(file: path),
          Phrase(
            en: "\(job.coverage.repeated) rows stand twice; each counts once",
            fr: "\(job.coverage.repeated) lignes figurent deux fois ; chacune compte une fois")))
    }
    let partial = job.coverage.communes.indices.filter { job.coverage.communes[$0].state == .partial }
    if !partial.isEmpty {
      session.warn(
        Diagnostic(
          "membership.partial", at: SourceLocation(file: path),
          Phrase(
            en: "communes listed only in part, by arrondissement municipal: \(partial.count); counted apart, "
              + "their people by arrondissement where known",
            fr:
              "communes listées en partie, par arrondissement municipal : \(partial.count) ; comptées à part, "
              + "leurs habitants par arrondissement s’ils sont connus"),
          found: partial.prefix(5).map { layer.codes[$0] }.joined(separator: ", ")))
    }
  }

  /// One feature a gap or an overlap; `id` counts from 1 in each kind.
  public func objects() -> [GeoJSONFeature] {
    var counts: [MembershipCoverage.State: Int] = [:]
    return job.objects.map { object in
      counts[object.state, default: 0] += 1
      let main = Self.main(of: object, populations: populations)
      var properties: [(key: String, value: JSONValue)] = [
        ("type", object.state == .none ? "zone_blanche" : "recouvrement"),
        ("id", .int(counts[object.state] ?? 0)), ("surface_km2", .km2(object.areaSquareMetres)),
        ("population_estimee", .people(object.population)), ("communes", .int(object.communes.count)),
        ("commune_principale", .string(layer.codes[main])),
        ("commune_principale_nom", .optional(layer.names[main])),
        ("codes", .string(object.communes.map { layer.codes[$0] }.joined(separator: ";"))),
        ("couvertures", .string(object.coverages.joined(separator: ";"))),
      ]
      if let membership {
        let codes = GapFeatures.levelCodes(object.communes, layer.codes, membership)
        properties.append((FieldName.ascii(membership.level), .string(codes.joined(separator: ";"))))
      }
      return GeoJSONFeature(geometry: .polygons(object.polygons), properties: properties)
    }
  }

  /// The commune with the most inhabitants, or the lowest code where none is known.
  static func main(of object: MembershipJob.Object, populations: [Double?]) -> Int {
    guard !populations.isEmpty else { return object.communes[0] }
    return object.communes.max { a, b in
      let (first, second) = (populations[a] ?? 0, populations[b] ?? 0)
      return first < second || (first == second && a > b)
    } ?? object.communes[0]
  }

  /// One feature a territory: who lists it, and its people in none, one and several.
  public func territories() throws(Diagnostic) -> [GeoJSONFeature] {
    let polygons = try layer.polygonsInLonLat()
    return layer.codes.indices.map { index in
      let commune = job.coverage.communes[index]
      let population = populations.isEmpty ? nil : populations[index]
      var properties: [(key: String, value: JSONValue)] = [
        ("code", .string(layer.codes[index])), ("nom", .optional(layer.names[index])),
        ("population", .people(population)), ("etat", .string(commune.state.rawValue)),
        ("nombre", .int(commune.coverages.count)),
        ("couvertures", .string(commune.coverages.joined(separator: ";"))),
        ("population_sans", .people(commune.people?.none)),
        ("population_plusieurs", .people(commune.people?.several)),
      ]
      if let membership {
        properties.append(
          (FieldName.ascii(membership.level), .optional(membership.levelOf[layer.codes[index]])))
      }
      return GeoJSONFeature(geometry: .polygons(polygons[index]), properties: properties)
    }
  }
}
