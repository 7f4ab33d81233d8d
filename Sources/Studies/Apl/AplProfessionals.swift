import GeoFormats
import GeoModel

/// How old the professionals of the supply are, and which a series keeps.
public struct AplProfessionals: Sendable {
  public struct Options: Sendable {
    /// Column of the ages.
    public var age: String?
    /// Column of the years of birth, in place of the ages, and the year from which ages are counted.
    public var birthYear: String?
    public var year: Int?
    /// In completed years; older professionals are left out.
    public var maximumAge = 65
    /// True where a professional of unknown age stays in.
    public var keepsUnknown = true

    public init() {}

    var isGiven: Bool { age != nil || birthYear != nil }
  }

  public var maximumAge: Int
  public var keepsUnknown: Bool
  /// Of each row of the supply; nil where unknown.
  public var ages: [Double?]

  /// True of the rows of the series up to the age.
  public var isKept: [Bool] {
    ages.map { age in age.map { $0.rounded(.down) <= Double(maximumAge) } ?? keepsUnknown }
  }

  public var older: [Int] {
    ages.indices.filter { ages[$0].map { $0.rounded(.down) > Double(maximumAge) } ?? false }
  }

  public var unknown: [Int] { ages.indices.filter { ages[$0] == nil } }

  /// - Returns: nil where no column of ages is asked for.
  /// - Throws: `Diagnostic` for a text that is no age of a professional (14 to 120 years), with its place.
  static func read(_ options: Options, of supply: AccessPlaces) throws(Diagnostic) -> AplProfessionals? {
    let option = options.age == nil ? "--birth-year" : "--age"
    guard let name = options.age ?? options.birthYear else { return nil }
    let table = supply.sites.table
    let column = try ColumnLookup.index(of: name, in: table, option: option)
    let cells = FigureColumn(table.columns[column])
    var ages: [Double?] = []
    for row in supply.sites.rows {
      switch cells[row] {
      case .missing, .secret, .notSignificant: ages.append(nil)
      case .number(let number):
        let age = options.age == nil ? Double(options.year ?? 0) - number : number
        guard (14...120).contains(age) else { fallthrough }
        ages.append(age)
      case .notANumber:
        throw Diagnostic(
          "apl.age", at: AccessPlaces.place(row, table, column, supply.sites.path),
          Phrase(en: "this is not the age of a professional", fr: "ce n’est pas l’âge d’un professionnel"),
          found: table.columns[column][row],
          expected: options.age == nil
            ? Phrase(
              en: "a year of birth, 14 to 120 years before \(options.year ?? 0)",
              fr: "une année de naissance, de 14 à 120 ans avant \(options.year ?? 0)")
            : Phrase(en: "14 to 120 years", fr: "de 14 à 120 ans"))
      }
    }
    return AplProfessionals(
      maximumAge: options.maximumAge, keepsUnknown: options.keepsUnknown, ages: ages)
  }
}
