import GeoFormats
public import GeoModel

/// A figure for each age class: the weights of a standard population, or the rates of a reference.
public enum AgeWeights {
  /// - Parameters:
  ///   - classes: those that the figures are for; the answer has their order.
  ///   - option: the option that names the file, for the hint.
  /// - Throws: `Diagnostic` where a class has no figure, where one is not of `classes`, and where all are 0.
  public static func load(
    _ path: String, classes: [String], option: String, session: LoadSession
  ) throws(Diagnostic) -> [Double] {
    let content = try session.read([path], role: option == "--standard" ? "Standard" : "Taux de référence")[0]
    let table = content.table
    let folded = table.columns.map { NameMatch.folded($0.name) }
    let key = folded.firstIndex { AgeWords.classes.contains($0) } ?? 0
    let others = table.columns.indices.filter { $0 != key }
    guard
      let column = others.count == 1
        ? others[0] : others.first(where: { AgeWords.values.contains(folded[$0]) })
    else {
      throw Diagnostic(
        "standard.columns", at: SourceLocation(file: path),
        Phrase(
          en: "two columns are needed: the class and its figure",
          fr: "il faut deux colonnes : la classe et sa valeur"), found: table.names.joined(separator: ", "))
    }
    let cells = FigureColumn(table.columns[column])
    var figures = [Double?](repeating: nil, count: classes.count)
    func place(_ row: Int, _ column: Int) -> SourceLocation {
      SourceLocation(
        file: path, line: row < table.lines.count ? Int(table.lines[row]) : nil,
        feature: row < table.lines.count ? nil : row + 1, field: table.columns[column].name)
    }
    if cells.isAmbiguous, let row = cells.firstComma {
      throw Diagnostic(
        "standard.decimal-sign", at: place(row, column),
        Phrase(
          en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
          fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"),
        found: table.columns[column][row])
    }
    for row in 0..<table.rowCount {
      let name = CodeText.trimmed(table.columns[key][row])
      if AgeWords.totals.contains(NameMatch.folded(name)) { continue }
      guard let index = classes.firstIndex(of: name) else {
        throw Diagnostic(
          "standard.class-unknown", at: place(row, key),
          Phrase(
            en: "this class is none of the population’s: \(AgeWords.list(classes))",
            fr: "cette classe n’est aucune de celles de la population : \(AgeWords.list(classes))"),
          found: name)
      }
      guard case .number(let value) = cells[row], value >= 0, value <= 1e12, figures[index] == nil else {
        throw Diagnostic(
          "standard.number", at: place(row, column),
          Phrase(
            en: "each class needs one number of 0 or more",
            fr: "il faut à chaque classe un nombre positif ou nul"),
          found: table.columns[column][row])
      }
      figures[index] = value
    }
    if let absent = figures.firstIndex(of: nil) {
      throw Diagnostic(
        "standard.class-absent", at: SourceLocation(file: path),
        Phrase(en: "this age class has no figure", fr: "cette classe d’âge n’a pas de valeur"),
        found: classes[absent],
        hint: Phrase(en: "0 leaves a class out", fr: "0 laisse une classe de côté"))
    }
    guard figures.contains(where: { ($0 ?? 0) > 0 }) else {
      throw Diagnostic(
        "standard.zero", at: SourceLocation(file: path),
        Phrase(en: "all figures are 0", fr: "toutes les valeurs sont nulles"))
    }
    return figures.map { $0 ?? 0 }
  }
}
