import GeoModel
import Studies

/// Which files of contours a command line speaks of.
enum GeoDataSelection {
  /// Codes of départements, or of régions for that level, ascending.
  ///
  /// - Throws: a usage error for a code that does not exist.
  static func codes(
    _ options: ParsedOptions, level: ContourLevel, _ reference: CommuneReference
  ) throws(UsageError) -> [String] {
    let given = try options.exactlyOne(of: ["departement", "region", "all"])
    var departements: [String] = []
    switch given {
    case "departement": departements = try read("departement", options, known: reference.departements)
    case "region":
      for region in try read("region", options, known: reference.regions) {
        departements += reference.departements(of: region)
      }
    default: departements = reference.departements
    }
    guard level == .region else { return departements.sorted() }
    return Set(departements.compactMap { reference.region(of: $0) }).sorted()
  }

  /// Codes as people write them: `1`, `2a`, `59,62`.
  private static func read(
    _ name: String, _ options: ParsedOptions, known: [String]
  ) throws(UsageError) -> [String] {
    var codes = Set<String>()
    for text in options.strings(name) {
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        let code = word.count == 1 ? "0\(word)" : word.uppercased()
        guard known.contains(code) else {
          throw UsageError.badValue(
            "--\(name)", found: String(word),
            expected: name == "region"
              ? Phrase(en: "a code such as 32", fr: "un code comme 32")
              : Phrase(en: "a code such as 59, 2A or 974", fr: "un code comme 59, 2A ou 974"))
        }
        codes.insert(code)
      }
    }
    return codes.sorted()
  }
}
