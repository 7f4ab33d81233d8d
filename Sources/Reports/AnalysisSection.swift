/// The answer of an analysis to one question, as a report says it.
public struct AnalysisSection: Sendable {
  /// A total and the parts that must make it.
  public struct Balance: Sendable {
    /// "Q9, réunions"
    public var label: String
    public var total: Double
    /// "lues", "habitants"
    public var unit: String
    public var parts: [(value: Double, name: String)]
    /// Digits after the comma, at most.
    public var decimals: Int

    public init(
      _ label: String, total: Double, _ unit: String, parts: [(value: Double, name: String)],
      decimals: Int = 0
    ) {
      self.label = label
      self.total = total
      self.unit = unit
      self.parts = parts
      self.decimals = decimals
    }

    public var difference: Double { parts.reduce(0) { $0 + $1.value } - total }
    public var isBalanced: Bool { abs(difference) <= 1e-6 * max(1, abs(total)) }
  }

  /// "Q8"
  public var question: String?
  public var title: String
  /// What is asked, in a sentence.
  public var asked: String?
  /// The first one is also the answer in brief.
  public var answer: [Prose]
  public var tables: [FigureTable]
  /// How it was computed, and what must be known to read it.
  public var method: [Prose]
  public var balances: [Balance] = []
  /// Data files that it gives, for the reader who wants all.
  public var files: [String] = []

  public init(
    question: String?, title: String, asked: String?, answer: [Prose] = [], tables: [FigureTable] = [],
    method: [Prose] = []
  ) {
    self.question = question
    self.title = title
    self.asked = asked
    self.answer = answer
    self.tables = tables
    self.method = method
  }

  /// `Q8. Les réunions dans leur territoire`
  public var heading: String { question.map { "\($0). \(title)" } ?? title }
}
