import Coverage
import GeoModel
import GeoNative
import Reports

/// The map of a study: covered share of each territory, gaps and sites over it.
struct StudyMap {
  let results: StudyResults
  let threads: Int
  /// Above this many territories, those of the main level are drawn instead of the mesh.
  private static let largestMesh = 12_000
  private static let numberedGaps = 10
  private static let namedSites = 60

  func svg() throws(Diagnostic) -> String {
    let panels = StudyMapPanel.panels(results)
    let choice = StudyMapChoice(results)
    let file = results.study.file
    let number = FrenchNumber.typographic
    var words = MapWords.french
    if let coverage = file.coverages.first {
      words.gap = "Zone blanche : à plus de \(number.length(metres: coverage.metres)), à vol d’oiseau"
    }
    if file.siteSets.indices.contains(results.mainSites) {
      words.site = FrenchWords.sentence(file.siteSets[results.mainSites].noun)
    }
    words.border = results.mainLevel.map { results.title(ofLevel: $0) }
    let drawsMesh = results.inputs.layer.codes.count <= Self.largestMesh || results.mainLevel == nil
    var notes: [String] = []
    if results.inputs.layer.isApproximate {
      notes.append("Contours approchés, calculés par Maillage à partir des points des communes")
    }
    if let official = results.inputs.layer.official {
      notes.append("Contours officiels : \(official.source)")
    }
    var shown = Set<Int>()
    var parts: [MapInset] = []
    for (rank, panel) in panels.enumerated() {
      parts.append(try part(panel, isInset: rank > 0, drawsMesh: drawsMesh, shown: &shown))
    }
    if panels.count > 1 { notes.append("Chaque encart est à sa propre échelle") }
    let hidden = (results.sites?.locatedCount ?? 0) - shown.count
    if hidden > 0 {
      notes.append("\(number.integer(hidden)) \(hidden > 1 ? "sites" : "site") hors du cadre")
    }
    let main = parts.first ?? MapInset(title: "", areas: [])
    let covered = "Part couverte de chaque \(drawsMesh ? "commune" : "territoire") et zones blanches"
    return MapSVG().render(
      MapModel(
        title: file.outputs.mapTitle ?? file.title,
        subtitle: results.job == nil ? choice.map { FrenchWords.sentence($0.description) } : covered,
        areas: main.areas, borders: main.borders, gaps: main.gaps, sites: main.sites,
        highlights: main.highlights, insets: Array(parts.dropFirst()),
        classes: results.job == nil
          ? choice?.classes ?? MapClasses(title: "", bounds: [])
          : .coveredShare(counted: drawsMesh ? results.meshNoun : nil), sources: file.sources,
        note: notes.isEmpty ? nil : notes.joined(separator: ". "), words: words))
  }

  /// What one frame shows; notes which sites it holds.
  private func part(
    _ panel: StudyMapPanel, isInset: Bool, drawsMesh: Bool, shown: inout Set<Int>
  ) throws(Diagnostic) -> MapInset {
    let levels = try levelPolygons(panel.plane)
    // Names are read only where they are few.
    let isNamed = (results.sites?.locatedCount ?? 0) <= Self.namedSites
    let sites =
      try results.sites.map { loaded throws(Diagnostic) in
        try panel.sites(loaded, threads: threads).map { ($0.index, $0.place, loaded.label($0.index)) }
      } ?? []
    for site in sites { shown.insert(site.0) }
    let areas =
      if results.job == nil, let choice = StudyMapChoice(results) {
        try choice.areas(in: panel.plane, threads: threads)
      } else {
        drawsMesh ? meshAreas(panel.plane) : levelAreas(levels)
      }
    return MapInset(
      title: panel.title, areas: areas,
      // The title of an inset names it.
      borders: borders(levels, isNamed: !isInset), gaps: gaps(panel),
      sites: sites.map { MapSite(position: $0.1, label: isNamed ? $0.2 : nil) },
      highlights: highlights(panel))
  }

  /// One pale surface where there is nothing to colour.
  private func plainAreas(_ zone: PlaneZone) -> [MapArea] {
    zone.members.enumerated().map { local, global in
      MapArea(polygons: zone.polygons[local], value: nil, label: results.inputs.layer.label(global))
    }
  }

  private func meshAreas(_ zone: PlaneZone) -> [MapArea] {
    guard let coverage = results.job?.result else { return plainAreas(zone) }
    return zone.members.enumerated().map { local, global in
      MapArea(
        polygons: zone.polygons[local],
        value: 100 * (1 - coverage.territories[global].uncoveredShare),
        label: results.inputs.layer.label(global))
    }
  }

  /// The main level's territories; nil where the study has no level.
  private func levelPolygons(_ zone: PlaneZone) throws(Diagnostic) -> Territories? {
    guard let main = results.mainLevel else { return nil }
    return try zone.dissolved(
      results.inputs.layer, by: results.inputs.memberships[main],
      sliverWidthMetres: results.study.file.sliverWidthMetres, threads: threads
    ).territories
  }

  private func levelAreas(_ levels: Territories?) -> [MapArea] {
    guard let levels, let main = results.mainLevel else { return [] }
    guard results.job != nil else {
      return levels.codes.indices.map {
        MapArea(polygons: levels.polygons[$0], value: nil, label: levels.label($0))
      }
    }
    var rows: [String: LevelCoverage.Row] = [:]
    for row in results.levels[main].rows { rows[row.code] = row }
    return levels.codes.indices.map { index in
      let row = rows[levels.codes[index]]
      let share = row.map { 1 - $0.uncoveredSquareMetres / max($0.areaSquareMetres, 1) }
      return MapArea(
        polygons: levels.polygons[index], value: share.map { 100 * $0 }, label: levels.label(index),
        isTruncated: row?.isTruncated ?? false)
    }
  }

  /// Names stand on the map only where the level is coarse.
  private func borders(_ levels: Territories?, isNamed: Bool) -> [MapBorder] {
    guard let levels else { return [] }
    let isCoarse = levels.count <= 40 && isNamed
    return levels.codes.indices.map { index in
      MapBorder(polygons: levels.polygons[index], label: isCoarse ? levels.names[index] : nil)
    }
  }

  private func gaps(_ panel: StudyMapPanel) -> [MapGap] {
    (results.job?.result.gaps ?? []).enumerated().compactMap { rank, located in
      guard panel.holds(located) else { return nil }
      return MapGap(polygons: located.gap.polygons, rank: rank < Self.numberedGaps ? rank + 1 : nil)
    }
  }

  /// The farthest place of the whole study, in the frame that holds it.
  private func highlights(_ panel: StudyMapPanel) -> [MapHighlight] {
    let farthest = results.job?.result.gaps.filter { $0.gap.farthest != nil }.max {
      ($0.gap.farthest?.distanceMetres ?? 0) < ($1.gap.farthest?.distanceMetres ?? 0)
    }
    guard let farthest, panel.holds(farthest), let place = farthest.gap.farthest else { return [] }
    return [
      MapHighlight(
        position: place.place, label: FrenchNumber.typographic.length(metres: place.distanceMetres))
    ]
  }
}
