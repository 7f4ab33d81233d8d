import Coverage
import GeoFormats
public import GeoModel
import Reports

/// The files that a study gives, as bytes.
public struct StudyOutputs: Sendable {
  /// Name and content, in the order they are listed.
  public var files: [(name: String, bytes: [UInt8])]

  /// - Throws: `Diagnostic` where PROJ or GEOS fails.
  public init(
    _ results: StudyResults, session: LoadSession, progress: (Phrase) -> Void = { _ in }
  ) throws(Diagnostic) {
    let layer = results.inputs.layer
    let members = GapFeatures.members(of: layer)
    progress(Phrase(en: "Writing the layers", fr: "Écriture des couches"))
    files = []
    if let job = results.job, let sites = results.sites, let assignment = results.assignment {
      let features = GapFeatures(layer, job, sites: sites, memberships: results.inputs.memberships)
      let counts = assignment.counts(territories: layer.codes.count)
      files += [
        (
          "territoires.geojson",
          try features.territoryLayer(siteCounts: counts, threads: session.threads)
        ),
        ("zones-blanches.geojson", GeoJSONWriter.write(try features.gaps(), members: members).bytes),
      ]
    } else {
      files.append(
        ("territoires.geojson", try Self.territories(results, members: members, threads: session.threads)))
    }
    if let level = LevelLayer(results) {
      files.append((level.name, try level.geoJSON(members: members, threads: session.threads)))
    }
    for (set, source) in results.study.file.siteSets.enumerated() {
      let name =
        set == results.mainSites ? "sites" : "sites-" + AnalysisContext.fileName(source.id)
      files.append((name + ".geojson", GeoJSONWriter.write(Self.sites(results, set), members: members).bytes))
    }
    if !results.indicators.isEmpty { files.append(("indicateurs.csv", StudyTable.csv(results))) }
    files += results.analyses.flatMap(\.files)
    for (index, coverage) in results.times.enumerated() {
      let number = results.times.count > 1 ? "-\(index + 1)" : ""
      let features = TimeGapFeatures(
        layer, coverage.job, populations: results.inputs.populations,
        membership: results.mainLevel.map { results.inputs.memberships[$0] })
      files += [
        (
          "zones-blanches-minutes\(number).geojson",
          GeoJSONWriter.write(features.gaps(), members: members).bytes
        ),
        (
          "territoires-minutes\(number).geojson",
          GeoJSONWriter.write(try features.territories(), members: members).bytes
        ),
      ]
    }
    for (index, job) in results.compositions.enumerated() {
      let objects = MembershipFeatures(
        layer, job, populations: results.inputs.populations,
        membership: results.mainLevel.map { results.inputs.memberships[$0] }
      ).objects()
      let noun = FieldName.ascii(results.study.file.compositions[index].noun)
      let number = results.compositions.count > 1 ? "-\(index + 1)" : ""
      files.append(
        ("appartenance-\(noun)\(number).geojson", GeoJSONWriter.write(objects, members: members).bytes))
    }
    progress(Phrase(en: "Drawing the map", fr: "Dessin de la carte"))
    files.append(("carte.svg", Array(try StudyMap(results: results, threads: session.threads).svg().utf8)))
    progress(Phrase(en: "Writing the report", fr: "Écriture du rapport"))
    let facts = try StudyFactsBuilder(results: results, session: session).facts()
    let document = CoverageReport.document(from: facts, mapFile: "carte.svg")
    files.append(("rapport.txt", Array(TextRenderer().render(document).utf8)))
    files.append(("rapport.md", Array(MarkdownRenderer().render(document).utf8)))
  }

  /// The mesh of a study that looks at no distance, with its levels and, for each set of sites, their number; with the
  /// value and the class of the map where it shows the mesh.
  private static func territories(
    _ results: StudyResults, members: ClassedColumn.Properties, threads: Int
  ) throws(Diagnostic) -> [UInt8] {
    let layer = results.inputs.layer
    let polygons = try layer.polygonsInLonLat(threads: threads)
    let fields = results.inputs.memberships.map { FieldName.ascii($0.level) }
    let ids = results.study.file.siteSets.map { FieldName.ascii($0.id) }
    let counts = results.assignments.map { $0.counts(territories: layer.codes.count) }
    var rows = layer.codes.indices.map { index in
      let people = results.inputs.populations.isEmpty ? nil : results.inputs.populations[index]
      var properties: ClassedColumn.Properties = [
        ("code", .string(layer.codes[index])), ("nom", .optional(layer.names[index])),
        ("population", .people(people)),
      ]
      for (set, counts) in counts.enumerated() {
        let id = ids[set]
        properties.append((id == SiteSource.defaultID ? id : "sites_" + id, .int(counts[index])))
      }
      for (field, membership) in zip(fields, results.inputs.memberships) {
        properties.append((field, .optional(membership.levelOf[layer.codes[index]])))
      }
      if layer.isApproximate { properties.append(("contours", "approchés")) }
      return properties
    }
    var classed: ClassedColumn?
    if let choice = StudyMapChoice(results), choice.map.level == nil {
      AnalysisMap.add(choice.map.values, to: &rows)
      classed = choice.classed(rows)
    }
    let features = rows.indices.map { index in
      GeoJSONFeature(
        geometry: .polygons(polygons[index]), properties: rows[index] + (classed?.properties(of: index) ?? [])
      )
    }
    return GeoJSONWriter.write(features, members: members + (classed?.members ?? []), threads: threads).bytes
  }

  /// Every site that was read; those without a usable place have no geometry.
  private static func sites(_ results: StudyResults, _ set: Int) -> [GeoJSONFeature] {
    let sites = results.inputs.siteSets[set]
    let layer = results.inputs.layer
    // A column of the file's own keeps its name.
    var column = "territoire"
    var number = 2
    while sites.table.index(of: column) != nil {
      column = "territoire_\(number)"
      number += 1
    }
    let key = column
    return (0..<sites.count).map { site in
      var properties: [(key: String, value: JSONValue)] = sites.table.columns.map { column in
        (column.name, column.isEmpty(sites.rows[site]) ? .null : .string(column[sites.rows[site]]))
      }
      let territory = results.assignments[set].territories[site]
      properties.append((key, territory >= 0 ? .string(layer.codes[territory]) : .null))
      let geometry: GeoJSONFeature.Geometry =
        sites.isLocated(site)
        ? .point(Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1])) : .none
      return GeoJSONFeature(geometry: geometry, properties: properties)
    }
  }
}

/// Indicators and coverage of every level of a study, one table; its last column says where contours are approximate.
enum StudyTable {
  static func csv(_ results: StudyResults) -> [UInt8] {
    let isApproximate = results.inputs.layer.isApproximate
    var writer = CSVWriter()
    let result = results.job?.result
    let coverageKeys = [
      "surface_km2", "surface_non_couverte_km2", "population_non_couverte", "part_population_non_couverte",
    ]
    writer.row(
      ["niveau"] + IndicatorTable.header(results.study.file.base) + (result == nil ? [] : coverageKeys)
        + (isApproximate ? ["contours"] : []))
    for (index, indicators) in results.indicators.enumerated() {
      let memberships = results.inputs.memberships
      let level = memberships.indices.contains(index) ? memberships[index].level : results.meshNoun
      var coverage: [String: Cells] = [:]
      if results.levels.indices.contains(index) {
        for row in results.levels[index].rows { coverage[row.code] = Cells(row) }
      } else if let result {
        for (index, code) in results.inputs.layer.codes.enumerated() {
          coverage[code] = Cells(result.territories[index])
        }
      }
      func end(_ cells: Cells?) {
        if result != nil { cells.map { $0.append(to: &writer) } ?? Cells.empty(to: &writer) }
        if isApproximate { writer.cell("approchés") }
        writer.endRow()
      }
      for row in indicators.rows {
        writer.cell(level)
        IndicatorTable.append(row, to: &writer)
        end(row.code.isEmpty ? nil : coverage[row.code])
      }
      writer.cell(level)
      IndicatorTable.append(indicators.total, to: &writer)
      end(result.map { Cells($0) })
    }
    return writer.bytes
  }

  private struct Cells {
    var area: Double
    var uncovered: Double
    var population: Double?
    var uncoveredPopulation: Double?

    init(_ row: LevelCoverage.Row) {
      (area, uncovered) = (row.areaSquareMetres, row.uncoveredSquareMetres)
      (population, uncoveredPopulation) = (row.population, row.uncoveredPopulation)
    }

    init(_ territory: TerritoryCoverage) {
      (area, uncovered) = (territory.areaSquareMetres, territory.uncoveredSquareMetres)
      (population, uncoveredPopulation) = (territory.population, territory.uncoveredPopulation)
    }

    /// Land counted once, so that overlaps of territories do not count twice in the total.
    init(_ result: CoverageResult) {
      (area, uncovered) = (result.landSquareMetres, result.uncoveredSquareMetres)
      (population, uncoveredPopulation) = (result.population, result.uncoveredPopulation)
    }

    func append(to writer: inout CSVWriter) {
      writer.cell(area / 1e6, decimals: 6)
      writer.cell(uncovered / 1e6, decimals: 6)
      writer.cell(uncoveredPopulation, decimals: 3)
      let share = population.flatMap { total in total > 0 ? uncoveredPopulation.map { $0 / total } : nil }
      writer.cell(share, decimals: 8)
    }

    static func empty(to writer: inout CSVWriter) {
      for _ in 0..<4 { writer.emptyCell() }
    }
  }
}
