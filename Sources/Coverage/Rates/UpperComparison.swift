/// The rate of each territory beside that of the larger one that holds it.
///
/// The larger territory's rate is taken as known, and holds the smaller one. A territory is above or below where its own
/// interval leaves that rate out, and comparable where it does not.
public struct UpperComparison: Sendable {
  public enum Word: String, Sendable {
    case above = "au-dessus"
    case below = "au-dessous"
    case comparable = "comparable"
  }

  /// Why there is no comparison.
  public enum Reason: String, Sendable {
    case noUpper = "hors du niveau supérieur"
    case upperRate = "taux du niveau supérieur inconnu"
    case ownRate = "taux du territoire inconnu"
    case noReference = "taux du niveau supérieur nul"
    case noInterval = "sans intervalle"
  }

  public struct Figure: Sendable {
    /// Code of the larger territory; nil for the total and a reference of elsewhere.
    public var upper: String?
    public var rate: Double?
    public var ratio: Double?
    public var lower: Double?
    public var higher: Double?
    public var word: Word?
    /// The territory lies across several larger ones.
    public var isAcross = false
    /// The data hold only a part of the larger territory.
    public var isUpperTruncated = false
    public var reason: Reason?

    public init() {}
  }

  /// - Parameter reference: in the unit of the row's rate; nil where unknown.
  public static func compare(_ row: Indicators.Row, with reference: Double?) -> Figure {
    var figure = Figure()
    figure.rate = reference
    guard let reference else {
      figure.reason = .upperRate
      return figure
    }
    guard let rate = row.rate else {
      figure.reason = .ownRate
      return figure
    }
    if let lower = row.lower, let upper = row.upper {
      figure.word = lower > reference ? .above : upper < reference ? .below : .comparable
    } else {
      figure.reason = .noInterval
    }
    guard reference > 0 else {
      figure.reason = .noReference
      return figure
    }
    figure.ratio = rate / reference
    figure.lower = row.lower.map { $0 / reference }
    figure.higher = row.upper.map { $0 / reference }
    return figure
  }

  /// Which larger territory each of the smaller ones is compared with.
  public struct Holders: Sendable {
    /// By code of the smaller one; that with most of its people, at equality the lowest code.
    public var upperOf: [String: String] = [:]
    /// Codes of those that lie across several, ascending.
    public var across: [String] = []

    /// - Parameters:
    ///   - populations: of each commune; where none of a territory's is known, communes are counted.
    ///   - levelOf: the smaller territory of each commune; nil leaves it out.
    ///   - upperOf: the larger one; communes of none of them make a territory lie across as well.
    ///   - beyond: communes of the composition that the data do not hold: a territory may lie across by them.
    public init(
      communes: [String], populations: [Double?], beyond: [String] = [], levelOf: (String) -> String?,
      upperOf: (String) -> String?
    ) {
      var parts: [String: [String: (people: Double, communes: Int)]] = [:]
      for (index, commune) in communes.enumerated() {
        guard let code = levelOf(commune) else { continue }
        var part = parts[code]?[upperOf(commune) ?? ""] ?? (0, 0)
        part.people += populations[index] ?? 0
        part.communes += 1
        parts[code, default: [:]][upperOf(commune) ?? ""] = part
      }
      var uppers = parts.mapValues { Set($0.keys) }
      for commune in beyond {
        if let code = levelOf(commune) { uppers[code]?.insert(upperOf(commune) ?? "") }
      }
      for (code, shares) in parts {
        if (uppers[code]?.count ?? 0) > 1 { across.append(code) }
        let best = shares.filter { !$0.key.isEmpty }.max { a, b in
          (a.value.people, a.value.communes, b.key) < (b.value.people, b.value.communes, a.key)
        }
        self.upperOf[code] = best?.key
      }
      across.sort()
    }
  }
}
