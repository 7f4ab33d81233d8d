/// Widths of texts without the font at hand: those of a wide sans-serif, so that real ones are no longer.
enum TextWidth {
  /// Length on the page of one line, for a font size in the same unit.
  static func of(_ text: String, size: Double, bold: Bool = false) -> Double {
    var total = 0.0
    for character in text { total += width(of: character) }
    return total * size * (bold ? 1.08 : 1)
  }

  private static func width(of character: Character) -> Double {
    guard let byte = character.unicodeScalars.first, byte.isASCII else {
      if character == "\u{202F}" || character == "’" { return 0.3 }
      return character.isUppercase ? 0.74 : (character.isLetter && !isWide(character) ? 0.63 : 1)
    }
    switch byte {
    case "i", "j", "l", "I", "'", "|", ".", ",", ":", ";", "!", " ": return 0.33
    case "f", "t", "r", "(", ")", "[", "]", "-", "/", "\\", "\"": return 0.42
    case "m", "w", "M", "W", "@", "%": return 0.97
    case "A"..."Z", "#", "+", "=", "<", ">", "~", "&": return 0.76
    default: return 0.63
    }
  }

  /// Scripts of the far East, whose letters fill a square.
  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { $0.value >= 0x1100 } == true
  }

  /// Lines no longer than `width`, broken at spaces; a longer word is cut.
  static func wrap(_ text: String, size: Double, bold: Bool = false, width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in PlainText.oneLine(text).split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if of(longer, size: size, bold: bold) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty && of(line + String(character), size: size, bold: bold) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
