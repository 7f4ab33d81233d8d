import Coverage
import GeoFormats
import GeoModel

/// `temps`: a matrix of travel times, a text for its file or an object that names its columns.
struct TimesSource: Sendable, Decodable {
  var file: String
  var from: String?
  var to: String?
  var minutes: String?
  /// What its times are in; nil for minutes.
  var unit: TravelTimes.Unit?
  /// Minutes from a place to itself, where the table has no such row.
  var intrazonal: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case file = "fichier"
    case from = "de"
    case to = "vers"
    case minutes
    case unit = "unite_temps"
    case intrazonal
  }

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      file = text
      return
    }
    let members = try decoder.strict(CodingKeys.self)
    file = try members.decode(String.self, forKey: .file)
    from = try members.decodeIfPresent(String.self, forKey: .from)
    to = try members.decodeIfPresent(String.self, forKey: .to)
    minutes = try members.decodeIfPresent(String.self, forKey: .minutes)
    unit = try members.decodeIfPresent(String.self, forKey: .unit).map {
      try decoder.choice($0, CodingKeys.unit, as: TravelTimes.Unit.self)
    }
    intrazonal = try members.decodeIfPresent(Double.self, forKey: .intrazonal).map {
      try decoder.number($0, in: 0...100_000, CodingKeys.intrazonal)
    }
  }

  func options(_ study: LoadedStudy) -> TravelTimes.Options {
    var options = TravelTimes.Options(path: study.resolve(file))
    (options.from, options.to, options.minutes, options.unit) = (from, to, minutes, unit)
    options.intrazonalMinutes = intrazonal
    return options
  }
}

extension Decoder {
  /// Minutes above 0, and at most 100,000, from `30min`.
  func minutes(_ text: String, _ key: any CodingKey) throws -> Double {
    if let minutes = Measure.minutes(text) { return minutes }
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this is not a time", fr: "ce n’est pas une durée"), found: text,
      expected: Phrase(en: "30min, 7.5min; 100,000 at most", fr: "30min, 7.5min ; 100 000 au plus"))
  }

  /// A number within bounds.
  func number(_ value: Double, in bounds: ClosedRange<Double>, _ key: any CodingKey) throws -> Double {
    if bounds.contains(value) { return value }
    let (low, high) = (FixedDecimal.shortest(bounds.lowerBound), FixedDecimal.shortest(bounds.upperBound))
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this number is out of range", fr: "ce nombre est hors limites"),
      found: FixedDecimal.shortest(value), expected: Phrase(en: "\(low) to \(high)", fr: "\(low) à \(high)"))
  }

  /// One of the words of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ key: any CodingKey, as type: Choice.Type
  ) throws -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    throw StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(en: "this word is unknown", fr: "ce mot est inconnu"), found: text,
      expected: Phrase(verbatim: words.joined(separator: ", ")),
      hint: NameMatch.closest(to: text, among: words, limit: 1).first.map { Phrase(verbatim: $0) })
  }

  /// Of keys that do not go together the first one given after another, as a fault.
  func refuse(_ key: any CodingKey, with other: any CodingKey) -> StudyFault {
    StudyFault(
      path: StudyPath.text(codingPath + [key]),
      message: Phrase(
        en: "\"\(key.stringValue)\" does not go with \"\(other.stringValue)\"",
        fr: "« \(key.stringValue) » ne va pas avec « \(other.stringValue) »"), found: key.stringValue)
  }

  /// A key that means nothing without another.
  func need(_ needed: any CodingKey, for key: any CodingKey) -> StudyFault {
    StudyFault(
      path: StudyPath.text(codingPath + [needed]),
      message: Phrase(
        en: "\"\(key.stringValue)\" needs \"\(needed.stringValue)\"",
        fr: "« \(key.stringValue) » demande « \(needed.stringValue) »"), found: key.stringValue)
  }

  /// `vitesse` and `detour`; nil without a speed.
  func travel(_ speed: Double?, _ detour: Double?, _ keys: (speed: any CodingKey, detour: any CodingKey))
    throws -> DistanceCosts.Travel?
  {
    guard let speed else {
      if detour != nil { throw need(keys.speed, for: keys.detour) }
      return nil
    }
    return DistanceCosts.Travel(
      kilometresPerHour: try number(speed, in: 0.1...1000, keys.speed),
      detour: try detour.map { try number($0, in: 1...10, keys.detour) } ?? 1.3)
  }
}
