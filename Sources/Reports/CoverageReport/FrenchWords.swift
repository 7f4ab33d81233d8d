/// Counts and lists as French sentences need them.
public enum FrenchWords {
  public static let numbers = FrenchNumber.typographic

  /// Plural from two on: `0 site`, `1 site`, `2 sites`.
  public static func isPlural(_ count: Int) -> Bool { count.magnitude >= 2 }

  /// `1 site`, `2 sites`; zero as `none` where given (`aucun site`), else `0 site`.
  public static func count(_ count: Int, _ singular: String, _ plural: String, none: String? = nil) -> String
  {
    if count == 0, let none { return none }
    return numbers.integer(count) + "\u{A0}" + (isPlural(count) ? plural : singular)
  }

  public static func sites(_ count: Int) -> String { self.count(count, "site", "sites", none: "aucun site") }

  public static func territories(_ count: Int) -> String {
    self.count(count, "territoire", "territoires", none: "aucun territoire")
  }

  public static func gaps(_ count: Int) -> String {
    self.count(count, "zone blanche", "zones blanches", none: "aucune zone blanche")
  }

  /// People rounded to one: `139 249 habitants`, `1 habitant`, `moins d’un habitant`, `aucun habitant`.
  public static func people(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "un nombre d’habitants inconnu" }
    if value == 0 { return "aucun habitant" }
    if value < 0.5 { return "moins d’un habitant" }
    return numbers.decimal(value, decimals: 0) + "\u{A0}"
      + (arePeoplePlural(value) ? "habitants" : "habitant")
  }

  /// `139 249 habitants y vivent`, `1 habitant y vit`, `aucun habitant n’y vit`.
  public static func livingThere(_ value: Double?) -> String {
    people(value) + (value == 0 ? " n’y vit" : (arePeoplePlural(value) ? " y vivent" : " y vit"))
  }

  public static func arePeoplePlural(_ value: Double?) -> Bool { (value ?? 0) >= 1.5 }

  /// `A`, `A et B`, `A, B et C`; more than `limit` as `A, B et 7 autres`.
  public static func list(_ items: [String], limit: Int = .max) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    guard items.count > limit, limit > 0 else {
      return items.dropLast().joined(separator: ", ") + " et " + last
    }
    let more = items.count - limit
    return items.prefix(limit).joined(separator: ", ") + " et " + count(more, "autre", "autres")
  }

  /// With a capital first letter.
  public static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// With a small first letter, unless the word is an acronym: `territoires`, `CPTS`.
  public static func inSentence(_ text: String) -> String {
    guard let second = text.dropFirst().first, second.isUppercase else {
      return text.prefix(1).lowercased() + text.dropFirst()
    }
    return text
  }

  public static func quoted(_ text: String) -> String { "«\u{A0}\(text)\u{A0}»" }

  /// `42,7321° N, 0,0312° O`.
  public static func place(longitude: Double, latitude: Double) -> String {
    func angle(_ value: Double, _ positive: String, _ negative: String) -> String {
      numbers.decimal(abs(value), decimals: 4) + "°\u{202F}" + (value < 0 ? negative : positive)
    }
    return angle(latitude, "N", "S") + ", " + angle(longitude, "E", "O")
  }
}
