import GeoModel

/// Bytes of an SVG file: elements, escaped texts, numbers with few decimals.
struct SVGWriter {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Markup written by the program.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func line(_ markup: String) {
    raw(markup)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Characters that mean nothing in XML, in an attribute or between tags.
  static func escape(_ raw: String) -> String {
    var result = ""
    for scalar in PlainText.oneLine(raw).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A length on the page with at most two decimals.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(1e6, max(-1e6, value)) * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let whole = abs(hundredths) / 100
    let rest = abs(hundredths) % 100
    if rest == 0 { return sign + String(whole) }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  mutating func rectangle(_ box: Envelope, _ attributes: String) {
    line(
      "<rect x=\"\(Self.number(box.minX))\" y=\"\(Self.number(box.minY))\" width=\"\(Self.number(box.width))\""
        + " height=\"\(Self.number(box.height))\" \(attributes)/>")
  }

  mutating func write(
    _ text: String, x: Double, y: Double, size: Double, bold: Bool = false, anchor: String = "start",
    fill: String = MapPalette.ink
  ) {
    line(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        + (bold ? " font-weight=\"700\"" : "") + (anchor == "start" ? "" : " text-anchor=\"\(anchor)\"")
        + (fill == MapPalette.ink ? "" : " fill=\"\(fill)\"") + ">\(Self.escape(text))</text>")
  }
}
