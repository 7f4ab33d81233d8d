import GeoModel

/// The official lists of codes and names, from the embedded tables.
struct CodeLists: Sendable {
  struct List: Sendable {
    /// As the embedded tables call it: `commune`, `departement`, …
    var name: String
    var title: Phrase
    var names: [String: String]
  }

  var lists: [List]

  /// No list where the embedded tables are not found.
  init(environment: [String: String], session: LoadSession) throws(Diagnostic) {
    lists = []
    guard let folder = try? GeoDataFolder.find(environment: environment) else { return }
    var communes = try MembershipLoader.names(
      folder.communes, key: "code", value: "nom", role: "Codes officiels", session: session)
    let districts = try MembershipLoader.names(
      folder.municipalDistricts, key: "code", value: "nom", role: "Codes officiels", session: session)
    communes.merge(districts) { commune, _ in commune }
    lists.append(
      List(
        name: "commune",
        title: Phrase(en: "communes of 1 January 2024", fr: "communes au 1er janvier 2024"), names: communes))
    let levels = [
      ("departement", Phrase(en: "départements", fr: "départements")),
      ("region", Phrase(en: "régions", fr: "régions")),
      ("arrondissement", Phrase(en: "arrondissements", fr: "arrondissements")),
      ("epci", Phrase(en: "EPCI of 2024", fr: "EPCI de 2024")),
      ("bassin_de_vie", Phrase(en: "bassins de vie 2022", fr: "bassins de vie 2022")),
    ]
    for (level, title) in levels {
      let names = try MembershipLoader.names(
        folder.path + "/tables/niveaux.csv", key: "code", value: "nom", filter: "niveau=\(level)",
        role: "Codes officiels", session: session)
      lists.append(List(name: level, title: title, names: names))
    }
  }

  /// The list that knows most of the codes, where it knows at least half of them; of equals, the first.
  func best(for codes: [String]) -> List? {
    let distinct = Set(codes.map { CodeLists.restored($0) ?? $0 })
    guard !distinct.isEmpty else { return nil }
    var best: (list: List, known: Int)?
    for list in lists {
      let known = distinct.count { list.names[$0] != nil }
      if 2 * known >= distinct.count, known > (best?.known ?? 0) { best = (list, known) }
    }
    return best?.list
  }

  /// `01004` for `1004`, `1004.0` and `01004.0`: what a spreadsheet made of a code of five; nil for others.
  static func restored(_ code: String) -> String? {
    var digits = Substring(code)
    if digits.hasSuffix(".0") { digits = digits.dropLast(2) }
    guard digits.utf8.count == 4 || (digits.utf8.count == 5 && digits.utf8.count < code.utf8.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return digits.utf8.count == 4 ? "0" + digits : String(digits)
  }

  /// True where two names are one: case, accents and separators, `St` for `Saint` and a leading article apart.
  static func isSame(_ first: String, _ second: String) -> Bool {
    let (a, b) = (NameMatch.folded(first), NameMatch.folded(second))
    return a == b || plain(a) == plain(b)
  }

  private static func plain(_ folded: String) -> [Substring] {
    var words = folded.split(separator: "_").map { word -> Substring in
      switch word {
      case "st": "saint"
      case "ste": "sainte"
      case "d": "de"
      default: word
      }
    }
    // "Abergement-Clémenciat (L')" and "L'Abergement-Clémenciat".
    let articles: Set<Substring> = [
      "l", "le", "la", "les", "(l)", "(le)", "(la)", "(les)", "(l", "(l_)", ")",
    ]
    words.removeAll { articles.contains($0) }
    return words
  }
}
