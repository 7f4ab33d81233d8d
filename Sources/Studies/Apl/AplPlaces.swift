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
    /// Why a place has none; nil where it has one.
    public var reasons: [Phrase?]
    /// What became of the activity; nil of a series read from a table.
    public var balance: AccessBalance?
  }

  public var codes: [String]
  /// All inhabitants; nil where unknown.
  public var people: [Double?]
  /// Standardised inhabitants, which weigh in means; nil where unknown.
  public var standardised: [Double?]
  /// At least one; the first is that of a level's summary.
  public var series: [Series]
  /// What the places were read from.
  public var path: String

  public var count: Int { codes.count }

  /// Why a place has no APL in the first series; nil where it has one.
  public var reasons: [Phrase?] { series.first?.reasons ?? [] }

  /// A series by code.
  func byCode(_ index: Int) -> [String: Double] { dictionary(series[index].values) }

  /// The series of this table and of another that are compared: those of one name; else the first of each.
  ///
  /// The other's first series leads, since its column may have been told.
  func pair(with other: AplPlaces) -> (own: Int, other: Int) {
    if let own = series.firstIndex(where: { $0.name == other.series.first?.name }) { return (own, 0) }
    return (0, other.series.firstIndex { $0.name == series.first?.name } ?? 0)
  }

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
