import Coverage
import GeoFormats
import GeoModel

/// The codes of a table's rows, damaged ones restored, with what was done.
struct CogKeys {
  /// Code of each row; nil where it has none.
  var codes: [String?] = []
  /// Codes restored, by what had happened to them; each once, in the order of the file.
  var repaired: [CommuneCode.Damage: [String]] = [:]
  /// Codes on several rows, in the order of their second row.
  var repeated: [String] = []
  /// Distinct codes, in the order of the file.
  var distinct: [String] = []

  init(_ table: CodeTable, _ facts: CommuneFacts) {
    var known: [String: String] = [:]
    var seen: Set<String> = []
    var twice: Set<String> = []
    codes.reserveCapacity(table.table.rowCount)
    for row in 0..<table.table.rowCount {
      let text = table.code(row)
      guard !text.isEmpty else {
        codes.append(nil)
        continue
      }
      let code: String
      if let earlier = known[text] {
        code = earlier
      } else {
        code = restored(text, facts)
        known[text] = code
      }
      codes.append(code)
      if seen.insert(code).inserted {
        distinct.append(code)
      } else if twice.insert(code).inserted {
        repeated.append(code)
      }
    }
  }

  private mutating func restored(_ text: String, _ facts: CommuneFacts) -> String {
    let isKnown = { (code: String) in facts.history.isKnown(code) || facts.parts[code] != nil }
    guard !isKnown(text), let found = CommuneCode.repaired(text, isKnown: isKnown) else { return text }
    repaired[found.damage, default: []].append(text)
    return found.code
  }

  var emptyCount: Int { codes.count { $0 == nil } }
}
