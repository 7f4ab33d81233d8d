import GeoFormats
import GeoModel

/// Commune codes that a spreadsheet has read as numbers: `1004` or `1004.0` for `01004`.
///
/// The repair is certain, and done, where the column is named as commune codes are and holds nothing but such
/// codes, damaged or whole, none with a leading zero: a spreadsheet has taken them all. Elsewhere it is done
/// if it was asked for, and proposed if not.
enum CodeRepair {
  private struct Census {
    var whole = 0
    var damaged = 0
    var others = 0
    var leadingZeros = 0
    var decimals = 0
    var example: String?
  }

  static func apply(to column: inout TextColumn, path: String, _ session: LoadSession) {
    var census = Census()
    for row in 0..<column.count { count(column, row, &census) }
    guard census.damaged > 0 else { return }
    let isCertain =
      census.others == 0 && census.leadingZeros == 0 && names.contains(NameMatch.folded(column.name))
    // Codes of four digits are usual; they are damaged where all others are those of communes. `1004.0` always is.
    guard isCertain || session.repairsCodes || census.others == 0 || census.decimals > 0 else { return }
    let isDone = isCertain || session.repairsCodes
    let place = SourceLocation(file: path, field: column.name)
    if isDone { column = mended(column) }
    let count = census.damaged
    session.warn(
      Diagnostic(
        isDone ? "codes.repaired" : "codes.damaged", at: place,
        isDone
          ? Phrase(
            en: "\(count) codes that a spreadsheet had made numbers were written again with five characters",
            fr: "\(count) codes dont un tableur avait fait des nombres ont été récrits à cinq caractères")
          : Phrase(
            en: "\(count) codes look like commune codes that a spreadsheet has made numbers",
            fr: "\(count) codes ressemblent à des codes de commune dont un tableur a fait des nombres"),
        found: census.example, hint: isDone ? nil : Phrase(verbatim: "--repair-codes")))
  }

  /// Names of columns that hold commune codes and nothing else.
  private static let names: Set<String> = [
    "code_insee", "codeinsee", "code_commune_insee", "code_insee_commune", "codgeo", "insee_com", "com_insee",
    "depcom", "code_commune", "codecommune", "insee", "com", "codecommuneetablissement",
    "code_commune_etablissement",
  ]

  private static func count(_ column: TextColumn, _ row: Int, _ census: inout Census) {
    let range = CodeText.trimmedRange(column, row)
    guard !range.isEmpty else { return }
    if let digits = digits(column, range) {
      let isWhole = digits.count == 5 && digits == range
      if digits.count == 5 && column.bytes[digits.lowerBound] == 48 { census.leadingZeros += 1 }
      if isWhole {
        census.whole += 1
      } else if digits.count == 4 || digits.count == 5, column.bytes[digits.lowerBound] != 48 {
        census.damaged += 1
        if digits != range { census.decimals += 1 }
        census.example = census.example ?? column[row]
      } else {
        census.others += 1
      }
    } else if isCorsican(column, range) {
      census.whole += 1
    } else {
      census.others += 1
    }
  }

  /// The digits of `1004` and of `1004.0`; nil for other texts.
  private static func digits(_ column: TextColumn, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    if range.count > 2, column.bytes[end - 1] == 48,
      [UInt8(ascii: "."), UInt8(ascii: ",")].contains(column.bytes[end - 2])
    {
      end -= 2
    }
    let digits = range.lowerBound..<end
    return digits.allSatisfy { column.bytes[$0] >= 48 && column.bytes[$0] <= 57 } ? digits : nil
  }

  private static func isCorsican(_ column: TextColumn, _ range: Range<Int>) -> Bool {
    let text = column.bytes[range]
    return range.count == 5 && text.first == UInt8(ascii: "2")
      && [UInt8(ascii: "A"), UInt8(ascii: "B")].contains(text[text.startIndex + 1])
      && text.dropFirst(2).allSatisfy { $0 >= 48 && $0 <= 57 }
  }

  private static func mended(_ column: TextColumn) -> TextColumn {
    var result = TextColumn(name: column.name)
    result.reserve(rows: column.count, bytes: column.count * 5)
    for row in 0..<column.count {
      let range = CodeText.trimmedRange(column, row)
      guard let digits = digits(column, range), digits.count == 4 || digits.count == 5,
        column.bytes[digits.lowerBound] != 48
      else {
        result.append(column.bytes[column.byteRange(row)], kind: column.kind(row))
        continue
      }
      if digits.count == 4 { result.appendBytes(CollectionOfOne(48)) }
      result.append(column.bytes[digits])
    }
    return result
  }
}
