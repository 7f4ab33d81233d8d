public import GeoModel

extension Phrase {
  /// A figure printed by ``FrenchNumber``, and the same as English readers write it: `6 520,3 km²` and
  /// `6,520.3 km²`.
  public init(figure french: String) {
    self.init(en: Self.english(french), fr: french)
  }

  private static func english(_ french: String) -> String {
    let characters = Array(french)
    var text = ""
    for (index, character) in characters.enumerated() {
      let followsDigit = index > 0 && characters[index - 1].isWholeNumber
      let precedesDigit = index + 1 < characters.count && characters[index + 1].isWholeNumber
      switch character {
      case "\u{202F}": text += followsDigit && precedesDigit ? "," : " "
      case "," where followsDigit && precedesDigit: text += "."
      case "\u{2212}": text += "-"
      default: text.append(character)
      }
    }
    return text.replacing("hab.", with: "inhabitants").replacing(FrenchNumber.missing, with: "n/a")
      .replacing(" %", with: "%")
  }
}
