/// Rates of small places drawn to the common one, the more so the fewer people they have (Marshall 1991, Appl. Stat.
/// 40:283–294, global).
///
/// θ = Σe/Σb, v = Σb(r−θ)²/Σb − θ/mean(b), r̂ᵢ = θ + (rᵢ−θ)·v/(v+θ/bᵢ); v is taken as 0 where it comes out below.
public struct EmpiricalBayes: Sendable {
  /// Per person; nil where there are no people.
  public var rates: [Double?]
  /// Rate of all places together, per person.
  public var mean: Double
  /// Variance between places beyond chance; 0 where chance alone explains their differences.
  public var variance: Double

  /// - Parameter people: nil and 0 leave a place out.
  /// - Returns: nil where no place has people.
  public init?(events: [Double], people: [Double?]) {
    let places = people.indices.filter { (people[$0] ?? 0) > 0 }
    var total = (events: 0.0, people: 0.0)
    for place in places {
      total.events += events[place]
      total.people += people[place] ?? 0
    }
    guard total.people > 0 else { return nil }
    let mean = total.events / total.people
    var spread = 0.0
    for place in places {
      guard let count = people[place] else { continue }
      let gap = events[place] / count - mean
      spread += count * gap * gap
    }
    let variance = max(0, spread / total.people - mean / (total.people / Double(places.count)))
    self.mean = mean
    self.variance = variance
    rates = people.indices.map { place in
      guard let count = people[place], count > 0 else { return nil }
      guard variance > 0 else { return mean }
      return mean + (events[place] / count - mean) * variance / (variance + mean / count)
    }
  }
}
