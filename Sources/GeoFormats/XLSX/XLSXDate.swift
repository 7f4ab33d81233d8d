import GeoModel

/// Dates of workbooks: numbers of days that a style shows as a date.
enum XLSXDate {
  enum Kind: Sendable { case date, time, dateTime }

  /// For each cell style, how its number format shows days; nil for other formats.
  static func styles(_ scanner: inout XMLScanner) throws(Diagnostic) -> [Kind?] {
    var formats: [Int: Kind] = [:]
    var result: [Kind?] = []
    var isInCells = false
    while true {
      switch try scanner.next() {
      case .open(let name, let attributes, _):
        if scanner.matches(name, "numFmt") {
          guard let id = scanner.attribute("numFmtId", in: attributes).flatMap(scanner.integer),
            let code = scanner.attribute("formatCode", in: attributes)
          else { continue }
          formats[id] = kind(ofFormat: scanner.string(code))
        } else if scanner.matches(name, "cellXfs") {
          isInCells = true
        } else if isInCells && scanner.matches(name, "xf") {
          let id = scanner.attribute("numFmtId", in: attributes).flatMap(scanner.integer) ?? 0
          result.append(formats[id] ?? builtIn(id))
        }
      case .close(let name): if scanner.matches(name, "cellXfs") { isInCells = false }
      case .end: return result
      default: break
      }
    }
  }

  /// ECMA-376 part 1, 18.8.30.
  private static func builtIn(_ id: Int) -> Kind? {
    switch id {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: .date
    case 18...21, 32, 33, 45, 47, 55, 56: .time
    case 22: .dateTime
    default: nil
    }
  }

  /// A format with years or days is a date, with hours or seconds a time; texts between quotes, escapes and
  /// colours aside. Elapsed hours (`[h]`) are a number.
  static func kind(ofFormat code: String) -> Kind? {
    var hasDay = false
    var hasTime = false
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for scalar in code.unicodeScalars {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\"": isQuoted.toggle()
      case _ where isQuoted: break
      case "\\", "_", "*": isEscaped = true
      case "[": isBracketed = true
      case "]": isBracketed = false
      case _ where isBracketed: if scalar == "h" || scalar == "H" { return nil }
      case ";":
        // The first section is that of positive numbers.
        return hasDay ? (hasTime ? .dateTime : .date) : hasTime ? .time : nil
      case "y", "Y", "d", "D": hasDay = true
      case "h", "H", "s", "S": hasTime = true
      default: break
      }
    }
    return hasDay ? (hasTime ? .dateTime : .date) : hasTime ? .time : nil
  }

  /// ISO 8601 text of a number of days; nil outside the years 1900 to 9999.
  ///
  /// Day 60 of the 1900 calendar is the 29 February that it never had.
  static func text(_ serial: Double, _ kind: Kind, is1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial.rounded(.down))
    var second = Int(((serial - Double(day)) * 86_400).rounded())
    if second == 86_400 {
      second = 0
      day += 1
    }
    let time = two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60)
    if kind == .time && day == 0 { return time }
    if !is1904 && day == 60 { return nil }
    // Days from 1 January 1970.
    let epoch = is1904 ? day - 24_107 : day - (day > 60 ? 25_569 : 25_568)
    let date = civil(epoch)
    return kind == .date && second == 0 ? date : date + "T" + time
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// Proleptic Gregorian date of a day from 1 January 1970: eras of 400 years that begin on 1 March.
  private static func civil(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return "\(year)-" + two(month < 10 ? month + 3 : month - 9) + "-" + two(day)
  }
}
