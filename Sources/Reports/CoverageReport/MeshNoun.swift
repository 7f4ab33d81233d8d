/// What the mesh is made of, with its singular and its gender.
struct MeshNoun: Sendable {
  var singular: String
  var plural: String
  private var isFeminine: Bool

  /// A noun that is not known here is spoken of as "territoires".
  init(plural noun: String) {
    let known: [String: (String, String, Bool)] = [
      "communes": ("commune", "communes", true), "iris": ("IRIS", "IRIS", false),
      "cantons": ("canton", "cantons", false), "epci": ("EPCI", "EPCI", false),
      "bassins de vie": ("bassin de vie", "bassins de vie", false),
      "arrondissements": ("arrondissement", "arrondissements", false),
      "départements": ("département", "départements", false),
      "quartiers": ("quartier", "quartiers", false), "zones": ("zone", "zones", true),
    ]
    (singular, plural, isFeminine) = known[noun.lowercased()] ?? ("territoire", "territoires", false)
  }

  /// `1 commune`, `131 communes`, `aucune commune`.
  func count(_ count: Int) -> String {
    FrenchWords.count(count, singular, plural, none: (isFeminine ? "aucune " : "aucun ") + singular)
  }

  /// An adjective in its masculine singular, agreed with so many: `couvert` → `couvertes`.
  func agreed(_ adjective: String, _ count: Int) -> String {
    adjective + (isFeminine ? "e" : "") + (FrenchWords.isPlural(count) ? "s" : "")
  }

  /// Whichever form agrees with the noun.
  func pick(_ feminine: String, _ masculine: String) -> String { isFeminine ? feminine : masculine }

  var each: String { "chaque " + singular }
  /// `la commune`, `l’IRIS`.
  var the: String {
    let isVowel = singular.prefix(1).lowercased().allSatisfy { "aeiouéèê".contains($0) }
    return (isVowel ? "l’" : pick("la ", "le ")) + singular
  }
  var one: String { (isFeminine ? "une " : "un ") + singular }
}
