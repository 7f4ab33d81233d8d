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
    let features = GapFeatures(
      layer, results.job, sites: results.inputs.sites, memberships: results.inputs.memberships)
    let members = GapFeatures.members(of: layer)
    let counts = results.assignment.counts(territories: layer.codes.count)
    progress(Phrase(en: "Writing the layers", fr: "Écriture des couches"))
    files = [
      (
        "territoires.geojson",
        GeoJSONWriter.write(
          try features.territories(siteCounts: counts, threads: session.threads), members: members,
          threads: session.threads
        ).bytes
      ),
      ("zones-blanches.geojson", GeoJSONWriter.write(try features.gaps(), members: members).bytes),
      ("sites.geojson", GeoJSONWriter.write(Self.sites(results), members: members).bytes),
      ("indicateurs.csv", StudyTable.csv(results)),
    ]
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

  /// Every site that was read; those without a usable place have no geometry.
  private static func sites(_ results: StudyResults) -> [GeoJSONFeature] {
    let sites = results.inputs.sites
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
      let territory = results.assignment.territories[site]
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
    writer.row(
      ["niveau"] + IndicatorTable.header(results.study.file.base) + [
        "surface_km2", "surface_non_couverte_km2", "population_non_couverte", "part_population_non_couverte",
      ] + (isApproximate ? ["contours"] : []))
    for (index, indicators) in results.indicators.enumerated() {
      let level = results.levels.isEmpty ? nil : results.levels[index]
      var coverage: [String: Cells] = [:]
      if let level {
        for row in level.rows { coverage[row.code] = Cells(row) }
      } else {
        for (index, code) in results.inputs.layer.codes.enumerated() {
          coverage[code] = Cells(results.job.result.territories[index])
        }
      }
      for row in indicators.rows {
        writer.cell(level?.level ?? results.meshNoun)
        IndicatorTable.append(row, to: &writer)
        (row.code.isEmpty ? nil : coverage[row.code]).map { $0.append(to: &writer) }
          ?? Cells.empty(to: &writer)
        if isApproximate { writer.cell("approchés") }
        writer.endRow()
      }
      writer.cell(level?.level ?? results.meshNoun)
      IndicatorTable.append(indicators.total, to: &writer)
      Cells(results.job.result).append(to: &writer)
      if isApproximate { writer.cell("approchés") }
      writer.endRow()
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
