import GeoFormats
import GeoModel

/// The columns of a matrix of travel times.
struct TimesColumns: Sendable {
  let from: Int
  let to: Int
  let time: Int
  /// What the name of the column of times says of its unit; nil where it says nothing.
  let announced: Announced?

  enum Announced: Equatable {
    case time(TravelTimes.Unit)
    /// Kilometres or metres: no time.
    case distance
  }

  private static let fromNames = [
    "from", "origin", "origine", "depart", "idsrc", "source", "from_id", "origin_id", "code_from", "de",
  ]
  private static let toNames = [
    "to", "dest", "destination", "arrivee", "iddst", "target", "to_id", "destination_id", "code_to", "vers",
    "a",
  ]
  /// Without a unit in the name: in the unit that is told, else in minutes.
  private static let plainNames = [
    "duree", "temps", "time", "cost", "travel_time", "travel_time_p50",
  ]
  private static let unitNames: [TravelTimes.Unit: [String]] = [
    .minutes: ["minutes", "duree_min", "temps_min", "time_min", "duration_min", "travel_time_min", "mins"],
    .seconds: [
      "secondes", "seconds", "duree_s", "temps_s", "time_s", "duration_s", "travel_time_s", "duree_sec",
      "temps_sec",
    ],
    .hours: ["heures", "hours", "duree_h", "temps_h", "time_h", "duration_h"],
  ]
  /// Routers give it in seconds or in minutes: read where the unit is told.
  private static let unsureNames = ["duration", "durations"]
  private static let distanceNames = [
    "distance", "distance_km", "distance_m", "km", "metres", "meters", "dist", "longueur",
  ]

  /// - Throws: `Diagnostic` for a column that is not there, is not known, or has its times in a unit that was not told.
  init(_ options: TravelTimes.Options, in table: Table) throws(Diagnostic) {
    from = try Self.column(options.from, Self.fromNames, table, "--times-from")
    to = try Self.column(options.to, Self.toNames, table, "--times-to")
    let folded = table.names.map(NameMatch.folded)
    if options.minutes == nil {
      // The unit that is told decides between columns.
      let known =
        (Self.unitNames[options.unit ?? .minutes] ?? []) + Self.plainNames
        + (options.unit == nil ? [] : Self.unsureNames)
      if let unsure = Self.unsure(folded, known) {
        throw Diagnostic(
          "access.times-unit", at: SourceLocation(file: table.source, field: table.names[unsure.index]),
          Phrase(
            en: "is this column in minutes? Its name does not say so",
            fr: "cette colonne est-elle en minutes ? Son nom ne le dit pas"),
          hint: Self.unitHint(unsure.unit))
      }
      time = try Self.column(nil, known, table, "--times-value")
    } else {
      time = try Self.column(options.minutes, [], table, "--times-value")
    }
    announced = Self.announced(folded[time])
  }

  /// The column that a user may mean where none is known in the unit: its index and its likely unit.
  private static func unsure(_ folded: [String], _ known: [String]) -> (index: Int, unit: String)? {
    guard !folded.contains(where: known.contains) else { return nil }
    for unit in [TravelTimes.Unit.seconds, .hours, .minutes] {
      let names = unitNames[unit] ?? []
      if let index = folded.firstIndex(where: names.contains) { return (index, unit.rawValue) }
    }
    return folded.firstIndex(where: unsureNames.contains).map { ($0, "min|s|h") }
  }

  /// As an option, and as the key of a study.
  private static func unitHint(_ unit: String) -> Phrase {
    Phrase(
      en: "--times-unit \(unit); in a study, \"unite_temps\"",
      fr: "--times-unit \(unit) ; dans une étude, « unite_temps »")
  }

  private static func announced(_ name: String) -> Announced? {
    for unit in TravelTimes.Unit.allCases where unitNames[unit]?.contains(name) == true { return .time(unit) }
    return distanceNames.contains(name) ? .distance : nil
  }

  private static func column(
    _ told: String?, _ names: [String], _ table: Table, _ option: String
  ) throws(Diagnostic) -> Int {
    if let told { return try ColumnLookup.index(of: told, in: table, option: option) }
    let folded = table.names.map(NameMatch.folded)
    for name in names {
      if let index = folded.firstIndex(of: name) { return index }
    }
    throw Diagnostic(
      "access.times-column", at: SourceLocation(file: table.source),
      Phrase(
        en:
          "no column is known as this part of a matrix; the columns are: \(table.names.joined(separator: ", "))",
        fr: "aucune colonne connue pour cette part d’une matrice ; les colonnes sont : "
          + table.names.joined(separator: ", ")),
      expected: Phrase(verbatim: names.joined(separator: ", ")), hint: Phrase(verbatim: option))
  }

  /// What is said of the columns: which way the rows go, and the unit.
  func note(_ table: Table, _ unit: TravelTimes.Unit) -> Phrase {
    let names = table.names
    return Phrase(
      en: "\(table.source): from \"\(names[from])\" (demand) to \"\(names[to])\" (supply), "
        + "\"\(names[time])\" in \(unit.words.english)",
      fr: "\(table.source) : de « \(names[from]) » (demande) à « \(names[to]) » (offre), "
        + "« \(names[time]) » en \(unit.words.french)")
  }

  /// Where the name of a column that was told says another unit.
  func warning(_ table: Table, _ unit: TravelTimes.Unit) -> Diagnostic? {
    let at = SourceLocation(file: table.source, field: table.names[time])
    switch announced {
    case .time(let other) where other != unit:
      return Diagnostic(
        "access.times-unit", severity: .warning, at: at,
        Phrase(
          en: "read as \(unit.words.english), though its name says \(other.words.english)",
          fr: "lue en \(unit.words.french), alors que son nom dit des \(other.words.french)"),
        hint: Self.unitHint(other.rawValue))
    case .distance:
      return Diagnostic(
        "access.times-unit", severity: .warning, at: at,
        Phrase(
          en: "read as \(unit.words.english), though its name says a distance",
          fr: "lue en \(unit.words.french), alors que son nom dit une distance"))
    default: return nil
    }
  }
}
