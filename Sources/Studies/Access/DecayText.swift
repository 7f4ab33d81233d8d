public import Coverage
import GeoFormats
public import GeoModel

/// Decays as users write them.
public enum DecayText {
  /// A decay that has a name and a source.
  public struct Preset: Sendable {
    public var name: String
    public var text: String
    public var source: Phrase
  }

  /// In minutes.
  public static let presets = [
    Preset(
      name: "apl-2012", text: "5:1,10:0.3,15:0.1",
      source: Phrase(
        en: "steps of the first APL (DREES and IRDES, 2012)",
        fr: "paliers de la première APL (DREES et IRDES, 2012)")),
    Preset(
      name: "apl", text: "10:1,15:2/3,20:1/3",
      source: Phrase(
        en: "steps often quoted for the APL since 2015, not confirmed by the text of a decree",
        fr: "paliers souvent cités pour l’APL depuis 2015, sans texte réglementaire qui les confirme")),
  ]

  /// Parses `apl-2012`, `gaussian:5000`, `linear:20000`, `exponential:0.0001`, `power:2,1000`, `logistic:20,6`, or steps such
  /// as `10:1,15:2/3,20:1/3`; nil where the text is none of them.
  ///
  /// Limits of steps ascend and weights are 0 or more; all in the unit of the cost.
  public static func parse(_ text: String, closure: Decay.Closure) -> Decay? {
    if let preset = presets.first(where: { $0.name == text }) { return steps(preset.text, closure) }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2, let values = numbers(parts[1]) {
      switch (parts[0], values.count) {
      // The square of a smaller one is 0.
      case ("gaussian", 1) where values[0] >= 1e-6: return .gaussian(sigma: values[0])
      case ("linear", 1) where values[0] > 0: return .linear(limit: values[0])
      case ("exponential", 1) where values[0] >= 0: return .exponential(rate: values[0])
      case ("power", 2) where values[0] >= 0 && values[1] > 0:
        return .power(exponent: values[0], scale: values[1])
      case ("logistic", 2) where values[1] > 0:
        let decay = Decay.logistic(median: values[0], sigma: values[1])
        // Far below 0, a median takes both ends beyond what a number holds.
        return decay.weight(at: 0) == 1 ? decay : nil
      default: break
      }
    }
    return steps(text, closure)
  }

  /// What the option accepts, for messages.
  public static let expected = Phrase(
    en:
      "a preset (apl-2012, apl), gaussian:σ, linear:limit, exponential:β, power:β,scale, logistic:median,σ, or steps "
      + "such as 10:1,15:2/3,20:1/3, in the unit of the cost",
    fr:
      "un préréglage (apl-2012, apl), gaussian:σ, linear:limite, exponential:β, power:β,échelle, logistic:médiane,σ, "
      + "ou des paliers comme 10:1,15:2/3,20:1/3, dans l’unité du coût")

  private static func steps(_ text: String, _ closure: Decay.Closure) -> Decay? {
    var steps: [Decay.Step] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, let limit = number(pair[0]), let weight = fraction(pair[1]),
        limit > (steps.last?.limit ?? 0),
        weight >= 0
      else { return nil }
      steps.append(.init(limit: limit, weight: weight))
    }
    return steps.contains { $0.weight > 0 } ? .steps(steps, closure) : nil
  }

  private static func numbers(_ text: String) -> [Double]? {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map { number(String($0)) }
    return values.contains(nil) ? nil : values.compactMap { $0 }
  }

  private static func number(_ text: String) -> Double? {
    DecimalNumber.parse(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func fraction(_ text: String) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { number(String($0)) }
    switch parts.count {
    case 1: return parts[0]
    case 2:
      guard let above = parts[0], let below = parts[1], below > 0 else { return nil }
      return above / below
    default: return nil
    }
  }

  /// A decay in words, with its parameters: numbers as they were written, weights such as 2/3 as fractions.
  public static func words(_ decay: Decay, unit: String) -> Phrase {
    let number = { (value: Double) in FixedDecimal.shortest(value) }
    let text: String
    switch decay {
    case .none: return Phrase(en: "none: full weight within reach", fr: "aucune : plein poids à portée")
    case .steps(let steps, let closure):
      let list = steps.map { "\(number($0.limit)) \(unit) : \(weight($0.weight))" }.joined(separator: " ; ")
      return closure == .right
        ? Phrase(
          en: "steps \(list), each up to its limit, limit included",
          fr: "paliers \(inFrench(list)), limite comprise")
        : Phrase(
          en: "steps \(list), each up to its limit, limit excluded",
          fr: "paliers \(inFrench(list)), limite exclue")
    case .gaussian(let sigma): text = "exp(−x² / 2σ²), σ = \(number(sigma)) \(unit)"
    case .linear(let limit): text = "1 − x / \(number(limit)) \(unit)"
    case .exponential(let rate): text = "exp(−\(number(rate)) x)"
    case .power(let exponent, let scale):
      text = "min(1, (x / \(number(scale)) \(unit))^−\(number(exponent)))"
    case .logistic(let median, let sigma):
      text = "g(0) / g(x), g(x) = 1 + exp((x − \(number(median))) π / (\(number(sigma)) √3))"
    }
    return Phrase(en: text, fr: inFrench(text))
  }

  /// Numbers as French writes them: decimal comma, thousands apart.
  private static func inFrench(_ text: String) -> String {
    var result = ""
    var digits = ""
    var isFraction = false
    for character in text + " " {
      if character.isASCII && character.isNumber {
        digits.append(character)
        continue
      }
      for (place, digit) in digits.enumerated() {
        if place > 0 && !isFraction && (digits.utf8.count - place).isMultiple(of: 3) { result += "\u{202F}" }
        result.append(digit)
      }
      isFraction = !digits.isEmpty && character == "."
      digits = ""
      result.append(character == "." ? "," : character)
    }
    return String(result.dropLast())
  }

  /// `2/3` for the number that is written so, and its digits where they are few.
  private static func weight(_ value: Double) -> String {
    let digits = FixedDecimal.shortest(value)
    guard digits.utf8.count > 6 else { return digits }
    for below in 2...99 {
      let above = (value * Double(below)).rounded()
      if above >= 1 && above < Double(below) && above / Double(below) == value {
        return "\(Int(above))/\(below)"
      }
    }
    return digits
  }
}
