import GeoModel

extension CSVParser {
  /// The row's whole count is found for the message.
  mutating func fieldCount(_ rowLine: Int, _ found: Int, _ width: Int) throws(Diagnostic)
    -> Diagnostic
  {
    var count = found
    if found == width && at > 0 && bytes[at - 1] == delimiter {
      var isLast = false
      while !isLast {
        var cell = TextColumn(name: "")
        isLast = try field(into: &cell)
        count += 1
      }
    }
    let name = CSVDialect.name(delimiter)
    return Diagnostic(
      "csv.field-count", at: SourceLocation(file: source, line: rowLine),
      Phrase(
        en: "\(count) field(s) where the header has \(width) (delimiter: \(name))",
        fr: "\(count) champ(s) alors que l'en-tête en a \(width) (séparateur : \(name))"),
      hint: count > width
        ? Phrase(
          en: "quotes around values that hold the delimiter, or another --delimiter",
          fr: "des guillemets autour des valeurs qui contiennent le séparateur, ou un autre --delimiter")
        : Phrase(
          en: "completing the line, or another --delimiter", fr: "compléter la ligne, ou un autre --delimiter"
        ))
  }

  func nul() -> Diagnostic {
    Diagnostic(
      "csv.nul", at: SourceLocation(file: source, line: line),
      Phrase(
        en: "a NUL byte: the file is binary or damaged", fr: "un octet nul : le fichier est binaire ou abîmé")
    )
  }

  func strayText(_ opening: Int) -> Diagnostic {
    let rest = bytes[at..<min(bytes.count, at + 20)].prefix { $0 != 10 && $0 != 13 }
    return Diagnostic(
      "csv.quote", at: SourceLocation(file: source, line: line),
      Phrase(
        en: "text after the closing quote of a field that opened on line \(opening)",
        fr: "du texte après le guillemet fermant d'un champ ouvert à la ligne \(opening)"),
      found: String(decoding: rest, as: UTF8.self),
      hint: Phrase(
        en: "doubling the quotes inside the value", fr: "doubler les guillemets à l'intérieur de la valeur"))
  }

  func tooLarge(_ name: String) -> Diagnostic {
    Diagnostic(
      "csv.too-large", at: SourceLocation(file: source, field: name),
      Phrase(en: "more than 4 GiB of text in one column", fr: "plus de 4 Gio de texte dans une colonne"))
  }

  func tooManyColumns() -> Diagnostic {
    let limit = CSVReader.maximumColumns
    return Diagnostic(
      "csv.columns", at: SourceLocation(file: source, line: 1),
      Phrase(
        en: "more than \(limit) columns (delimiter: \(CSVDialect.name(delimiter)))",
        fr: "plus de \(limit) colonnes (séparateur : \(CSVDialect.name(delimiter)))"))
  }

  func blankWarning(_ count: Int, _ first: Int) -> Diagnostic {
    Diagnostic(
      "csv.blank-lines", severity: .warning, at: SourceLocation(file: source, line: first),
      Phrase(
        en: "\(count) blank line(s) among the rows were skipped; this is the first",
        fr: "\(count) ligne(s) vide(s) parmi les lignes ont été sautées ; voici la première"))
  }

  func headerWarning(
    _ change: (found: String, name: String, position: Int), _ headerLine: Int
  ) -> Diagnostic {
    Diagnostic(
      "csv.header", severity: .warning,
      at: SourceLocation(file: source, line: headerLine, field: change.found),
      change.found.isEmpty
        ? Phrase(
          en: "column \(change.position) has no name and is called \"\(change.name)\"",
          fr: "la colonne \(change.position) n'a pas de nom et s'appelle « \(change.name) »")
        : Phrase(
          en: "column \(change.position) repeats a name and is called \"\(change.name)\"",
          fr: "la colonne \(change.position) répète un nom et s'appelle « \(change.name) »"))
  }
}
