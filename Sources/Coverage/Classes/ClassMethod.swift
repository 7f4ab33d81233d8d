/// How the bounds of classes are found from the values.
public enum ClassMethod: Sendable, Equatable {
  /// Bounds between classes, ascending: `2.5, 4` gives three classes, open at both ends.
  case fixed([Double])
  /// Classes of nearly equal numbers of territories.
  case quantiles(Int)
  /// Classes of one width from the lowest value to the highest.
  case equalIntervals(Int)
  /// Natural breaks: the least sum of squared deviations from the means of the classes.
  case naturalBreaks(Int)
  /// Bounds at the mean and ½ and 1½ standard deviations on either side of it.
  case standardDeviations

  /// How many classes can be asked for.
  public static let counts = 2...20
  /// Most bounds that can be given.
  public static let mostBounds = 50

  /// What a user writes: `2.5,4`, `quantiles:5`, `egales:5`, `jenks:5` or `ecart-type`; nil for anything else.
  public init?(_ text: String) {
    if text == "ecart-type" {
      self = .standardDeviations
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let count = Int(parts[1]), Self.counts.contains(count) else { return nil }
      switch parts[0] {
      case "quantiles": self = .quantiles(count)
      case "egales": self = .equalIntervals(count)
      case "jenks": self = .naturalBreaks(count)
      default: return nil
      }
      return
    }
    var bounds: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      // `Double` reads hexadecimal numbers too.
      guard part.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
        let bound = Double(part), bound.isFinite, bounds.last.map({ $0 < bound }) ?? true
      else { return nil }
      bounds.append(bound + 0)
    }
    guard !bounds.isEmpty, bounds.count <= Self.mostBounds else { return nil }
    self = .fixed(bounds)
  }

  /// As a user writes it.
  public var text: String {
    switch self {
    case .fixed(let bounds): bounds.map(Self.shortest).joined(separator: ",")
    case .quantiles(let count): "quantiles:\(count)"
    case .equalIntervals(let count): "egales:\(count)"
    case .naturalBreaks(let count): "jenks:\(count)"
    case .standardDeviations: "ecart-type"
    }
  }

  /// True where the bounds come from the values.
  public var isComputed: Bool {
    if case .fixed = self { false } else { true }
  }

  /// Classes that it gives where there are enough values; at most, for standard deviations.
  public var classes: Int {
    switch self {
    case .fixed(let bounds): bounds.count + 1
    case .quantiles(let count), .equalIntervals(let count), .naturalBreaks(let count): count
    case .standardDeviations: 5
    }
  }

  private static func shortest(_ value: Double) -> String {
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
