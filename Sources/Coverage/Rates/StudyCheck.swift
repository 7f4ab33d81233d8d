public import GeoModel

/// A condition that a study sets, with its answer.
public struct StudyCheck: Sendable {
  /// What the check asks: `au moins 1 site par territoire (tas)`.
  public var question: Phrase
  public var isPassed: Bool
  /// The figure found, with its unit: `2 territoires`, `97,7 %`.
  public var figure: Phrase
  public var threshold: Phrase
  /// The same two as numbers, for scripts; `found` is nil where there is no figure.
  public var found: Double?
  public var limit: Double?
  /// Unit of both: `territoires`, `part`, `m`, `km2`, `habitants`, `sites`.
  public var unit: String
  /// Labels of the territories, gaps or sites at fault, worst first.
  public var faults: [String]

  public init(
    question: Phrase, isPassed: Bool, figure: Phrase, threshold: Phrase, found: Double? = nil,
    limit: Double? = nil, unit: String = "", faults: [String]
  ) {
    self.question = question
    self.isPassed = isPassed
    self.figure = figure
    self.threshold = threshold
    self.found = found
    self.limit = limit
    self.unit = unit
    self.faults = faults
  }
}
