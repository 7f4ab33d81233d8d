import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// The access of a study's mesh to a supply: what `acces` computes, and other analyses may ask for.
struct StudyAccess: Sendable {
  let id: String
  let job: AccessJob
  /// What the supply is, in the plural: "structures des urgences".
  let noun: String
  /// Index in the job's demand of each territory of the mesh.
  let demandOf: [Int]
  /// Demand outside the study.
  let around: [Int]
  /// True for each supply in a territory of the study.
  let isInside: [Bool]
  let hasCapacities: Bool
  /// Rows of the supply that have no usable place.
  let rejected: Int
  /// Sites left out because they lie outside the study.
  let leftOut: Int
  /// Inhabitants of the study who have a commune outside it within reach; nil where this is not known.
  let peopleAtEdge: Double?
  let outside: AccessAnalysis.Outside
  /// Of each territory of the mesh; as `AccessModel.access`.
  let values: [Double?]

  init(_ analysis: AccessAnalysis, _ context: AnalysisContext) throws(Diagnostic) {
    guard !context.inputs.populations.isEmpty else {
      throw context.fault(
        "type", Phrase(en: "access needs \"populations\"", fr: "l’accès demande « populations »"),
        found: "acces")
    }
    outside = analysis.outside ?? .supply
    let (sites, assignment, noun, id) = try Self.supply(analysis, context)
    var chosen = Array(0..<sites.count)
    if let filter = analysis.filter {
      let mask = try RowFilter(parsing: filter).bind(to: sites.table).mask(sites.table)
      chosen = chosen.filter { mask[sites.rows[$0]] }
      guard !chosen.isEmpty else {
        throw context.fault(
          "filtre", Phrase(en: "no site satisfies the condition", fr: "aucun site ne remplit la condition"),
          found: filter)
      }
    }
    // With a matrix a site needs no place.
    let needsPlace = analysis.times == nil
    rejected = needsPlace ? chosen.count { !sites.isLocated($0) } : 0
    let located = needsPlace ? chosen.filter { sites.isLocated($0) } : chosen
    let kept = outside == .none ? located.filter { assignment.territories[$0] >= 0 } : located
    leftOut = located.count - kept.count
    isInside = kept.map { assignment.territories[$0] >= 0 || !sites.isLocated($0) }
    hasCapacities = analysis.capacity != nil
    let supply = try AccessPlaces.of(
      sites.only(kept), key: analysis.key, keyOption: "cle", figure: analysis.capacity,
      figureOption: "capacite",
      unit: 1, recognisesKey: analysis.times != nil, session: context.session)
    let demand = try Self.demand(context, withSurroundings: outside == .all)
    (demandOf, around) = (demand.ofMesh, demand.around)
    var options = AccessJob.Options(
      demand: SiteOptions(path: context.study.path), supply: SiteOptions(path: sites.path))
    options.method = analysis.method
    (options.decay, options.closure) = (analysis.decay, analysis.closure)
    options.limit = analysis.limit
    options.cost = analysis.times.map { .minutes($0.options(context.study)) } ?? analysis.cost
    if let tau = analysis.tau { options.agents.tau = tau }
    job = try AccessJob(options, demand: demand.places, supply: supply, session: context.session)
    let all = job.model.access
    values = demandOf.map { all[$0] }
    (self.noun, self.id) = (noun, analysis.id ?? id)
    peopleAtEdge = try Self.edge(context, job, analysis)
  }

  /// Supplies outside the study that some inhabitant of it reaches.
  var outsideInReach: Int {
    var isReached = [Bool](repeating: false, count: isInside.count)
    for demand in demandOf where (job.demand.figures[demand] ?? 0) > 0 {
      for pair in job.costs.pairs(of: demand) { isReached[Int(job.costs.supplies[pair])] = true }
    }
    return zip(isReached, isInside).count { $0 && !$1 }
  }

  // MARK: - Places

  private static func supply(
    _ analysis: AccessAnalysis, _ context: AnalysisContext
  ) throws(Diagnostic) -> (LoadedSites, SiteAssignment, noun: String, id: String) {
    guard let source = analysis.supply else {
      let set = try context.siteSet(analysis.sites)
      return (
        context.inputs.siteSets[set], context.assignments[set], context.noun(set),
        context.study.file.siteSets[set].id
      )
    }
    var options = try StudyInputs.siteOptions(source, context.study)
    options.role = "Offre (\(source.noun))"
    let sites = try SiteLoader.load(options, session: context.session)
    SiteCodeJoin.report(sites, context.layer, role: options.role, session: context.session)
    let id = source.id == SiteSource.defaultID ? source.noun : source.id
    return (
      sites, try SiteAssignment(sites, in: context.layer, threads: context.session.threads), source.noun, id
    )
  }

  /// The mesh at its places, and with them the communes around it where they are asked for.
  private static func demand(
    _ context: AnalysisContext, withSurroundings: Bool
  ) throws(Diagnostic) -> (places: AccessPlaces, ofMesh: [Int], around: [Int]) {
    let (layer, inputs) = (context.layer, context.inputs)
    guard withSurroundings else {
      let count = layer.codes.count
      return (
        .at(context.places.lonLat, keys: layer.codes, figures: inputs.populations, path: context.study.path),
        Array(0..<count), []
      )
    }
    guard let points = inputs.surroundings else {
      throw context.fault(
        "hors_etude",
        Phrase(
          en: "the communes around the study are not known",
          fr: "les communes autour de l’étude ne sont pas connues"),
        found: "offre_et_demande", expected: ["offre", "sans"])
    }
    var rank: [String: Int] = [:]
    for (index, code) in layer.codes.enumerated() { rank[code] = index }
    var ofMesh = [Int](repeating: -1, count: layer.codes.count)
    var (keys, lonLat, figures, around): ([String], [Double], [Double?], [Int]) = ([], [], [], [])
    for (index, code) in points.codes.enumerated() {
      if let mesh = rank[code] {
        ofMesh[mesh] = keys.count
        lonLat += context.places.lonLat[2 * mesh...2 * mesh + 1]
        figures.append(inputs.populations[mesh])
      } else {
        around.append(keys.count)
        lonLat += points.lonLat[2 * index...2 * index + 1]
        figures.append(inputs.populationByCode[code])
      }
      keys.append(code)
    }
    if let mesh = ofMesh.firstIndex(of: -1) {
      throw context.fault(
        "hors_etude",
        Phrase(
          en: "the table of communes lacks territories of the study, which would count twice",
          fr: "la table des communes n’a pas tous les territoires de l’étude, qui compteraient deux fois"),
        found: layer.codes[mesh], expected: ["offre", "sans"])
    }
    return (.at(lonLat, keys: keys, figures: figures, path: context.study.path), ofMesh, around)
  }

  /// The people whose reach holds the place of a commune outside the study.
  private static func edge(
    _ context: AnalysisContext, _ job: AccessJob, _ analysis: AccessAnalysis
  ) throws(Diagnostic) -> Double? {
    guard analysis.times == nil, let points = context.inputs.surroundings else { return nil }
    let limit = job.limit
    guard limit.isFinite else { return nil }
    let inside = Set(context.layer.codes)
    let outside = points.codes.indices.filter { !inside.contains(points.codes[$0]) }
    if outside.isEmpty { return 0 }
    let threads = context.session.threads
    let here = AccessPlaces.at(
      context.places.lonLat, keys: context.layer.codes, figures: [], path: context.study.path)
    let there = AccessPlaces.at(
      outside.flatMap { [points.lonLat[2 * $0], points.lonLat[2 * $0 + 1]] },
      keys: outside.map { points.codes[$0] },
      figures: [], path: context.study.path)
    let isNear = DistanceCosts.reaches(
      limit, isOpen: analysis.closure == .left, of: try here.inPlanes(workCRS: nil, threads: threads),
      to: try there.inPlanes(workCRS: nil, threads: threads), measure: analysis.measure,
      travel: analysis.travel, threads: threads)
    return isNear.indices.reduce(0) { $0 + (isNear[$1] ? context.inputs.populations[$1] ?? 0 : 0) }
  }
}

extension LoadedSites {
  /// Some of the sites, in their order.
  func only(_ sites: [Int]) -> LoadedSites {
    var result = self
    result.rows = sites.map { rows[$0] }
    result.positions = sites.flatMap { [positions[2 * $0], positions[2 * $0 + 1]] }
    result.lonLat = sites.flatMap { [lonLat[2 * $0], lonLat[2 * $0 + 1]] }
    result.codes = codes.isEmpty ? [] : sites.map { codes[$0] }
    let kept = Set(result.rows)
    result.rejects = rejects.filter { kept.contains($0.row) }
    return result
  }
}

extension AccessPlaces {
  /// Places of longitudes and latitudes that no table lists.
  static func at(_ lonLat: [Double], keys: [String], figures: [Double?], path: String) -> AccessPlaces {
    AccessPlaces(
      sites: LoadedSites(
        table: Table(), rows: Array(keys.indices), positions: lonLat, lonLat: lonLat, crs: .wgs84,
        rejects: [],
        codes: [], labelColumn: nil, path: path),
      keys: keys, figures: figures)
  }
}
