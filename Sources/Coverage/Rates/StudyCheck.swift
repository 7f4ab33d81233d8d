public import GeoModel

/// A condition that a study sets, with its answer.
public struct StudyCheck: Sendable {
  /// What the check asks: `au moins 1 site par territoire (tas)`.
  public var question: Phrase
  public var isPassed: Bool
  /// The figure found, with its unit: `2 territoires`, `97,7 %`.
  public var figure: Phrase
  public var threshold: Phrase
  /// Labels of the territories, gaps or sites at fault, worst first.
  public var faults: [String]

  public init(
    question: Phrase, isPassed: Bool, figure: Phrase, threshold: Phrase, faults: [String]
  ) {
    self.question = question
    self.isPassed = isPassed
    self.figure = figure
    self.threshold = threshold
    self.faults = faults
  }
}
