/// The languages of messages and help. Data files never follow them.
public enum Language: String, Sendable, CaseIterable {
  case french = "fr"
  case english = "en"
}

/// One sentence in both languages, written where it is needed so that neither can be forgotten.
public struct Phrase: Sendable, Equatable {
  public let english: String
  public let french: String

  public init(en english: String, fr french: String) {
    self.english = english
    self.french = french
  }

  /// A text that is the same in both languages: a name, a figure, a library's own words.
  public init(verbatim text: String) {
    self.init(en: text, fr: text)
  }

  /// The sentence for one or for several: English has its singular for 1 alone, French for 0 and 1.
  public init(count: Int, one: Phrase, several: Phrase) {
    self.init(en: count == 1 ? one.english : several.english, fr: count <= 1 ? one.french : several.french)
  }

  public func text(in language: Language) -> String {
    language == .french ? french : english
  }
}
