import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// The APL for a map: territories of the level, or places where there is none.
  ///
  /// - Parameters:
  ///   - unit: of the figures; nil where it is not known.
  ///   - contours: of the places, dissolved where there is a level, or of the level's own territories; nil for points.
  /// - Throws: `Diagnostic` where GEOS or PROJ fails.
  public init(
    _ job: AplJob, unit: String?, contours: LoadedTerritories?, session: LoadSession
  ) throws(Diagnostic) {
    var words: [String: FigureWords] = [:]
    for series in job.places.series {
      let title = series.words.french
      words[series.name] = FigureWords(
        title.lowercased().hasPrefix("apl") ? title : "APL, \(title)", unit: unit)
    }
    let isZones = job.zones != nil
    let rows = isZones ? Self.zoneRows(job) : Self.placeRows(job)
    self.init(
      rows: rows,
      geometries: try Self.geometries(job, contours, session: session),
      members: contours.map { GapFeatures.members(of: $0) } ?? [],
      mainKey: job.places.series.first?.name ?? "apl", words: words)
  }

  /// What the CSV of places has; figures rounded so that equal APL are equal.
  private static func placeRows(_ job: AplJob) -> [Properties] {
    let sites = job.computation?.access.demand.sites
    return job.places.codes.indices.map { index in
      var row: Properties = [
        ("code", .string(job.places.codes[index])), ("nom", .null),
        ("population", .people(job.places.people[index])),
        ("population_standardisee", .people(job.isStandardised ? job.places.standardised[index] : nil)),
      ]
      if let sites, sites.labelColumn != nil { row[1].value = .string(sites.label(index)) }
      for series in job.places.series { row.append((series.name, Figures.number(series.values[index], 9))) }
      row.append(("motif", .optional(job.places.reasons[index]?.french)))
      return row
    }
  }

  private static func zoneRows(_ job: AplJob) -> [Properties] {
    (job.zones ?? []).map { zone in
      var row: Properties = [
        ("code", .string(zone.code)), ("nom", .optional(job.membership?.names[zone.code])),
        ("lieux", .int(zone.places)), ("lieux_total", .int(zone.placesTotal)),
        ("tronque", .bool(zone.isTruncated)), ("lieux_sans_apl", .int(zone.placesWithout.count)),
        ("population", .people(zone.people)),
        ("population_standardisee", .people(job.isStandardised ? zone.standardised : nil)),
      ]
      for (series, figures) in zip(job.places.series, zone.series) {
        row.append((series.name, Figures.number(figures.mean, 9)))
        guard job.threshold != nil else { continue }
        let suffix = series.name.dropFirst("apl".count)
        row.append(("part_population_sous_seuil\(suffix)", .share(figures.shareBelow)))
      }
      let reason = AplFiles.reason(zone)
      row.append(("motif", reason.isEmpty ? .null : .string(reason)))
      return row
    }
  }

  private static func geometries(
    _ job: AplJob, _ contours: LoadedTerritories?, session: LoadSession
  ) throws(Diagnostic) -> [GeoJSONFeature.Geometry] {
    guard let contours else {
      guard job.zones == nil, let sites = job.computation?.access.demand.sites else {
        return (job.zones?.map { _ in .none }) ?? job.places.codes.map { _ in .none }
      }
      return (0..<sites.count).map { site in
        sites.isLocated(site)
          ? .point(Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1])) : .none
      }
    }
    let codes = job.zones?.map(\.code) ?? job.places.codes
    // Contours of the level's own territories stand as they are.
    let isLevel = contours.codes.allSatisfy { job.membership?.totals[$0] != nil }
    let polygons = try polygons(contours, by: isLevel ? nil : job.membership, session: session)
    let without = codes.filter { polygons[$0] == nil }
    if !without.isEmpty {
      session.warn(
        Diagnostic(
          "access.without-contour", at: SourceLocation(file: contours.source),
          Phrase(
            en: "territories without a contour, written without geometry: \(without.count)",
            fr: "territoires sans contour, écrits sans géométrie : \(without.count)"),
          found: without.prefix(5).joined(separator: ", ")))
    }
    return codes.map { code in polygons[code].map { .polygons($0) } ?? .none }
  }
}
