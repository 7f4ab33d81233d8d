/// Rates of the territories of a level made comparable by age, with the reason of each that is missing.
public struct AgeStandardisation: Sendable {
  public enum Method: String, Sendable, CaseIterable { case direct, indirect }

  /// People and events by class of a commune, or of a territory.
  public struct Place: Sendable {
    /// Nil where a class is unknown.
    public var people: [Double]?
    /// Nil where a class is unknown.
    public var events: [Int]?
    /// Events whose class is not known.
    public var unclassed: Int

    public init(people: [Double]?, events: [Int]?, unclassed: Int = 0) {
      self.people = people
      self.events = events
      self.unclassed = unclassed
    }
  }

  /// Why a figure is missing, or what it leaves out.
  public enum Reason: Sendable, Equatable {
    case agesUnknown
    /// People of the whole territory, events of the part in the data.
    case truncated
    case unclassed
    case nobody
    /// No people in a class of the standard.
    case emptyClass(String)
    case eventsWithoutPeople(String)
    case nothingExpected
    case noStandard
    /// The figure is given, without the communes of unknown ages or events.
    case partial
    /// Not a territory of the level.
    case outside

    public var text: String {
      switch self {
      case .agesUnknown: "âges ou événements par âge inconnus"
      case .truncated: "âges du territoire entier, événements de la seule partie présente"
      case .unclassed: "événements sans classe d’âge"
      case .nobody: "population nulle"
      case .emptyClass(let name): "aucun habitant dans la classe \(name)"
      case .eventsWithoutPeople(let name): "événements sans habitants dans la classe \(name)"
      case .nothingExpected: "aucun événement attendu"
      case .noStandard: "pas de référence"
      case .partial: "sans les communes d’âges ou d’événements inconnus"
      case .outside: "hors du niveau"
      }
    }
  }

  public struct Figure: Sendable {
    /// Indirect only: what the reference's rates would give.
    public var expected: Double?
    /// Indirect only: observed over expected.
    public var ratio: StandardisedRates.Estimate?
    /// Per person.
    public var rate: StandardisedRates.Estimate?
    public var reason: Reason?

    public init(reason: Reason? = nil) { self.reason = reason }
  }

  /// Where the reference of the indirect method comes from.
  public enum Reference: Sendable {
    /// The places of the data themselves.
    case total
    /// Events per person by class.
    case rates([Double])
  }

  public var method: Method
  public var classes: [String]
  /// People of the standard by class; those of the data where none is given.
  public var standard: [Double]
  public var isStandardGiven: Bool
  /// Events per person of the reference, by class; nil for a class without people.
  public var rates: [Double?] = []
  /// Over all classes, per person; nil where no structure says how the classes weigh.
  public var crudeRate: Double?
  /// Of each territory, in the order given.
  public var figures: [Figure]

  /// - Parameters:
  ///   - territories: sums of their places, with the reason of those that cannot be used.
  ///   - reference: places that the standard population and rates are taken from, where they are not given.
  ///   - standard: weights by class; nil for the people of `reference`.
  ///   - rates: of the indirect method.
  public init(
    _ method: Method, classes: [String], territories: [AgedTerritory], reference: [Place],
    standard: [Double]? = nil, rates: Reference = .total
  ) {
    self.method = method
    self.classes = classes
    var people = classes.map { _ in 0.0 }
    var events = classes.map { _ in 0.0 }
    var exposed = people
    for place in reference {
      guard let own = place.people else { continue }
      for index in classes.indices { people[index] += own[index] }
      guard let counts = place.events, place.unclassed == 0 else { continue }
      for index in classes.indices {
        exposed[index] += own[index]
        events[index] += Double(counts[index])
      }
    }
    isStandardGiven = standard != nil
    self.standard = standard ?? people
    figures = []
    guard method == .indirect else {
      figures = territories.map(direct)
      return
    }
    if case .rates(let given) = rates {
      self.rates = given
      if let standard {
        let sum = standard.reduce(0, +)
        crudeRate = sum > 0 ? zip(standard, given).reduce(0) { $0 + $1.0 * $1.1 } / sum : nil
      }
      figures = territories.map { indirect($0, needsClasses: false) }
    } else {
      self.rates = classes.indices.map { exposed[$0] > 0 ? events[$0] / exposed[$0] : nil }
      let sum = exposed.reduce(0, +)
      crudeRate = sum > 0 ? events.reduce(0, +) / sum : nil
      figures = territories.map { indirect($0, needsClasses: true) }
    }
  }

  private func direct(_ territory: AgedTerritory) -> Figure {
    if let reason = refusal(territory) { return Figure(reason: reason) }
    if territory.unclassed > 0 { return Figure(reason: .unclassed) }
    guard standard.contains(where: { $0 > 0 }) else { return Figure(reason: .noStandard) }
    if let empty = classes.indices.first(where: { standard[$0] > 0 && territory.people[$0] <= 0 }) {
      return Figure(reason: .emptyClass(classes[empty]))
    }
    var figure = Figure(reason: territory.reason)
    figure.rate = StandardisedRates.direct(
      classes.indices.map {
        StandardisedRates.AgeClass(
          events: territory.events[$0], people: territory.people[$0], standard: standard[$0])
      })
    if figure.rate == nil { figure.reason = .nobody }
    return figure
  }

  private func indirect(_ territory: AgedTerritory, needsClasses: Bool) -> Figure {
    if let reason = refusal(territory) { return Figure(reason: reason) }
    if needsClasses && territory.unclassed > 0 { return Figure(reason: .unclassed) }
    var expected = 0.0
    for index in classes.indices where territory.people[index] > 0 {
      guard let rate = rates[index] else { return Figure(reason: .noStandard) }
      expected += rate * territory.people[index]
    }
    let observed = territory.events.reduce(0, +) + territory.unclassed
    guard let ratio = StandardisedRates.ratio(observed: observed, expected: expected) else {
      var figure = Figure(reason: .nothingExpected)
      figure.expected = expected
      return figure
    }
    var figure = Figure(reason: territory.reason)
    figure.expected = expected
    figure.ratio = ratio
    figure.rate = crudeRate.map {
      StandardisedRates.Estimate(value: ratio.value * $0, lower: ratio.lower * $0, upper: ratio.upper * $0)
    }
    return figure
  }

  /// What neither method can do with.
  private func refusal(_ territory: AgedTerritory) -> Reason? {
    if let reason = territory.reason, reason != .partial { return reason }
    if let index = classes.indices.first(where: {
      territory.events[$0] > 0 && territory.people[$0] <= 0
    }) {
      return .eventsWithoutPeople(classes[index])
    }
    return territory.people.reduce(0, +) > 0 ? nil : .nobody
  }
}

/// People and events by class of a territory.
public struct AgedTerritory: Sendable {
  public var people: [Double]
  public var events: [Int]
  public var unclassed = 0
  /// `partial`, or why there is nothing to compute with.
  public var reason: AgeStandardisation.Reason?

  public init(people: [Double], events: [Int], unclassed: Int = 0, reason: AgeStandardisation.Reason? = nil) {
    self.people = people
    self.events = events
    self.unclassed = unclassed
    self.reason = reason
  }

  /// Sums places; those of unknown ages or events are left out of both, as the reason says.
  public init(_ places: [AgeStandardisation.Place], classCount: Int) {
    self.init(people: Array(repeating: 0, count: classCount), events: Array(repeating: 0, count: classCount))
    var known = 0
    for place in places {
      guard let people = place.people, let events = place.events else { continue }
      known += 1
      unclassed += place.unclassed
      for index in 0..<classCount {
        self.people[index] += people[index]
        self.events[index] += events[index]
      }
    }
    if known < places.count { reason = known == 0 ? .agesUnknown : .partial }
    if places.isEmpty { reason = .agesUnknown }
  }
}
