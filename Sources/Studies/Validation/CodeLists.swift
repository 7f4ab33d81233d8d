import Coverage
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
  /// Communes of every year; nil where the embedded tables are not found.
  var facts: CommuneFacts?

  /// No list where the embedded tables are not found.
  init(environment: [String: String], session: LoadSession) throws(Diagnostic) {
    lists = []
    guard let folder = try? GeoDataFolder.find(environment: environment) else { return }
    facts = try CommuneFacts.load(folder)
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
    let distinct = Set(codes.map { restored($0)?.code ?? $0 })
    guard !distinct.isEmpty else { return nil }
    var best: (list: List, known: Int)?
    for list in lists {
      let known = distinct.count { list.names[$0] != nil }
      if 2 * known >= distinct.count, known > (best?.known ?? 0) { best = (list, known) }
    }
    return best?.list
  }

  /// The code of a commune that a damaged one stands for; nil for others.
  func restored(_ text: String) -> (code: String, damage: CommuneCode.Damage)? {
    guard let facts else { return nil }
    func isKnown(_ code: String) -> Bool {
      facts.history.isKnown(code) || facts.parts.isArrondissement(code)
    }
    return isKnown(text) ? nil : CommuneCode.repaired(text, isKnown: isKnown)
  }

  /// Why a code is no commune of 2024: a part of one, or a commune of other years and what became of it.
  func reason(_ code: String) -> Phrase? {
    guard let facts else { return nil }
    let year = 2024
    switch UnknownCode(code, in: year, history: facts.history, parts: facts.parts) {
    case .part(let kind, let commune):
      return Phrase(
        en: "a part (\(kind.rawValue)) of commune \(commune)", fr: "\(kind.rawValue) de la commune \(commune)"
      )
    case .otherYear(let near):
      let heirs = facts.history.successors(of: code, from: near, to: year).joined(separator: ", ")
      return near < year
        ? Phrase(
          en: "a commune until \(near), since then \(heirs)", fr: "commune jusqu’en \(near), depuis \(heirs)")
        : Phrase(
          en: "a commune from \(near) on only, before that \(heirs)",
          fr: "commune à partir de \(near) seulement, avant \(heirs)")
    case .overseas, .malformed, .unknown: return nil
    }
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
