import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Reports

/// The territories of a study's main level with their figures, and the class of one of these.
struct LevelLayer {
  let results: StudyResults
  /// Index of the level.
  let level: Int

  /// Nil for a study without a level.
  init?(_ results: StudyResults) {
    guard let main = results.mainLevel else { return nil }
    (self.results, level) = (results, main)
  }

  /// `niveau-tas.geojson`
  var name: String { "niveau-\(FieldName.ascii(results.inputs.memberships[level].level)).geojson" }

  /// - Throws: `Diagnostic` where GEOS or PROJ fails.
  func geoJSON(members: ClassedColumn.Properties, threads: Int) throws(Diagnostic) -> [UInt8] {
    let frame = results.frames[level]
    let polygons = try polygons(threads: threads)
    let shown = StudyMapChoice(results).flatMap { choice in
      choice.map.level == results.inputs.memberships[level].level ? choice : nil
    }
    var rows = results.indicators.isEmpty ? frameRows(frame) : indicatorRows()
    if let shown { AnalysisMap.add(shown.map.values, to: &rows) }
    if results.inputs.layer.isApproximate {
      for index in rows.indices { rows[index].append(("contours", "approchés")) }
    }
    let classed = shown.map { $0.classed(rows) } ?? rate(rows)
    let features = rows.indices.map { index in
      GeoJSONFeature(
        geometry: .polygons(polygons[rows[index][0].value.text ?? ""] ?? MultiPolygon()),
        properties: rows[index] + (classed?.properties(of: index) ?? []))
    }
    return GeoJSONWriter.write(features, members: members + (classed?.members ?? []), threads: threads).bytes
  }

  /// Sites, rates and coverage, with the columns of `indicateurs.csv`.
  private func indicatorRows() -> [ClassedColumn.Properties] {
    let indicators = results.indicators[level]
    var coverage: [String: LevelCoverage.Row] = [:]
    if results.levels.indices.contains(level) {
      for row in results.levels[level].rows { coverage[row.code] = row }
    }
    return indicators.rows.enumerated().filter { !$0.element.code.isEmpty }.map { index, row in
      var properties = IndicatorTable.members(row, at: index, indicators)
      guard results.job != nil else { return properties }
      let covered = coverage[row.code]
      properties += [
        ("surface_km2", .km2(covered?.areaSquareMetres)),
        ("surface_non_couverte_km2", .km2(covered?.uncoveredSquareMetres)),
        ("population_non_couverte", .people(covered?.uncoveredPopulation)),
        ("part_population_non_couverte", .share(covered?.uncoveredShare)),
      ]
      return properties
    }
  }

  private func frameRows(_ frame: LevelFrame) -> [ClassedColumn.Properties] {
    frame.codes.indices.map { index in
      [
        ("code", .string(frame.codes[index])), ("nom", .optional(frame.names[index])),
        ("population", .people(frame.populations[index])), ("communes", .int(frame.communes[index])),
        ("communes_total", .int(frame.communesTotal[index])), ("tronque", .bool(frame.isTruncated(index))),
      ]
    }
  }

  /// Classes of the rate; nil without sites.
  private func rate(_ rows: [ClassedColumn.Properties]) -> ClassedColumn? {
    guard !results.indicators.isEmpty else { return nil }
    let base = results.study.file.base
    let per = FigureWords.per(Int(base))
    let noun =
      results.study.file.siteSets.indices.contains(results.mainSites)
      ? results.study.file.siteSets[results.mainSites].noun : "sites"
    return ClassedColumn(
      IndicatorTable.rateName(base), words: FigureWords("\(FrenchWords.sentence(noun)) \(per)", unit: per),
      of: rows, by: .quantiles(5))
  }

  private func polygons(threads: Int) throws(Diagnostic) -> [String: MultiPolygon] {
    var polygons: [String: MultiPolygon] = [:]
    for zone in results.zones {
      let built = try zone.dissolved(
        results.inputs.layer, by: results.inputs.memberships[level],
        sliverWidthMetres: results.study.file.sliverWidthMetres, threads: threads
      ).territories
      for (index, code) in built.codes.enumerated() {
        polygons[code, default: MultiPolygon()].append(try zone.lonLat(of: built.polygons[index]))
      }
    }
    return polygons
  }
}

extension AnalysisMap {
  /// Property of the value that a map shows.
  static let key = "valeur"

  /// Adds the value of each territory by its code, the first property.
  static func add(_ values: [String: Double], to rows: inout [ClassedColumn.Properties]) {
    for index in rows.indices {
      let code = rows[index].first?.value.text ?? ""
      rows[index].append((key, Figures.number(values[code], 6)))
    }
  }
}

extension StudyMapChoice {
  /// The classes of the map, for rows that have its value.
  func classed(_ rows: [ClassedColumn.Properties]) -> ClassedColumn {
    ClassedColumn(
      AnalysisMap.key, words: map.fileWords ?? FigureWords(classes.title, unit: classes.unit), of: rows,
      as: classes)
  }
}
