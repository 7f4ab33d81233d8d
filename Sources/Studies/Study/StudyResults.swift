public import Coverage
public import GeoModel
import Reports

/// What a study computes, before anything is written.
public struct StudyResults: Sendable {
  public var study: LoadedStudy
  public var inputs: StudyInputs
  public var zones: [PlaneZone]
  public var assignment: SiteAssignment
  /// The study's coverage.
  public var job: CoverageJob
  /// The other thresholds, in the order of the study.
  public var others: [(metres: Double, result: CoverageResult)]
  public var levels: [LevelCoverage]
  /// One for each level; for the mesh itself where there is no level.
  public var indicators: [Indicators]
  public var checks: [StudyCheck]
  /// One for each composition of the study.
  public var compositions: [MembershipJob]

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
    assignment = try SiteAssignment(inputs.sites, in: layer, threads: session.threads)
    if let warning = assignment.warning(inputs.sites) { session.warn(warning) }
    let farthest = study.file.coverages.map(\.metres).max() ?? 0
    let outsideLand = try inputs.landOutside?.polygons(
      near: zones, metres: farthest, threads: session.threads)
    var lands: [Double: [TerritoryUnion]] = [:]
    var jobs: [(metres: Double, job: CoverageJob)] = []
    for source in study.file.coverages {
      progress(Phrase(en: "Looking for gaps", fr: "Recherche des zones blanches"))
      let options = CoverageJob.Options(
        metres: source.metres, segments: source.segments, isGeodesic: source.isGeodesic,
        minimumGapSquareMetres: source.minimumGapSquareMetres, sliverWidthMetres: source.sliverWidthMetres,
        threads: session.threads)
      let job = try CoverageJob(
        layer, zones: zones, sites: inputs.sites, populations: inputs.populations, landOutside: outsideLand,
        lands: lands[source.sliverWidthMetres], options: options)
      lands[source.sliverWidthMetres] = job.result.analyses.map(\.land)
      jobs.append((source.metres, job))
    }
    job = jobs[0].job
    others = jobs.dropFirst().map { ($0.metres, $0.job.result) }
    let coverage = job.result.territories
    levels = inputs.memberships.map { LevelCoverage(coverage, codes: layer.codes, membership: $0) }
    let counts = assignment.counts(territories: layer.codes.count)
    let populations = inputs.populations.isEmpty ? layer.codes.map { _ in nil } : inputs.populations
    let memberships: [Membership?] = inputs.memberships.isEmpty ? [nil] : inputs.memberships
    let outside = assignment.outside
    indicators = memberships.map { membership in
      Indicators(
        communes: layer.codes, names: layer.names, populations: populations, sitesOf: counts,
        sitesOutside: outside,
        membership: membership, base: study.file.base)
    }
    compositions = []
    for source in study.file.compositions {
      let path = study.resolve(source.file)
      var listings = try CoverageMembershipLoader.load(
        CoverageMembershipLoader.Options(path: path, key: source.key, by: source.by, part: source.part),
        role: source.noun, source: source.source, session: session)
      if let year = source.millesime {
        listings = try CodeCarrying(from: year, territories: layer, session: session)
          .listings(listings, path: path, role: source.noun, session: session)
      }
      let job = try MembershipJob(
        layer, zones: zones, listings: listings, populations: inputs.populations,
        partPopulations: inputs.populationByCode,
        sliverWidthMetres: study.file.coverages[0].sliverWidthMetres, threads: session.threads)
      MembershipFeatures.warn(job, listings, layer, path: path, role: source.noun, session)
      compositions.append(job)
    }
    if let wanted = study.file.outputs.mainLevel, !levels.contains(where: { $0.level == wanted }) {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: study.path, field: "sorties.niveau_principal"),
        Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: wanted,
        expected: Phrase(verbatim: levels.map(\.level).joined(separator: ", ")))
    }
    checks = []
    for (rank, source) in study.file.checks.enumerated() { checks += try check(source, rank: rank) }
  }

  /// Index of the main level among `levels`; nil where the study has no level.
  public var mainLevel: Int? {
    if let wanted = study.file.outputs.mainLevel { return levels.firstIndex { $0.level == wanted } }
    return levels.isEmpty ? nil : 0
  }

  /// What a level is called: its title, else its column.
  public func title(ofLevel index: Int) -> String {
    study.file.levels[index].title ?? study.file.levels[index].column
  }

  public var meshNoun: String { study.file.outputs.meshNoun ?? "communes" }
}
