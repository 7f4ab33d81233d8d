/// Names compared as a person would: case, accents and separators put aside, small mistakes forgiven.
public enum NameMatch {
  /// Lower case without accents; `_`, `-`, `.` and blanks become one `_`, and none is kept at the ends.
  public static func folded(_ name: String) -> String {
    var result = ""
    var pending = false
    for scalar in name.lowercased().unicodeScalars {
      if isSeparator(scalar) {
        pending = !result.isEmpty
        continue
      }
      guard !(0x300...0x36F).contains(scalar.value), scalar.value != 0xFEFF else { continue }
      if pending {
        result.append("_")
        pending = false
      }
      result.append(plain(scalar))
    }
    return result
  }

  /// The words and numbers of a name, folded: `APL aux médecins (2023)` is apl, aux, medecins, 2023.
  public static func words(_ name: String) -> [String] {
    folded(name).unicodeScalars.split {
      !((48...57).contains($0.value) || (97...122).contains($0.value) || $0.value >= 0x80)
    }.map { String(String.UnicodeScalarView($0)) }
  }

  /// Up to `limit` candidates that resemble `name`, the nearest first, then in their own order.
  ///
  /// A candidate is kept where at most a third of the name has to change, or where one begins with the other.
  public static func closest(to name: String, among candidates: [String], limit: Int = 3) -> [String] {
    let wanted = Array(folded(name).unicodeScalars.prefix(64))
    guard !wanted.isEmpty else { return [] }
    var scored: [(score: Int, index: Int)] = []
    for (index, candidate) in candidates.enumerated() {
      let other = Array(folded(candidate).unicodeScalars.prefix(64))
      guard !other.isEmpty else { continue }
      let changes = distance(wanted, other)
      if changes <= max(1, max(wanted.count, other.count) / 3) {
        scored.append((changes, index))
      } else if min(wanted.count, other.count) >= 3
        && (other.starts(with: wanted) || wanted.starts(with: other))
      {
        scored.append((32 + changes, index))
      }
    }
    scored.sort { ($0.score, $0.index) < ($1.score, $1.index) }
    return scored.prefix(limit).map { candidates[$0.index] }
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
  public static func distance(_ first: String, _ second: String) -> Int {
    distance(Array(first.unicodeScalars), Array(second.unicodeScalars))
  }

  private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    guard !first.isEmpty else { return second.count }
    guard !second.isEmpty else { return first.count }
    var before: [Int] = []
    var previous = Array(0...second.count)
    for i in 1...first.count {
      var row = [i]
      row.reserveCapacity(second.count + 1)
      for j in 1...second.count {
        var best = min(previous[j] + 1, row[j - 1] + 1)
        best = min(best, previous[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1))
        if i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1] {
          best = min(best, before[j - 2] + 1)
        }
        row.append(best)
      }
      before = previous
      previous = row
    }
    return previous[second.count]
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "_", "-", ".", " ", "\t", "\n", "\r", "\u{A0}", "\u{202F}", "'", "’": true
    default: false
    }
  }

  private static func plain(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "à", "â", "ä", "á", "ã", "å": "a"
    case "ç": "c"
    case "é", "è", "ê", "ë": "e"
    case "î", "ï", "í", "ì": "i"
    case "ô", "ö", "ó", "ò", "õ": "o"
    case "ù", "û", "ü", "ú": "u"
    case "ÿ", "ý": "y"
    case "ñ": "n"
    case "œ": "oe"
    case "æ": "ae"
    default: String(scalar)
    }
  }
}
