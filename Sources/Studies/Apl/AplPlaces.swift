public import Coverage
public import GeoModel

/// Places with their APL, computed or read from a table.
public struct AplPlaces: Sendable {
  /// One APL: of all professionals, or of some.
  public struct Series: Sendable {
    /// Column of the outputs: `apl`, `apl_65_ans_et_moins`.
    public var name: String
    public var words: Phrase
    public var values: [Double?]
    /// What became of the activity; nil of a series read from a table.
    public var balance: AccessBalance?
  }

  public var codes: [String]
  /// All inhabitants; nil where unknown.
  public var people: [Double?]
  /// Standardised inhabitants, which weigh in means; nil where unknown.
  public var standardised: [Double?]
  /// At least one; the first is the one that is compared.
  public var series: [Series]
  /// Why a place has no APL in the first series; nil where it has one.
  public var reasons: [Phrase?]
  /// What the places were read from.
  public var path: String

  public var count: Int { codes.count }

  /// The first series by code.
  public var byCode: [String: Double] { dictionary(series.first?.values ?? []) }
  public var peopleByCode: [String: Double] { dictionary(people) }

  private func dictionary(_ values: [Double?]) -> [String: Double] {
    var result: [String: Double] = [:]
    for (code, value) in zip(codes, values) { result[code] = value }
    return result
  }

  /// Words for the series of all professionals.
  static let all = Phrase(en: "all professionals", fr: "tous les professionnels")

  /// Column and words for the series of the professionals up to an age.
  static func upTo(_ age: Int) -> (name: String, words: Phrase) {
    (
      "apl_\(age)_ans_et_moins",
      Phrase(en: "professionals aged \(age) or less", fr: "professionnels de \(age) ans et moins")
    )
  }
}
