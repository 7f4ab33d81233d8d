import GeoFormats
public import GeoModel

/// What people of each age class consume per person, in any unit.
public struct AgeConsumption: Sendable, Equatable {
  public var classes: [String]
  public var values: [Double]

  init(classes: [String], values: [Double]) {
    self.classes = classes
    self.values = values
  }

  /// Parses `0-15=0.8,16-59=0.9,60+=1.4`; nil where the text is no such list, a class stands twice or a value is below 0.
  public init?(parsing text: String) {
    var (classes, values): ([String], [Double]) = ([], [])
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equal = part.lastIndex(of: "=") else { return nil }
      let name = CodeText.trimmed(String(part[..<equal]))
      guard !name.isEmpty, !classes.contains(where: { NameMatch.folded($0) == NameMatch.folded(name) }),
        let value = DecimalNumber.parse(CodeText.trimmed(String(part[part.index(after: equal)...]))),
        value.isFinite, value >= 0
      else { return nil }
      classes.append(name)
      values.append(value)
    }
    self.init(classes: classes, values: values)
  }

  /// Reads a table of two columns: the class, then what one person of it consumes.
  ///
  /// - Throws: `Diagnostic` where the table has other columns, a class stands twice, or a value is no number of 0 or more.
  public static func load(_ path: String, session: LoadSession) throws(Diagnostic) -> AgeConsumption {
    let table = try session.read([path], role: "Consommation par âge")[0].table
    guard table.columns.count == 2, table.rowCount > 0 else {
      throw Diagnostic(
        "apl.consumption-columns", at: SourceLocation(file: path),
        Phrase(
          en: "a table of two columns is needed: the age class, and what one person of it consumes",
          fr: "il faut une table de deux colonnes : la classe d’âge, et ce que consomme une personne"),
        found: table.names.joined(separator: ", "))
    }
    let cells = FigureColumn(table.columns[1])
    try AccessPlaces.requireSureSign(cells, table, 1, path)
    var read = AgeConsumption(classes: [], values: [])
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      let name = CodeText.trimmed(table.columns[0][row])
      let place = AccessPlaces.place(row, table, 1, path)
      guard case .number(let value) = cells[row], value >= 0, value.isFinite else {
        throw Diagnostic(
          "apl.consumption", at: place,
          Phrase(en: "this is not a number of 0 or more", fr: "ce n’est pas un nombre positif ou nul"),
          found: table.columns[1][row])
      }
      guard !name.isEmpty, seen.insert(NameMatch.folded(name)).inserted else {
        throw Diagnostic(
          "apl.consumption-class", at: AccessPlaces.place(row, table, 0, path),
          Phrase(
            en: "the age class is empty or stands twice",
            fr: "la classe d’âge est vide ou figure deux fois"), found: name)
      }
      read.classes.append(name)
      read.values.append(value)
    }
    return read
  }
}
