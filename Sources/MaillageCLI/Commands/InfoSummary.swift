import GeoFormats
import GeoModel
import Reports
import Studies

/// The facts of a file, for people and for scripts.
enum InfoSummary {
  static func outcome(_ layers: [FileFacts], file: DataFile.Layers, path: String) -> CommandOutcome {
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "bytes", fr: "octets"), number.integer(file.byteCount))
    for part in file.parts {
      outcome.figure(Phrase(verbatim: shown(part.path)), number.integer(part.byteCount))
    }
    if let digest = file.sha256 { outcome.figure(Phrase(verbatim: "SHA-256"), Phrase(verbatim: digest)) }
    for facts in layers {
      if layers.count > 1 { outcome.text(Phrase(verbatim: "")) }
      addText(facts, to: &outcome)
      addFields(facts, to: &outcome)
    }
    outcome.json("fichier", .string(path))
    outcome.json("octets", .int(file.byteCount))
    outcome.json("sha256", .optional(file.sha256))
    outcome.json(
      "autres_fichiers",
      .array(
        file.parts.map { part in
          .object([
            ("fichier", .string(part.path)), ("octets", .int(part.byteCount)),
            ("sha256", .optional(part.sha256)),
          ])
        }))
    outcome.json("objets_lus", .int(layers.reduce(0) { $0 + $1.count }))
    outcome.json("couches", .array(layers.map(json)))
    return outcome
  }

  private static func json(_ facts: FileFacts) -> JSONValue {
    let kinds = facts.kinds.map { entry in
      (key: entry.kind == .none ? "sans" : entry.kind.name, value: JSONValue.int(entry.count))
    }
    return .object([
      ("nom", .optional(facts.name)), ("format", .string(facts.format)), ("objets", .int(facts.count)),
      ("encodage", .optional(facts.dialect?.encoding.rawValue)),
      ("separateur", .optional(facts.dialect?.delimiterName)),
      ("fins_de_ligne", .optional(facts.dialect?.lineEnding.rawValue)),
      ("bom", facts.dialect.map { .bool($0.hasBOM) } ?? .null),
      ("ligne_en_tete", facts.dialect.map { .int($0.headerLine) } ?? .null),
      ("systeme", .optional(facts.crs?.code)), ("systeme_nom", .optional(facts.crsName)),
      ("systeme_origine", .optional(facts.crsReason?.french)), ("geometries", .object(kinds)),
      ("positions", .int(facts.positions)), ("localises", facts.located.map { .int($0) } ?? .null),
      ("emprise", box(facts.bounds, decimals: nil)),
      ("emprise_lon_lat", box(facts.lonLatBounds, decimals: 7)),
      ("roles", roles(facts)), ("codes", codes(facts)), ("champs", .array(facts.fields.map(field))),
    ])
  }

  static func codeWarning(_ facts: FileFacts, path: String) -> Diagnostic? {
    guard let codes = facts.codes, codes.looksDamaged, let column = facts.roles.code else { return nil }
    let count = codes.fourDigits + codes.decimals
    return Diagnostic(
      "codes.damaged", at: SourceLocation(file: path, field: column.name),
      Phrase(
        en:
          "\(count) of \(count + codes.communes + codes.others) codes look like codes of communes that lost "
          + "their zero or became numbers",
        fr: "\(count) codes sur \(count + codes.communes + codes.others) ressemblent à des codes de communes "
          + "qui ont perdu leur zéro ou sont devenus des nombres"))
  }

  // MARK: Text

  private static func addText(_ facts: FileFacts, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    if let name = facts.name {
      outcome.figure(Phrase(en: "layer", fr: "couche"), Phrase(verbatim: shown(name)))
    }
    outcome.figure(Phrase(en: "format", fr: "format"), Phrase(verbatim: facts.format))
    if let dialect = facts.dialect {
      let mark = dialect.hasBOM ? ", BOM" : ""
      outcome.figure(
        Phrase(en: "encoding", fr: "encodage"), Phrase(verbatim: dialect.encoding.rawValue + mark))
      outcome.figure(
        Phrase(en: "separator", fr: "séparateur"),
        Phrase(verbatim: "\(dialect.delimiterName), \(dialect.lineEnding.rawValue)"))
    }
    outcome.figure(
      facts.kinds.isEmpty ? Phrase(en: "rows", fr: "lignes") : Phrase(en: "features", fr: "objets"),
      number.integer(facts.count))
    for entry in facts.kinds {
      let name =
        entry.kind == .none
        ? Phrase(en: "without geometry", fr: "sans géométrie") : Phrase(verbatim: entry.kind.name)
      outcome.figure(name, number.integer(entry.count))
    }
    if facts.positions > 0 {
      outcome.figure(Phrase(en: "positions", fr: "positions"), number.integer(facts.positions))
    }
    if let located = facts.located {
      outcome.figure(
        Phrase(en: "rows with coordinates", fr: "lignes avec coordonnées"), number.integer(located))
    }
    if let crs = facts.crs {
      let name = facts.crsName.map { ", \($0)" } ?? ""
      let reason = facts.crsReason ?? Phrase(verbatim: "")
      outcome.figure(
        Phrase(en: "CRS", fr: "système"),
        Phrase(en: "\(crs)\(name) (\(reason.english))", fr: "\(crs)\(name) (\(reason.french))"))
    }
    if let box = facts.bounds {
      outcome.figure(Phrase(en: "bounds", fr: "emprise"), text(box, decimals: nil))
    }
    if let box = facts.lonLatBounds, facts.crs != .wgs84 {
      outcome.figure(
        Phrase(en: "in longitude, latitude", fr: "en longitude, latitude"), text(box, decimals: 5))
    }
    for (label, choice) in [
      (Phrase(en: "code", fr: "code"), facts.roles.code), (Phrase(en: "name", fr: "nom"), facts.roles.name),
      (Phrase(en: "population", fr: "population"), facts.roles.population),
    ] {
      if let choice { outcome.figure(label, Phrase(verbatim: shown(choice.name))) }
    }
    if let choice = facts.roles.coordinates {
      outcome.figure(Phrase(en: "coordinates", fr: "coordonnées"), choice.reason)
    }
    if let codes = facts.codes {
      outcome.figure(
        Phrase(en: "codes of five characters", fr: "codes de cinq caractères"), number.integer(codes.communes)
      )
      if codes.fourDigits > 0 {
        outcome.figure(
          Phrase(en: "codes of four digits", fr: "codes de quatre chiffres"), number.integer(codes.fourDigits)
        )
      }
      if codes.decimals > 0 {
        outcome.figure(
          Phrase(en: "codes with decimals", fr: "codes avec décimales"), number.integer(codes.decimals))
      }
      if codes.others > 0 {
        outcome.figure(Phrase(en: "other codes", fr: "autres codes"), number.integer(codes.others))
      }
    }
  }

  private static func text(_ box: Envelope, decimals: Int?) -> Phrase {
    Phrase(
      verbatim: [box.minX, box.minY, box.maxX, box.maxY].map { value in
        decimals.map { FixedDecimal.text(value, decimals: $0) } ?? FixedDecimal.shortest(value)
      }.joined(separator: " "))
  }

  private static func addFields(_ facts: FileFacts, to outcome: inout CommandOutcome) {
    guard !facts.fields.isEmpty else { return }
    outcome.text(Phrase(en: "Fields:", fr: "Champs :"))
    let number = FrenchNumber.typographic
    for field in facts.fields {
      let examples = field.examples.map { Diagnostic.quoted($0) }.joined(separator: ", ")
      let gap = Phrase(figure: number.integer(field.missing))
      let (en, fr) =
        field.missing == 0
        ? ("", "") : (", \(gap.english) missing", ", \(gap.french) manquants")
      outcome.figure(
        Phrase(verbatim: shown(field.name)),
        Phrase(
          en: "\(word(field.kind).english)\(en): \(examples)",
          fr: "\(word(field.kind).french)\(fr) : \(examples)"))
    }
  }

  /// A name on one line, whatever it holds.
  private static func shown(_ name: String) -> String {
    let quoted = Diagnostic.quoted(name)
    return quoted == "\"\(name)\"" ? name : quoted
  }

  private static func word(_ kind: FieldFacts.Kind) -> Phrase {
    switch kind {
    case .empty: Phrase(en: "empty", fr: "vide")
    case .integer: Phrase(en: "whole numbers", fr: "entiers")
    case .number: Phrase(en: "numbers", fr: "nombres")
    case .commaNumber: Phrase(en: "numbers with a comma", fr: "nombres à virgule")
    case .boolean: Phrase(en: "true or false", fr: "vrai ou faux")
    case .date: Phrase(en: "dates", fr: "dates")
    case .code: Phrase(en: "codes of digits", fr: "codes de chiffres")
    case .text: Phrase(en: "texts", fr: "textes")
    case .json: Phrase(en: "JSON", fr: "JSON")
    case .mixed: Phrase(en: "several kinds", fr: "plusieurs types")
    }
  }

  // MARK: JSON

  private static func box(_ box: Envelope?, decimals: Int?) -> JSONValue {
    guard let box else { return .null }
    return .array([box.minX, box.minY, box.maxX, box.maxY].map { .number($0, decimals: decimals) })
  }

  private static func field(_ field: FieldFacts) -> JSONValue {
    .object([
      ("nom", .string(field.name)), ("type", .string(field.kind.rawValue)),
      ("manquants", .int(field.missing)),
      ("longueur_max", .int(field.longest)), ("exemples", .array(field.examples.map { .string($0) })),
    ])
  }

  private static func roles(_ facts: FileFacts) -> JSONValue {
    let coordinates: JSONValue =
      switch facts.roles.coordinates?.columns {
      case .pair(let x, let y)?: .array([.string(facts.fields[x].name), .string(facts.fields[y].name)])
      case .combined(let index, _)?: .array([.string(facts.fields[index].name)])
      case nil: .null
      }
    return .object([
      ("code", .optional(facts.roles.code?.name)), ("nom", .optional(facts.roles.name?.name)),
      ("population", .optional(facts.roles.population?.name)), ("coordonnees", coordinates),
    ])
  }

  private static func codes(_ facts: FileFacts) -> JSONValue {
    guard let codes = facts.codes else { return .null }
    return .object([
      ("cinq_caracteres", .int(codes.communes)), ("quatre_chiffres", .int(codes.fourDigits)),
      ("avec_decimales", .int(codes.decimals)), ("autres", .int(codes.others)),
    ])
  }
}
