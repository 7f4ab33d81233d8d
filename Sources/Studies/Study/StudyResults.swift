public import Coverage
public import GeoModel
import GeoNative
import Reports

/// What a study computes, before anything is written.
public struct StudyResults: Sendable {
  public var study: LoadedStudy
  public var inputs: StudyInputs
  public var zones: [PlaneZone]
  /// Index of the sites that the coverage, the rates and the map speak of.
  public var mainSites: Int
  /// One for each set of sites.
  public var assignments: [SiteAssignment]
  /// The study's coverage; nil for a study that looks at no distance.
  public var job: CoverageJob?
  /// Where the people of uncovered land are; nil where they are shared out by area and nothing else was asked for.
  public var people: UncoveredPeople?
  /// The other thresholds, in the order of the study.
  public var others: [OtherCoverage]
  /// Coverages by a matrix of travel times, in the order of the study.
  public var times: [TimeCoverage]
  /// Coverage by level; empty without a coverage.
  public var levels: [LevelCoverage]
  /// One for each level, of the first sites; for the mesh itself where there is no level, and none without sites.
  public var indicators: [Indicators]
  public var checks: [StudyCheck]
  /// One for each level of the study: what lies in it.
  public var frames: [LevelFrame]
  /// One for each composition of the study.
  public var compositions: [MembershipJob]
  /// One for each analysis of the study.
  public var analyses: [AnalysisResult]

  /// A coverage beside the main one.
  public struct OtherCoverage: Sendable {
    public var metres: Double
    /// Where the threshold is a time estimated from the distance.
    public var minutes: Double?
    /// Index of its set of sites.
    public var siteSet: Int
    public var result: CoverageResult
  }

  /// A coverage in minutes, in whole communes.
  public struct TimeCoverage: Sendable {
    public var siteSet: Int
    public var job: TimeGapJob
  }

  /// The main sites and their territories; nil in a study without sites.
  public var sites: LoadedSites? {
    inputs.siteSets.indices.contains(mainSites) ? inputs.siteSets[mainSites] : nil
  }
  public var assignment: SiteAssignment? {
    assignments.indices.contains(mainSites) ? assignments[mainSites] : nil
  }

  /// - Parameter progress: called with what begins.
  public init(
    _ study: LoadedStudy, environment: [String: String], session: LoadSession,
    progress: (Phrase) -> Void = { _ in }
  ) throws(Diagnostic) {
    self.study = study
    progress(Phrase(en: "Reading", fr: "Lecture"))
    inputs = try StudyInputs(study, environment: environment, session: session)
    let layer = inputs.layer
    progress(Phrase(en: "Reprojecting and mending", fr: "Projection et réparation"))
    zones = try PlaneZones.make(layer, workCRS: nil, threads: session.threads)
    RepairReport.warn(zones, layer, session)
    assignments = []
    for sites in inputs.siteSets {
      let assignment = try SiteAssignment(sites, in: layer, threads: session.threads)
      if let warning = assignment.warning(sites) { session.warn(warning) }
      assignments.append(assignment)
    }
    let isCounted = inputs.grid != nil || (study.file.peopleMethod != nil && !study.file.coverages.isEmpty)
    people =
      try isCounted
      ? UncoveredPeople(
        layer, zones: zones, legal: inputs.populations, grid: inputs.grid,
        gridMethod: study.file.populations?.grid?.method ?? .area, asked: study.file.peopleMethod,
        environment: environment, session: session) : nil
    if inputs.populations.isEmpty, let people { inputs.populations = people.populations }
    let farthest = study.file.coverages.map(\.metres).max() ?? 0
    let outsideLand = try inputs.landOutside?.polygons(
      near: zones, metres: farthest, threads: session.threads)
    var lands: [Double: [TerritoryUnion]] = [:]
    var jobs: [(metres: Double, siteSet: Int, job: CoverageJob)] = []
    for source in study.file.coverages {
      progress(Phrase(en: "Looking for gaps", fr: "Recherche des zones blanches"))
      let set = source.sites.flatMap { id in study.file.siteSets.firstIndex { $0.id == id } } ?? 0
      let options = CoverageJob.Options(
        metres: source.metres, segments: source.segments, isGeodesic: source.isGeodesic,
        minimumGapSquareMetres: source.minimumGapSquareMetres, sliverWidthMetres: source.sliverWidthMetres,
        threads: session.threads)
      let job = try CoverageJob(
        layer, zones: zones, sites: inputs.siteSets[set],
        populations: people?.populations ?? inputs.populations,
        landOutside: outsideLand, lands: lands[source.sliverWidthMetres], people: people?.ofZones,
        options: options)
      lands[source.sliverWidthMetres] = job.result.analyses.map(\.land)
      jobs.append((source.metres, set, job))
    }
    job = jobs.first?.job
    others = zip(jobs, study.file.coverages).dropFirst().map { job, source in
      OtherCoverage(
        metres: job.metres, minutes: source.estimate?.minutes, siteSet: job.siteSet, result: job.job.result)
    }
    times = []
    for source in study.file.timeCoverages {
      progress(Phrase(en: "Looking for gaps in minutes", fr: "Recherche des zones blanches en minutes"))
      let set = source.sites.flatMap { id in study.file.siteSets.firstIndex { $0.id == id } } ?? 0
      let places = try AccessPlaces.of(
        inputs.siteSets[set], key: source.key, keyOption: "cle", figure: nil, figureOption: "", unit: 1,
        session: session)
      let options = TimeGapJob.Options(
        sites: SiteOptions(path: inputs.siteSets[set].path), siteKey: source.key,
        times: source.times.options(study), minutes: source.minutes,
        sliverWidthMetres: source.sliverWidthMetres)
      let job = try TimeGapJob(
        layer, zones: zones, populations: inputs.populations, places: places, options: options,
        session: session)
      times.append(TimeCoverage(siteSet: set, job: job))
    }
    levels = []
    if let coverage = job?.result.territories {
      let memberships = inputs.memberships
      levels = ParallelMap.map(count: memberships.count, threads: session.threads) {
        (index: Int) throws(Never) in
        LevelCoverage(coverage, codes: layer.codes, membership: memberships[index])
      }
    }
    indicators = []
    // The rates are those of the sites that the main coverage speaks of.
    mainSites = jobs.first?.siteSet ?? 0
    if assignments.indices.contains(mainSites) {
      let main = assignments[mainSites]
      let counts = main.counts(territories: layer.codes.count)
      let populations = inputs.populations.isEmpty ? layer.codes.map { _ in nil } : inputs.populations
      let memberships: [Membership?] = inputs.memberships.isEmpty ? [nil] : inputs.memberships
      let base = study.file.base
      indicators = ParallelMap.map(count: memberships.count, threads: session.threads) {
        (index: Int) throws(Never) in
        Indicators(
          communes: layer.codes, names: layer.names, populations: populations, sitesOf: counts,
          sitesOutside: main.outside, membership: memberships[index], base: base)
      }
    }
    compositions = []
    for (rank, source) in study.file.compositions.enumerated() {
      let path = study.resolve(source.file)
      let listings = try CompositionReader.listings(
        source, study, inputs, field: "couvertures[\(rank)].appartenance", session: session)
      let job = try MembershipJob(
        layer, zones: zones, listings: listings, populations: inputs.populations,
        partPopulations: inputs.populationByCode,
        sliverWidthMetres: study.file.sliverWidthMetres, threads: session.threads)
      MembershipFeatures.warn(job, listings, layer, path: path, role: "Composition (\(source.noun))", session)
      compositions.append(job)
    }
    if let wanted = study.file.outputs.mainLevel, !inputs.memberships.contains(where: { $0.level == wanted })
    {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: study.path, field: "sorties.niveau_principal"),
        Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: wanted,
        expected: Phrase(verbatim: inputs.memberships.map(\.level).joined(separator: ", ")))
    }
    let (memberships, people) = (inputs.memberships, inputs.populations)
    frames = ParallelMap.map(count: memberships.count, threads: session.threads) {
      (index: Int) throws(Never) in
      LevelFrame(memberships[index], codes: layer.codes, names: layer.names, populations: people)
    }
    analyses = []
    if !study.file.analyses.isEmpty {
      progress(Phrase(en: "Answering the questions", fr: "Réponses aux questions"))
      var context = try AnalysisContext(
        study, inputs, zones: zones, assignments: assignments, frames: frames, session: session)
      for (rank, entry) in study.file.analyses.enumerated() {
        context.path = "analyses[\(rank)]"
        let taken = Set(analyses.flatMap { $0.files.map(\.name) })
        let result = try AnalysisResult(entry, context, taken: taken)
        if let access = result.access { context.accesses.append(access) }
        analyses.append(result)
      }
    }
    checks = []
    for (rank, source) in study.file.checks.enumerated() { checks += try check(source, rank: rank) }
  }

  /// Index of the main level among those of the study; nil where it has none.
  public var mainLevel: Int? {
    let memberships = inputs.memberships
    if let wanted = study.file.outputs.mainLevel { return memberships.firstIndex { $0.level == wanted } }
    return memberships.isEmpty ? nil : 0
  }

  /// What a level is called: its title, else its column.
  public func title(ofLevel index: Int) -> String {
    study.file.levels[index].title ?? study.file.levels[index].column
  }

  public var meshNoun: String { study.file.outputs.meshNoun ?? "communes" }
}
