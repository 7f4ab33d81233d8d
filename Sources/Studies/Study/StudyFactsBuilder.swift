import Coverage
import GeoModel
import GeoNative
import Reports

/// A study's results as the values that the report says.
struct StudyFactsBuilder {
  let results: StudyResults
  let session: LoadSession

  private var coverage: CoverageResult? { results.job?.result }
  private var layer: LoadedTerritories { results.inputs.layer }
  private var source: CoverageSource? { results.study.file.coverages.first }

  func facts() throws(Diagnostic) -> StudyFacts {
    let file = results.study.file
    var facts = StudyFacts(
      title: file.title, question: file.question ?? defaultQuestion, thresholdMetres: source?.metres ?? 0,
      segmentsPerQuadrant: source?.segments ?? 0,
      minimumGapSquareMetres: source?.minimumGapSquareMetres ?? 0,
      sliverWidthMetres: file.sliverWidthMetres, sites: balance(results.mainSites))
    facts.hasCoverage = source != nil
    facts.otherSites = file.siteSets.indices.filter { $0 != results.mainSites }.map { balance($0) }
    facts.analyses = results.analyses.map(\.section)
    facts.hasDistances = results.analyses.contains(where: \.measuresDistances)
    let accesses = results.analyses.compactMap(\.access)
    facts.usesTimes = !results.times.isEmpty || accesses.contains { $0.job.times != nil }
    facts.usesCapacities = accesses.contains(where: \.hasCapacities)
    facts.mapDescription = StudyMapChoice(results)?.description
    facts.hasApproximateContours = layer.isApproximate
    facts.officialContours = layer.official?.source
    if let shared = layer.official?.sharedCodes {
      let names = Dictionary(uniqueKeysWithValues: zip(layer.codes, layer.codes.indices))
      facts.sharedContours = shared.map { code in names[code].map { layer.label($0) } ?? code }
    }
    facts.isGeodesic = source?.isGeodesic ?? false
    facts.planeSystems = try planeSystems()
    facts.meshNoun = results.meshNoun
    facts.meshCount = layer.codes.count
    totals(&facts)
    facts.repairs = results.zones.flatMap { zone in
      zone.repairs.map { "\(layer.label($0.territory)) : \(RepairReport.text($0, zone).french)" }
    }
    facts.gaps = try gaps()
    facts.levels = levels()
    facts.otherThresholds = results.others.map { other in
      let result = other.result
      return StudyFacts.OtherThreshold(
        metres: other.metres, minutes: other.minutes,
        sites: other.siteSet == results.mainSites ? nil : file.siteSets[other.siteSet].noun,
        uncoveredSquareMetres: result.uncoveredSquareMetres,
        uncoveredPopulation: result.uncoveredPopulation, gaps: result.gaps.count,
        communesUncovered: result.count(.uncovered))
    }
    facts.estimate = source?.estimate.map {
      ($0.minutes, $0.travel.kilometresPerHour, $0.travel.detour)
    }
    peopleMethods(&facts)
    facts.times = results.times.map(timeCoverage)
    facts.compositions = results.compositions.indices.map { composition($0) }
    facts.checks = results.checks
    facts.inputs = inputs()
    facts.warnings = session.warnings.map(Self.sentence)
    facts.canonicalCommand = canonicalCommand
    facts.tools =
      "Maillage \(MaillageVersion.current), GEOS \(GEOSSession.version), PROJ \(CRSFacts.projVersion)"
      + (CRSFacts.epsgVersion.map { " (EPSG \($0))" } ?? "")
    return facts
  }

  /// The same figures whatever the cache holds: it names the contours that were used.
  private var canonicalCommand: String {
    let study = results.study
    let run = "maillage run " + (study.isEmbedded ? study.name : "\(study.name).json")
    if let official = layer.official { return "\(official.command)\n\(run)" }
    return study.file.territories.points == nil ? run : "\(run) --approximate"
  }

  private var defaultQuestion: String {
    guard let source else { return "" }
    let numbers = FrenchNumber.typographic
    let distance =
      source.estimate.map { "\(numbers.short($0.minutes)) min (estimées)" }
      ?? numbers.length(metres: source.metres)
    let noun = results.study.file.siteSets[results.mainSites].noun
    return "Où vit-on à plus de \(distance) du site le plus proche (\(noun)) ?"
  }

  /// Of one set of sites; without a noun where there is none.
  private func balance(_ set: Int) -> StudyFacts.SiteBalance {
    guard results.assignments.indices.contains(set) else { return StudyFacts.SiteBalance(noun: "") }
    let join = results.assignments[set]
    let sites = results.inputs.siteSets[set]
    var balance = StudyFacts.SiteBalance(noun: results.study.file.siteSets[set].noun)
    balance.rowsRead = sites.table.rowCount
    balance.rowsFilteredOut = sites.rowsFilteredOut
    balance.read = join.read
    balance.rejected = join.rejected
    balance.assigned = join.assigned
    balance.assignedByCode = join.byCode
    balance.ambiguous = join.ambiguous
    balance.outside = join.outside
    balance.onBoundary = join.onBoundary
    return balance
  }

  private func totals(_ facts: inout StudyFacts) {
    if !results.inputs.populations.isEmpty {
      facts.meshWithoutPopulation = layer.codes.indices.filter { results.inputs.populations[$0] == nil }
        .map { layer.label($0) }
    }
    guard let coverage else {
      facts.landSquareMetres = results.zones.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.area } }
      facts.population = results.inputs.populations.reduce(nil as Double?) { total, people in
        people.map { (total ?? 0) + $0 } ?? total
      }
      return
    }
    facts.landSquareMetres = coverage.landSquareMetres
    facts.uncoveredSquareMetres = coverage.uncoveredSquareMetres
    facts.population = coverage.population
    facts.uncoveredPopulation = coverage.uncoveredPopulation
    facts.edgeSquareMetres = coverage.edgeSquareMetres
    facts.edgePopulation = coverage.edgePopulation
    facts.meshCovered = coverage.count(.covered)
    facts.meshPartial = coverage.count(.partial)
    facts.meshUncovered = coverage.count(.uncovered)
    facts.overlapSquareMetres = coverage.overlapSquareMetres
    facts.sliverCount = coverage.sliverCount
    facts.sliverSquareMetres = coverage.sliverSquareMetres
    facts.holeCount = coverage.holeCount
    facts.holeSquareMetres = coverage.holeSquareMetres
    facts.residueCount = coverage.residues.count
    facts.residueSquareMetres = coverage.residues.areaSquareMetres
    facts.residuePopulation = coverage.residues.population
  }

  /// The bias at the middle of each zone's land.
  private func planeSystems() throws(Diagnostic) -> [(crs: CRS, name: String, areaBias: Double)] {
    var systems: [(crs: CRS, name: String, areaBias: Double)] = []
    for zone in results.zones {
      var box = Envelope()
      for polygons in zone.polygons { box.add(polygons.envelope) }
      let middle = try zone.lonLat(of: box.center)
      let name = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: zone.crs).name }
      let bias = try FailureWords.proj { () throws(ProjError) in
        try CRSFacts.areaBias(of: zone.crs, longitude: middle.x, latitude: middle.y)
      }
      systems.append((zone.crs, name, bias))
    }
    return systems
  }

  private func gaps() throws(Diagnostic) -> [StudyFacts.GapLine] {
    guard let job = results.job, let coverage, let sites = results.sites else { return [] }
    let features = GapFeatures(layer, job, sites: sites, memberships: [])
    var lines: [StudyFacts.GapLine] = []
    for (rank, located) in coverage.gaps.enumerated() {
      let gap = located.gap
      var levels: [String] = []
      if let main = results.mainLevel {
        let membership = results.inputs.memberships[main]
        levels = GapFeatures.levelCodes(gap.territories.map(\.index), layer.codes, membership)
          .map { membership.names[$0] ?? $0 }
      }
      lines.append(
        StudyFacts.GapLine(
          id: rank + 1, areaSquareMetres: gap.areaSquareMetres, population: gap.population,
          communes: gap.territories.count,
          mainCommune: layer.names[gap.mainTerritory] ?? layer.codes[gap.mainTerritory],
          nearestSite: features.nearestSite(located), farthestMetres: gap.farthest?.distanceMetres,
          farthestPlace: try features.farthestPlace(located),
          farthestCommune: gap.farthestTerritory.map { layer.names[$0] ?? layer.codes[$0] },
          edgeSquareMetres: gap.edgeSquareMetres,
          edgePopulation: gap.edgePopulation, levels: levels))
    }
    return lines
  }

  private func levels() -> [StudyFacts.Level] {
    guard let main = results.mainLevel else { return [] }
    let order = [main] + results.inputs.memberships.indices.filter { $0 != main }
    return order.map { index in
      StudyFacts.Level(
        key: results.inputs.memberships[index].level, title: results.title(ofLevel: index),
        territories: territories(index), base: results.study.file.base)
    }
  }

  private func territories(_ index: Int) -> [StudyFacts.Territory] {
    var rates: [String: Indicators.Row] = [:]
    if results.indicators.indices.contains(index) {
      for row in results.indicators[index].rows { rates[row.code] = row }
    }
    guard results.job != nil else {
      let frame = results.frames[index]
      return frame.codes.indices.map { territory in
        let rate = rates[frame.codes[territory]]
        return StudyFacts.Territory(
          code: frame.codes[territory], name: frame.names[territory],
          isTruncated: frame.isTruncated(territory), communes: frame.communes[territory],
          communesTotal: frame.communesTotal[territory], population: frame.populations[territory],
          uncoveredPopulation: nil, areaSquareMetres: 0, uncoveredSquareMetres: 0, sites: rate?.sites ?? 0,
          rate: rate?.rate, rateLower: rate?.lower, rateUpper: rate?.upper)
      }
    }
    return results.levels[index].rows.map { row in
      let rate = rates[row.code]
      return StudyFacts.Territory(
        code: row.code, name: row.name, isTruncated: row.isTruncated, communes: row.communes,
        communesTotal: row.communesTotal, population: row.population,
        uncoveredPopulation: row.uncoveredPopulation, areaSquareMetres: row.areaSquareMetres,
        uncoveredSquareMetres: row.uncoveredSquareMetres, sites: rate?.sites ?? 0, rate: rate?.rate,
        rateLower: rate?.lower, rateUpper: rate?.upper)
    }
  }

  private func peopleMethods(_ facts: inout StudyFacts) {
    guard let people = results.people else { return }
    facts.grid = people.count.map { ($0.total, $0.inside, $0.outside, $0.repeated, $0.squares, $0.cut) }
    guard let coverage else { return }
    let rows = people.rows(coverage)
    facts.peopleMethods =
      (rows.filter { $0.method == people.method } + rows.filter { $0.method != people.method })
      .map { row in
        let kind: StudyFacts.PeopleMethod.Kind =
          switch row.method {
          case .area: .area
          case .point: .point
          case .grid: .grid
          }
        return StudyFacts.PeopleMethod(kind, population: row.population, uncovered: row.uncovered)
      }
  }

  private func timeCoverage(_ time: StudyResults.TimeCoverage) -> StudyFacts.TimeCoverage {
    let (job, populations) = (time.job, results.inputs.populations)
    func part(_ state: TimeGapJob.State) -> StudyFacts.TimeCoverage.Part {
      (job.count(state), job.people(state, populations))
    }
    func name(_ index: Int) -> String { layer.names[index] ?? layer.codes[index] }
    return StudyFacts.TimeCoverage(
      minutes: job.options.minutes, noun: results.study.file.siteSets[time.siteSet].noun,
      matrix: FileSystem.split(job.times.path).name, rows: job.times.rows, strangers: job.times.strangers,
      intrazonalAdded: job.times.intrazonalAdded, sitesWithoutRow: job.times.suppliesWithoutRow.count,
      covered: part(.covered), uncovered: part(.uncovered), unknown: part(.unknown),
      gaps: job.gaps.map { gap in
        let main = gap.communes.max {
          (populations.isEmpty ? 0 : populations[$0] ?? 0, $1)
            < (populations.isEmpty ? 0 : populations[$1] ?? 0, $0)
        }
        return StudyFacts.TimeCoverage.Gap(
          mainCommune: name(main ?? gap.communes[0]), communes: gap.communes.count,
          areaSquareMetres: gap.areaSquareMetres, population: gap.population,
          farthestCommune: gap.farthest.map(name),
          farthestMinutes: gap.farthest.flatMap { job.minutes[$0] },
          nearestSite: gap.farthest.flatMap { job.nearest[$0] }.map { job.places.sites.label(Int($0)) },
          communesWithoutTime: gap.communesWithoutTime)
      })
  }

  private func composition(_ index: Int) -> StudyFacts.Composition {
    let job = results.compositions[index]
    func objects(_ state: MembershipCoverage.State) -> [StudyFacts.Composition.Object] {
      job.objects.filter { $0.state == state }.map { object in
        let main = MembershipFeatures.main(of: object, populations: results.inputs.populations)
        return StudyFacts.Composition.Object(
          communes: object.communes.count, mainCommune: layer.names[main] ?? layer.codes[main],
          areaSquareMetres: object.areaSquareMetres, population: object.population,
          coverages: object.coverages)
      }
    }
    return StudyFacts.Composition(
      noun: results.study.file.compositions[index].noun,
      coverages: Set(job.coverage.communes.flatMap(\.coverages)).count,
      communesNone: job.coverage.count(.none), communesOne: job.coverage.count(.one),
      communesSeveral: job.coverage.count(.several), communesPartial: job.coverage.count(.partial),
      people: job.coverage.people, gaps: objects(.none), overlaps: objects(.several))
  }

  /// One line a file and role; what is not data (the study, names) goes by the source that it serves.
  private func inputs() -> [StudyFacts.Input] {
    session.inputs.map { input in
      StudyFacts.Input(
        role: input.role, name: FileSystem.split(input.path).name, byteCount: input.byteCount,
        sha256: input.sha256,
        source: input.source, reading: input.reading)
    }
  }

  /// A warning with its file's name and no folder: the report is the same wherever the study lies.
  private static func sentence(_ warning: Diagnostic) -> String {
    var place = warning.location
    place.file = place.file.map { FileSystem.split($0).name }
    let text = place.text(in: .french)
    return text.isEmpty ? warning.text(in: .french) : "\(text) : \(warning.text(in: .french))"
  }
}

extension LoadedTerritories {
  /// A code with its name where it is known.
  func label(_ territory: Int) -> String {
    names[territory].map { "\(codes[territory]) \($0)" } ?? codes[territory]
  }
}
