import Coverage
import GeoFormats
public import GeoModel

/// Which places have something within reach that the study does not hold.
public struct AccessEdge: Sendable {
  /// What lies outside.
  public enum Source: String, Sendable {
    /// Places and supplies of the files that are not the study's.
    case neighbours = "voisins"
    /// Communes of France that the demand does not have, at their embedded point.
    case communes
    /// Keys of the matrix of travel times that are none of the study's.
    case matrix = "matrice"
  }

  /// Nil where nothing tells.
  public let source: Source?
  /// Why nothing tells.
  public let reason: Phrase?
  /// Of each of the study's places, in their order; nil where it is not known.
  public let isNear: [Bool?]
  /// Places of the study whose figure depends on a commune that the ring of neighbours lacks; nil without a ring, and where
  /// the keys do not tell.
  public private(set) var placesBeyondRing: Int?

  /// - Parameter study: nil where the data hold no neighbours.
  public init(
    _ job: AccessJob, study: AccessStudy?, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) {
    let places = study?.places ?? Array(0..<job.demand.count)
    func unknown(_ reason: Phrase) -> (Source?, Phrase?, [Bool?]) {
      (nil, reason, Array(repeating: nil, count: places.count))
    }
    guard job.limit.isFinite else {
      (source, reason, isNear) = unknown(
        Phrase(en: "nothing bounds the reach", fr: "rien ne borne la portée"))
      return
    }
    if case .minutes(let times) = job.options.cost {
      let edge = try Self.edge(times, places, study, job, session)
      (source, reason, isNear) =
        edge.rows > 0
        ? (.matrix, nil, edge.isNear)
        : unknown(
          Phrase(
            en: "the matrix has no row to a place outside the study",
            fr: "la matrice n’a pas de ligne vers un lieu hors de l’étude"))
      return
    }
    let demand = try job.demand.inPlanes(workCRS: job.options.workCRS, threads: session.threads)
    let own = demand.subset(places)
    let isOpen = job.options.closure == .left
    let (measure, travel) = job.options.cost.crowFly
    func near(_ others: DistanceCosts.Places, within limit: Double = job.limit) -> [Bool] {
      DistanceCosts.reaches(
        limit, isOpen: isOpen, of: own, to: others, measure: measure, travel: travel,
        threads: session.threads)
    }
    let isNear: [Bool]
    if let study {
      let supply = try job.supply.inPlanes(workCRS: job.options.workCRS, threads: session.threads)
      let people = near(demand.subset(Self.others(than: study.places, of: job.demand.count)))
      let care = near(supply.subset(Self.others(than: study.supplies, of: job.supply.count)))
      isNear = zip(people, care).map { $0 || $1 }
      source = .neighbours
      if case .success(let missing) = try Self.communes(
        outside: job, environment: environment, session: session)
      {
        // Whoever shares a supply that is within reach lies at most twice as far.
        let depth = job.options.method.isShared ? 2 * job.limit : job.limit
        let others = try missing.inPlanes(workCRS: job.options.workCRS, threads: session.threads)
        placesBeyondRing = near(others, within: depth).count { $0 }
      }
    } else {
      switch try Self.communes(outside: job, environment: environment, session: session) {
      case .success(let communes):
        isNear = near(try communes.inPlanes(workCRS: job.options.workCRS, threads: session.threads))
        source = .communes
      case .failure(let failure):
        (source, reason, self.isNear) = unknown(failure.message)
        return
      }
    }
    reason = nil
    self.isNear = zip(places, isNear).map { job.demand.sites.isLocated($0) ? $1 : nil }
  }

  private static func others(than members: [Int], of count: Int) -> [Int] {
    var isMember = [Bool](repeating: false, count: count)
    for member in members { isMember[member] = true }
    return (0..<count).filter { !isMember[$0] }
  }

  private static func edge(
    _ times: TravelTimes.Options, _ places: [Int], _ study: AccessStudy?, _ job: AccessJob,
    _ session: LoadSession
  ) throws(Diagnostic) -> TravelTimesEdge {
    let keys = places.map { job.demand.keys[$0] }
    var seen = Set(keys)
    let supplies = (study?.supplies ?? Array(0..<job.supply.count)).map { job.supply.keys[$0] }
    return try TravelTimesEdge(
      times, places: keys, inside: keys + supplies.filter { seen.insert($0).inserted }, limit: job.limit,
      isOpen: job.options.closure == .left, session: session)
  }

  /// Embedded communes whose code the demand does not have.
  private static func communes(
    outside job: AccessJob, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) -> Result<AccessPlaces, Diagnostic> {
    let folder: GeoDataFolder
    do {
      folder = try GeoDataFolder.find(environment: environment)
    } catch {
      return .failure(error)
    }
    let points = try CommunePoints.load(
      folder.communes, partsPath: nil, role: "Communes autour de l’étude", source: "GeoData, COG 2024",
      session: session)
    let all = Set(points.codes)
    let held = job.demand.keys.map { PopulationLoader.commune(of: $0) ?? $0 }
    // Keys that are no codes of communes, or of other years, do not tell which communes are missing; other countries have
    // codes of five digits too.
    let known = held.indices.count { place in
      let lonLat = job.demand.sites.lonLat
      return all.contains(held[place])
        && (!job.demand.sites.isLocated(place)
          || LegalCRS(longitude: lonLat[2 * place], latitude: lonLat[2 * place + 1]) != nil)
    }
    guard known * 10 >= held.count * 9 else {
      return .failure(
        Diagnostic(
          "access.edge",
          Phrase(
            en: "the keys of the demand are not the codes of the communes of 2024",
            fr: "les clés de la demande ne sont pas les codes des communes de 2024")))
    }
    let inside = Set(held)
    let outside = points.codes.indices.filter { !inside.contains(points.codes[$0]) }
    let lonLat = outside.flatMap { [points.lonLat[2 * $0], points.lonLat[2 * $0 + 1]] }
    let sites = LoadedSites(
      table: points.table, rows: outside, positions: lonLat, lonLat: lonLat, crs: .wgs84, rejects: [],
      codes: [], labelColumn: nil, path: folder.communes)
    return .success(
      AccessPlaces(
        sites: sites, keys: outside.map { points.codes[$0] }, figures: outside.map { _ in nil }))
  }
}

extension AccessModel.Method {
  /// True where the people of other places change the figure of one.
  fileprivate var isShared: Bool { isPerInhabitant || self == .rationalAgents }
}
