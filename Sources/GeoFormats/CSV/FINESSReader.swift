import GeoModel

/// The national register of health establishments as it is published (etalab, cs1100507): no header, a row
/// `structureet;…` for each establishment, then a row `geolocalisation;…` for its position.
///
/// Gives one row an establishment, joined to its position by its FINESS number, under the documented names;
/// then `code_insee`, from the département and the three digits of the commune, and `geocodage`: `adresse`, or
/// `commune` where the source says that the position is that of the commune. Fields have no quotes.
enum FINESSReader {
  static let structureFields = [
    "nofinesset", "nofinessej", "rs", "rslongue", "complrs", "compldistrib", "numvoie", "typvoie", "voie",
    "compvoie", "lieuditbp", "commune", "departement", "libdepartement", "ligneacheminement", "telephone",
    "telecopie", "categetab", "libcategetab", "categagretab", "libcategagretab", "siret", "codeape",
    "codemft", "libmft", "codesph", "libsph", "dateouv", "dateautor", "datemaj", "numuai",
  ]
  static let positionFields = ["coordxet", "coordyet", "sourcecoordet", "datemaj_geo"]

  /// True of a file whose first line is one of the register's.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(40).drop { [0xEF, 0xBB, 0xBF, 10, 13, 32].contains($0) }
    return ["finess;etalab;", "structureet;", "geolocalisation;"].contains { head.starts(with: $0.utf8) }
  }

  /// Throws `finess.section`, `csv.field-count`, `finess.repeated` with the line, and `text.encoding`.
  static func read(
    _ bytes: [UInt8], source: String, options: CSVOptions
  ) throws(Diagnostic) -> ReadTable {
    let decoded = try DecodedText(bytes, forced: options.encoding, source: source)
    var walk = Walk(text: decoded.bytes, source: source)
    try walk.run(from: decoded.start)
    let (table, warnings) = walk.finish()
    return ReadTable(
      table: table,
      dialect: CSVDialect(
        delimiter: UInt8(ascii: ";"), encoding: decoded.encoding, hasBOM: decoded.hasBOM,
        lineEnding: walk.lineEnding, headerLine: 0),
      warnings: decoded.warnings + warnings)
  }

  private struct Walk {
    let text: [UInt8]
    let source: String
    var lineEnding = CSVDialect.LineEnding.lf
    private var columns = structureFields.map { TextColumn(name: $0) }
    private var lines: [UInt32] = []
    private var rowOf: [String: Int] = [:]
    /// Fields of the position of each number: coordinates, source, date.
    private var positions: [String: (fields: [Range<Int>], line: Int)] = [:]
    private var orphans = CSVParser.Tally()
    private var repeated = CSVParser.Tally()

    init(text: [UInt8], source: String) {
      self.text = text
      self.source = source
    }

    mutating func run(from start: Int) throws(Diagnostic) {
      var at = start
      var line = 1
      while at < text.count {
        let first = at
        while at < text.count && text[at] != 10 && text[at] != 13 { at += 1 }
        if first < at { try row(fields(first..<at), line) }
        if at < text.count {
          let isPair = text[at] == 13 && at + 1 < text.count && text[at + 1] == 10
          if line == 1 { lineEnding = isPair ? .crlf : text[at] == 13 ? .cr : .lf }
          at += isPair ? 2 : 1
          line += 1
        }
      }
    }

    private func fields(_ range: Range<Int>) -> [Range<Int>] {
      var fields: [Range<Int>] = []
      fields.reserveCapacity(36)
      var start = range.lowerBound
      for at in range where text[at] == UInt8(ascii: ";") {
        fields.append(start..<at)
        start = at + 1
      }
      fields.append(start..<range.upperBound)
      return fields
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    private mutating func row(_ fields: [Range<Int>], _ line: Int) throws(Diagnostic) {
      // A separator at the end of the line adds an empty field.
      var values = fields.dropFirst()
      switch string(fields[0]) {
      case "structureet":
        if values.count == structureFields.count + 1, values.last?.isEmpty == true { values.removeLast() }
        guard values.count == structureFields.count || values.count == structureFields.count - 1 else {
          throw fieldCount(line, values.count, "\(structureFields.count)")
        }
        let number = string(values[1])
        guard rowOf.updateValue(lines.count, forKey: number) == nil else { throw twice(number, line) }
        for (column, value) in zip(columns.indices, values) { columns[column].append(text[value]) }
        if values.count < structureFields.count { columns[structureFields.count - 1].append([]) }
        lines.append(UInt32(truncatingIfNeeded: line))
      case "geolocalisation":
        if values.count == 6, values.last?.isEmpty == true { values.removeLast() }
        guard values.count == 5 else { throw fieldCount(line, values.count, "5") }
        let number = string(values[1])
        if positions.updateValue((Array(values.dropFirst()), line), forKey: number) != nil {
          repeated.add(line)
        }
      case "finess" where line == 1: break
      default:
        throw Diagnostic(
          "finess.section", at: SourceLocation(file: source, line: line),
          Phrase(en: "a line of no known section", fr: "une ligne d'aucune section connue"),
          found: String(string(fields[0]).prefix(40)),
          expected: Phrase(verbatim: "structureet, geolocalisation"))
      }
    }

    mutating func finish() -> (Table, [Diagnostic]) {
      var joined = positionFields.map { TextColumn(name: $0) }
      var codes = TextColumn(name: "code_insee")
      var precision = TextColumn(name: "geocodage")
      var located = 0
      for row in lines.indices {
        let position = positions.removeValue(forKey: columns[0][row])
        if position != nil { located += 1 }
        for index in joined.indices {
          if let position {
            joined[index].append(text[position.fields[index]])
          } else {
            joined[index].append([])
          }
        }
        codes.append(FINESSCodes.insee(departement: columns[12][row], commune: columns[11][row]))
        precision.append(FINESSCodes.precision(of: joined[2][row]))
      }
      for position in positions.values.sorted(by: { $0.line < $1.line }) {
        if orphans.count == 0 { orphans.first = position.line }
        orphans.count += 1
      }
      if (0..<columns[30].count).allSatisfy({ columns[30].isEmpty($0) }) { columns.removeLast() }
      var table = Table(columns: columns + joined + [codes, precision], source: source)
      table.lines = lines
      return (table, messages(located, precision))
    }

    private func messages(_ located: Int, _ precision: TextColumn) -> [Diagnostic] {
      let coarse = (0..<precision.count).filter { precision[$0] == "commune" }
      var result = [
        Diagnostic(
          "finess.read", severity: .note, at: SourceLocation(file: source),
          Phrase(
            en: "raw FINESS register: \(lines.count) establishments, \(located) of them with a position",
            fr: "registre FINESS brut : \(lines.count) établissements, dont \(located) avec une position"))
      ]
      func warn(_ code: String, _ line: Int, _ en: String, _ fr: String) {
        result.append(
          Diagnostic(
            code, severity: .warning, at: SourceLocation(file: source, line: line), Phrase(en: en, fr: fr)))
      }
      if let first = coarse.first {
        warn(
          "finess.commune-positions", Int(lines[first]),
          "\(coarse.count) establishments stand at a point of their commune, not at their address (geocodage)",
          "\(coarse.count) établissements sont placés à un point de leur commune, pas à leur adresse (geocodage)"
        )
      }
      if orphans.count > 0 {
        warn(
          "finess.orphans", orphans.first,
          "\(orphans.count) positions of no establishment of the file are left out; this is the first",
          "\(orphans.count) positions sans établissement dans le fichier sont laissées de côté ; voici la première"
        )
      }
      if repeated.count > 0 {
        warn(
          "finess.positions-repeated", repeated.first,
          "\(repeated.count) positions replace an earlier one of the same establishment; this is the first",
          "\(repeated.count) positions en remplacent une du même établissement ; voici la première")
      }
      return result
    }

    private func fieldCount(_ line: Int, _ found: Int, _ expected: String) -> Diagnostic {
      Diagnostic(
        "csv.field-count", at: SourceLocation(file: source, line: line),
        Phrase(
          en: "\(found) field(s) in a row of the FINESS register",
          fr: "\(found) champ(s) dans une ligne du registre FINESS"), expected: Phrase(verbatim: expected))
    }

    private func twice(_ number: String, _ line: Int) -> Diagnostic {
      Diagnostic(
        "finess.repeated", at: SourceLocation(file: source, line: line, field: "nofinesset"),
        Phrase(en: "this establishment stands twice", fr: "cet établissement figure deux fois"), found: number
      )
    }
  }
}

/// Codes of the register.
enum FINESSCodes {
  /// Commune code of INSEE: overseas, FINESS writes the département `9A` for 971 and the commune `101` for
  /// 97101. Empty where either part is.
  static func insee(departement: String, commune: String) -> String {
    guard departement.utf8.count == 2, commune.utf8.count == 3 else { return "" }
    switch departement {
    case "9A", "9B", "9C", "9D", "9E", "9F": return "97" + commune
    case "9J": return "98" + commune
    default: return departement + commune
    }
  }

  /// From `1,ATLASANTE,96,BAN,EPSG:2154 …`: rank, publisher, score, geocoder, CRS. A row that was put on its
  /// commune has no score (`.`) and names the contours it was taken from (`ADMIN-EXPRESS-2023`).
  static func precision(of source: String) -> String {
    let parts = source.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count >= 4 else { return "" }
    return parts[2] == "." || parts[3].hasPrefix("ADMIN-EXPRESS") ? "commune" : "adresse"
  }
}
