import GeoModel

extension CSVParser {
  /// The row is read again for the message.
  func fieldCount(_ rowLine: Int, _ rowStart: Int, _ width: Int) -> Diagnostic {
    var probe = CSVParser(bytes, from: rowStart, line: rowLine, delimiter: delimiter, source: source)
    let cells: [String]
    do throws(Diagnostic) {
      cells = try probe.row(limit: CSVReader.maximumColumns)
    } catch {
      return error
    }
    let count = cells.count
    if let cut = cutNumber(cells), count > width { return decimalComma(rowLine, cut, count, width) }
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
          en: "completing the line, --ragged, or another --delimiter",
          fr: "compléter la ligne, --ragged, ou un autre --delimiter"))
  }

  /// Two neighbours that look like a number cut at its decimal comma: `48` and `8566`.
  private func cutNumber(_ cells: [String]) -> String? {
    guard delimiter == UInt8(ascii: ",") else { return nil }
    for (first, second) in zip(cells, cells.dropFirst()) {
      let whole = first.hasPrefix("-") ? first.dropFirst() : first[...]
      let isDigits = { (text: Substring) in
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
      }
      if isDigits(whole), isDigits(second[...]) { return "\(first),\(second)" }
    }
    return nil
  }

  private func decimalComma(_ line: Int, _ cut: String, _ count: Int, _ width: Int) -> Diagnostic {
    Diagnostic(
      "csv.decimal-comma", at: SourceLocation(file: source, line: line),
      Phrase(
        en: "\(count) field(s) where the header has \(width): a comma seems to be both the separator and the "
          + "decimal sign",
        fr: "\(count) champ(s) alors que l'en-tête en a \(width) : la virgule semble servir à la fois de "
          + "séparateur et de signe décimal"),
      found: cut,
      hint: Phrase(
        en: "exporting again with ; between the columns, or with quotes around the numbers",
        fr: "exporter à nouveau avec ; entre les colonnes, ou avec des guillemets autour des nombres"))
  }

  func trailingNote(_ rows: Tally) -> Diagnostic? {
    guard rows.count > 0 else { return nil }
    return Diagnostic(
      "csv.trailing-delimiter", severity: .note, at: SourceLocation(file: source, line: rows.first),
      Phrase(
        en: "\(rows.count) row(s) end with a separator that the header does not have, and nothing behind it",
        fr: "\(rows.count) ligne(s) finissent par un séparateur que l'en-tête n'a pas, sans rien derrière"))
  }

  func paddedWarning(_ rows: Tally) -> Diagnostic? {
    guard rows.count > 0 else { return nil }
    return Diagnostic(
      "csv.ragged", severity: .warning, at: SourceLocation(file: source, line: rows.first),
      Phrase(
        en: "\(rows.count) short row(s) were completed with empty values; this is the first",
        fr: "\(rows.count) ligne(s) trop courtes ont été complétées par des valeurs vides ; voici la première"
      ))
  }

  func emptyColumnNote(_ count: Int, _ headerLine: Int) -> Diagnostic {
    Diagnostic(
      "csv.empty-columns", severity: .note, at: SourceLocation(file: source, line: headerLine),
      Phrase(
        en: "\(count) column(s) with neither a name nor a value are left out",
        fr: "\(count) colonne(s) sans nom ni valeur sont laissées de côté"))
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

  static func headerWarning(_ change: NameChange, _ headerLine: Int, _ source: String) -> Diagnostic {
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
