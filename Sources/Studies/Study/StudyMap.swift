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

  /// The page shows one plane CRS: the one that holds most territories.
  private var zone: Int {
    results.zones.indices.max {
      (results.zones[$0].members.count, $1) < (results.zones[$1].members.count, $0)
    } ?? 0
  }

  func svg() throws(Diagnostic) -> String {
    let zone = results.zones[zone]
    let file = results.study.file
    let number = FrenchNumber.typographic
    let levels = try levelPolygons(zone)
    var words = MapWords.french
    if let coverage = file.coverages.first {
      words.gap = "Zone blanche : à plus de \(number.length(metres: coverage.metres)), à vol d’oiseau"
    }
    if file.siteSets.indices.contains(results.mainSites) {
      words.site = FrenchWords.sentence(file.siteSets[results.mainSites].noun)
    }
    words.border = results.mainLevel.map { results.title(ofLevel: $0) }
    let drawsMesh = zone.members.count <= Self.largestMesh || levels == nil
    var notes: [String] = []
    if results.inputs.layer.isApproximate {
      notes.append("Contours approchés, calculés par Maillage à partir des points des communes")
    }
    if results.zones.count > 1 {
      notes.append("Carte de la partie en \(zone.crs) ; les autres sont dans les tableaux")
    }
    guard results.job != nil else {
      let choice = StudyMapChoice(results)
      return MapSVG().render(
        MapModel(
          title: file.title, subtitle: choice.map { FrenchWords.sentence($0.description) },
          areas: try choice?.areas(in: zone, threads: threads) ?? plainAreas(zone), borders: borders(levels),
          sites: try sites(zone), classes: choice?.classes ?? MapClasses(title: "", bounds: []),
          sources: file.sources, note: notes.isEmpty ? nil : notes.joined(separator: ". "), words: words))
    }
    return MapSVG().render(
      MapModel(
        title: file.title,
        subtitle: "Part couverte de chaque \(drawsMesh ? "commune" : "territoire") et zones blanches",
        areas: drawsMesh ? meshAreas(zone) : levelAreas(levels),
        borders: borders(levels), gaps: gaps(), sites: try sites(zone), highlights: highlights(),
        classes: .coveredShare(counted: drawsMesh ? results.meshNoun : nil), sources: file.sources,
        note: notes.isEmpty ? nil : notes.joined(separator: ". "), words: words))
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
  private func borders(_ levels: Territories?) -> [MapBorder] {
    guard let levels else { return [] }
    let isCoarse = levels.count <= 40
    return levels.codes.indices.map { index in
      MapBorder(polygons: levels.polygons[index], label: isCoarse ? levels.names[index] : nil)
    }
  }

  private func gaps() -> [MapGap] {
    (results.job?.result.gaps ?? []).enumerated().compactMap { rank, located in
      guard located.zone == zone else { return nil }
      return MapGap(polygons: located.gap.polygons, rank: rank < Self.numberedGaps ? rank + 1 : nil)
    }
  }

  private func sites(_ zone: PlaneZone) throws(Diagnostic) -> [MapSite] {
    var box = Envelope()
    for polygons in zone.polygons { box.add(polygons.envelope) }
    let frame = box.expanded(by: 0.02 * max(box.width, box.height))
    guard let loaded = results.sites else { return [] }
    let (positions, from) = (loaded.positions, loaded.crs)
    let places = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(positions, from: from, to: zone.crs, threads: threads)
    }
    // Names are read only where they are few.
    let isNamed = loaded.locatedCount <= Self.namedSites
    return (0..<loaded.count).compactMap { site in
      guard frame.contains(places[2 * site], places[2 * site + 1]) else { return nil }
      return MapSite(
        position: Position(x: places[2 * site], y: places[2 * site + 1]),
        label: isNamed ? loaded.label(site) : nil)
    }
  }

  private func highlights() -> [MapHighlight] {
    let farthest = results.job?.result.gaps.filter { $0.zone == zone }.compactMap(\.gap.farthest)
      .max { $0.distanceMetres < $1.distanceMetres }
    guard let farthest else { return [] }
    return [
      MapHighlight(
        position: farthest.place, label: FrenchNumber.typographic.length(metres: farthest.distanceMetres))
    ]
  }
}
