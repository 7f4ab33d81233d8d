public import Coverage
public import GeoModel

/// Rates of a level standardised by age, from the counts of an indicator.
public struct StandardisationJob: Sendable {
  /// Where the events by class come from.
  public enum Events: Sendable {
    /// Class of each site; nil where unknown.
    case classes([Int?])
    case table(AgeTable)
    /// Events without a class, which the rates of a reference do without.
    case unclassed
  }

  public struct Request: Sendable {
    public var method: AgeStandardisation.Method
    public var ages: AgeTable
    public var events: Events
    /// Weights of a given standard, and its file.
    public var standard: [Double]?
    public var standardName: String?
    /// Rates of a given reference, per person, and their file.
    public var rates: [Double]?
    public var ratesName: String?

    public init(_ method: AgeStandardisation.Method, ages: AgeTable, events: Events) {
      self.method = method
      self.ages = ages
      self.events = events
    }
  }

  /// People of the ages beside those of the populations, where both are known.
  public struct Agreement: Sendable {
    public var places = 0
    public var ages = 0.0
    public var population = 0.0
    /// Codes whose two figures differ by more than 1 %, in the order of the table.
    public var apart: [String] = []
  }

  public let request: Request
  public private(set) var result: AgeStandardisation
  /// Of all places; nil where counts are withheld, which it would be made of.
  public private(set) var total: AgeStandardisation.Figure?
  /// True where the ages are those of the level's territories rather than of the mesh.
  public private(set) var areOfLevel: Bool
  public private(set) var agreement = Agreement()
  /// Events without a class, in territories whose counts are published.
  public private(set) var unclassed = 0
  /// Figures of the territories whose counts are published.
  public private(set) var published: [AgeStandardisation.Figure] = []

  /// - Parameter populations: of the mesh; empty where none is given.
  /// - Throws: `Diagnostic` where no code of the ages is known, and where the events have other classes.
  public init(
    _ request: Request, of job: IndicatorJob, in layer: LoadedTerritories, membership: Membership?,
    populations: [Double?], session: LoadSession
  ) throws(Diagnostic) {
    var request = request
    if case .table(let table) = request.events {
      request.events = .table(try table.ordered(as: request.ages.classes, of: request.ages.path))
    }
    self.request = request
    let rows = job.indicators.rows
    let levels = rows.map(\.code).filter { !$0.isEmpty }
    areOfLevel = try Self.join(request.ages, layer, membership == nil ? [] : levels, session)
    let places = Self.places(request, job, layer, areOfLevel)
    var slots: [String: [Int]] = [:]
    for (index, code) in layer.codes.enumerated() {
      slots[membership.map { $0.levelOf[code] ?? "" } ?? code, default: []].append(index)
    }
    let classes = request.ages.classes
    var territories: [AgedTerritory] = []
    var reference: [AgeStandardisation.Place] = []
    for row in rows {
      var own = (slots[row.code] ?? []).map { places[$0] }
      var territory = AgedTerritory(own, classCount: classes.count)
      if areOfLevel {
        territory = Self.ofLevel(row, own, request.ages)
        own = [
          AgeStandardisation.Place(
            people: row.code.isEmpty ? nil : request.ages.known(row.code),
            events: territory.reason == nil ? territory.events : nil, unclassed: territory.unclassed)
        ]
      }
      if row.secrecy == nil { unclassed += territory.unclassed }
      if row.code.isEmpty { territory.reason = .outside }
      territories.append(territory)
      // What is withheld must not show through the reference.
      reference += own.map { place in
        row.secrecy == nil
          ? place : AgeStandardisation.Place(people: place.people, events: nil, unclassed: 0)
      }
    }
    let isWithheld = rows.contains { $0.secrecy != nil }
    if !isWithheld { territories.append(AgedTerritory(reference, classCount: classes.count)) }
    result = AgeStandardisation(
      request.method, classes: classes, territories: territories, reference: reference,
      standard: request.standard, rates: request.rates.map { .rates($0) } ?? .total)
    if !isWithheld { total = result.figures.removeLast() }
    published = rows.indices.filter { rows[$0].secrecy == nil && !rows[$0].code.isEmpty }.map {
      result.figures[$0]
    }
    compare(populations, rows, layer)
    if let warning { session.warn(warning) }
  }

  /// True where the codes of the ages are those of the level.
  private static func join(
    _ ages: AgeTable, _ layer: LoadedTerritories, _ levels: [String], _ session: LoadSession
  ) throws(Diagnostic) -> Bool {
    let ofMesh = layer.codes.count { ages.byCode[$0] != nil }
    let ofLevel = levels.count { ages.byCode[$0] != nil }
    let isLevel = ofLevel > 0 && ofLevel * layer.codes.count > ofMesh * levels.count
    let match = CodeJoin.report(
      ages.byCode.keys, of: ages.path, role: "Âges", to: isLevel ? levels : layer.codes, isComplete: true,
      session: session)
    guard match.matched > 0 else {
      throw Diagnostic(
        "ages.no-match", at: SourceLocation(file: ages.path),
        Phrase(
          en: "no code of this table is that of a territory",
          fr: "aucun code de cette table n’est d’un territoire"),
        found: ages.byCode.keys.sorted().prefix(3).joined(separator: ", "),
        hint: CodeJoin.hint(match, ages.byCode.keys, layer.codes, ages.path, session))
    }
    session.note(
      isLevel
        ? Phrase(
          en: "\(ages.path): ages of the territories of the level",
          fr: "\(ages.path) : âges des territoires du niveau")
        : Phrase(
          en: "\(ages.path): ages of the territories of the layer",
          fr: "\(ages.path) : âges des territoires de la couche"))
    if !match.withoutKey.isEmpty {
      session.warn(
        Diagnostic(
          "ages.unmatched", at: SourceLocation(file: ages.path),
          Phrase(
            en: "\(match.withoutKey.count) of \(match.territoryCount) territories have no ages",
            fr: "\(match.withoutKey.count) territoires sur \(match.territoryCount) n’ont pas d’âges"),
          found: match.withoutKey.prefix(5).joined(separator: ", "),
          hint: CodeJoin.hint(match, ages.byCode.keys, layer.codes, ages.path, session)))
    }
    return isLevel
  }

  /// People and events by class of each territory of the mesh.
  private static func places(
    _ request: Request, _ job: IndicatorJob, _ layer: LoadedTerritories, _ areOfLevel: Bool
  ) -> [AgeStandardisation.Place] {
    let none = request.ages.classes.map { _ in 0 }
    var places = layer.codes.map { code in
      AgeStandardisation.Place(
        people: areOfLevel ? nil : request.ages.known(code), events: none, unclassed: 0)
    }
    if case .table(let table) = request.events {
      for (index, code) in layer.codes.enumerated() {
        places[index].events = table.known(code)?.map { Int($0) }
      }
      return places
    }
    if case .events(let events, _) = job.measure {
      for index in places.indices {
        if let count = events[index] {
          places[index].unclassed = Int(count)
        } else {
          places[index].events = nil
        }
      }
      return places
    }
    for (site, territory) in (job.assignment?.territories ?? []).enumerated() where territory >= 0 {
      let count = Int(job.weights[site] ?? 0)
      if case .classes(let classes) = request.events, classes.indices.contains(site), let own = classes[site],
        none.indices.contains(own)
      {
        places[territory].events?[own] += count
      } else {
        places[territory].unclassed += count
      }
    }
    return places
  }

  /// Ages of a whole territory with the events of its communes.
  private static func ofLevel(
    _ row: Indicators.Row, _ places: [AgeStandardisation.Place], _ ages: AgeTable
  ) -> AgedTerritory {
    let zeros = ages.classes.map { _ in 0.0 }
    guard let people = ages.known(row.code), !places.contains(where: { $0.events == nil }) else {
      return AgedTerritory(people: zeros, events: zeros.map { _ in 0 }, reason: .agesUnknown)
    }
    let events = AgedTerritory(
      places.map { AgeStandardisation.Place(people: zeros, events: $0.events, unclassed: $0.unclassed) },
      classCount: zeros.count)
    return AgedTerritory(
      people: people, events: events.events, unclassed: events.unclassed,
      reason: row.isTruncated ? .truncated : nil)
  }

  private mutating func compare(
    _ populations: [Double?], _ rows: [Indicators.Row], _ layer: LoadedTerritories
  ) {
    let known: [(code: String, population: Double?)] =
      areOfLevel
      ? rows.filter { !$0.code.isEmpty && !$0.isTruncated }.map { ($0.code, $0.population) }
      : populations.isEmpty ? [] : zip(layer.codes, populations).map { ($0, $1) }
    for (code, population) in known {
      guard let population, let people = request.ages.known(code)?.reduce(0, +) else { continue }
      agreement.places += 1
      agreement.ages += people
      agreement.population += population
      if abs(people - population) > 0.01 * max(people, population) { agreement.apart.append(code) }
    }
  }

  private var warning: Diagnostic? {
    guard !agreement.apart.isEmpty else { return nil }
    return Diagnostic(
      "ages.population", at: SourceLocation(file: request.ages.path),
      Phrase(
        en:
          "in \(agreement.apart.count) of \(agreement.places) territories the ages sum to another number than the "
          + "population, by more than 1%",
        fr:
          "dans \(agreement.apart.count) territoires sur \(agreement.places), la somme des âges s’écarte de plus de "
          + "1 % de la population"), found: agreement.apart.prefix(5).joined(separator: ", "))
  }
}

extension AgeTable {
  /// Sums of the ages, where nothing else gives the inhabitants of the layer's territories; empty where the table has none
  /// of them.
  public func populations(of layer: LoadedTerritories, _ session: LoadSession) -> [Double?] {
    let sums = layer.codes.map { known($0)?.reduce(0, +) }
    guard sums.contains(where: { $0 != nil }) else { return [] }
    session.note(
      Phrase(
        en: "\(path): the inhabitants are the sums of the ages",
        fr: "\(path) : les habitants sont les sommes des âges"))
    return sums
  }

  /// Figures of a code of which all classes are known.
  func known(_ code: String) -> [Double]? {
    guard let values = figures(of: code) else { return nil }
    let known = values.compactMap { $0 }
    return known.count == values.count ? known : nil
  }
}
