import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `validate` says: how many findings of each kind, the first of each, and what was mended.
struct ValidationSummary {
  /// Findings of a kind quoted in the text, and listed under `--json`.
  static let quoted = 5
  static let listed = 1_000

  private(set) var outcome = CommandOutcome()
  private let job: ValidationJob
  private let french: Bool

  init(_ job: ValidationJob, repair: LayerRepair?, isStrict: Bool, french: Bool) {
    self.job = job
    self.french = french
    let mended = Set(repair?.changes.filter { !$0.isEmpty }.map(\.feature) ?? [])
    let left = job.files.reduce(0) { sum, file in
      sum + file.findings.count { $0.level == .error && !Self.isMended($0, mended) }
    }
    addText()
    if let repair { add(repair) }
    addVerdict(errorsLeft: left, isRepaired: repair != nil)
    addJSON(errorsLeft: left, repair)
    outcome.isSuccess = left == 0 && !(isStrict && job.count(.warning) > 0)
  }

  /// True where the mended layer no longer has the defect.
  private static func isMended(_ finding: Finding, _ features: Set<Int>) -> Bool {
    guard let feature = finding.feature, features.contains(feature) else { return false }
    return FindingKind.ofRings.contains(finding.kind)
  }

  private mutating func addText() {
    let number = FrenchNumber.typographic
    for file in job.files {
      outcome.text(
        Phrase(
          en: "\(file.path): \(file.count) features or rows, \(file.featuresWithFindings) with findings",
          fr:
            "\(file.path) : \(file.count) objets ou lignes, dont \(file.featuresWithFindings) avec un constat"
        ))
    }
    for (kind, level, count) in job.counts {
      let word = Self.word(level)
      outcome.text(
        Phrase(
          en: "\(word.english): \(kind.title.english) [\(kind.rawValue)]: \(count)",
          fr: "\(word.french) : \(kind.title.french) [\(kind.rawValue)] : \(number.integer(count))"))
      let all = job.files.flatMap { file in file.findings.filter { $0.kind == kind }.map { (file, $0) } }
      for (file, finding) in all.prefix(Self.quoted) { outcome.text(line(finding, file)) }
      if count > Self.quoted {
        outcome.text(
          Phrase(en: "  … and \(count - Self.quoted) more", fr: "  … et \(count - Self.quoted) de plus"))
      }
    }
  }

  /// `  communes.geojson: feature 3 ("14174"): self-intersection, at 0.40123 48.85123`
  private func line(_ finding: Finding, _ file: ValidatedFile) -> Phrase {
    let location = file.location(of: finding)
    func text(_ language: Language) -> String {
      let colon = language == .french ? " : " : ": "
      var line = "  " + location.text(in: language) + colon + finding.message.text(in: language)
      if let value = finding.value { line += " " + Diagnostic.quoted(value) }
      if let area = finding.areaSquareMetres {
        let figure = Phrase(figure: FrenchNumber.typographic.area(km2: area / 1e6)).text(in: language)
        line += ", " + (area < 1e5 ? Self.squareMetres(area).text(in: language) : figure)
      }
      if let place = finding.place {
        let spot = "\(FixedDecimal.text(place.x, decimals: 6)) \(FixedDecimal.text(place.y, decimals: 6))"
        line += (language == .french ? ", en " : ", at ") + spot
      }
      return line
    }
    return Phrase(en: text(.english), fr: text(.french))
  }

  private static func squareMetres(_ area: Double) -> Phrase {
    Phrase(figure: FrenchNumber.typographic.decimal(area, decimals: area < 10 ? 2 : 0, unit: "m²"))
  }

  private static func word(_ level: Finding.Level) -> Phrase {
    switch level {
    case .error: Phrase(en: "error", fr: "erreur")
    case .warning: Phrase(en: "warning", fr: "avertissement")
    case .note: Phrase(en: "for information", fr: "pour information")
    }
  }

  private mutating func add(_ repair: LayerRepair) {
    outcome.text(
      Phrase(en: "mended: \(repair.changes.count)", fr: "réparés : \(repair.changes.count)"))
    for change in repair.changes {
      let place = SourceLocation(feature: change.feature, featureCode: change.code)
      func figure(_ area: Double?) -> Phrase { area.map(Self.squareMetres) ?? Phrase(verbatim: "n.d.") }
      let (before, after) = (figure(change.areaBeforeSquareMetres), figure(change.areaAfterSquareMetres))
      outcome.text(
        Phrase(
          en: "  \(place.text(in: .english)): \(change.reason.title.english), \(before.english) before, "
            + (change.isEmpty ? "nothing left" : "\(after.english) after"),
          fr: "  \(place.text(in: .french)) : \(change.reason.title.french), \(before.french) avant, "
            + (change.isEmpty ? "plus rien" : "\(after.french) après")))
    }
  }

  private mutating func addVerdict(errorsLeft: Int, isRepaired: Bool) {
    let number = FrenchNumber.typographic
    outcome.figure(Phrase(en: "errors", fr: "erreurs"), number.integer(job.count(.error)))
    if isRepaired {
      outcome.figure(Phrase(en: "errors left", fr: "erreurs restantes"), number.integer(errorsLeft))
    }
    outcome.figure(Phrase(en: "warnings", fr: "avertissements"), number.integer(job.count(.warning)))
    outcome.figure(Phrase(en: "for information", fr: "pour information"), number.integer(job.count(.note)))
    if job.territoriesCompared > 0 {
      outcome.figure(
        Phrase(en: "territories compared", fr: "territoires comparés"),
        number.integer(job.territoriesCompared))
      outcome.figure(
        Phrase(en: "sum of their areas", fr: "somme de leurs surfaces"),
        number.area(km2: job.sumSquareMetres / 1e6))
      outcome.figure(
        Phrase(en: "area of their union", fr: "surface de leur union"),
        number.area(km2: job.unionSquareMetres / 1e6))
    }
  }

  private mutating func addJSON(errorsLeft: Int, _ repair: LayerRepair?) {
    outcome.json(
      "fichiers",
      .array(
        job.files.map { file in
          .object([
            ("fichier", .string(file.path)), ("objets_lus", .int(file.count)),
            ("objets_avec_constat", .int(file.featuresWithFindings)),
            ("objets_sans_constat", .int(file.count - file.featuresWithFindings)),
            ("crs", .optional(file.layer?.crs.code)),
          ])
        }))
    outcome.json("erreurs", .int(job.count(.error)))
    outcome.json("erreurs_restantes", .int(errorsLeft))
    outcome.json("avertissements_constates", .int(job.count(.warning)))
    outcome.json("informations", .int(job.count(.note)))
    outcome.json("territoires_compares", .int(job.territoriesCompared))
    outcome.json("surface_km2", .km2(job.sumSquareMetres))
    outcome.json("surface_union_km2", .km2(job.unionSquareMetres))
    outcome.json("par_type", .object(job.counts.map { ($0.kind.rawValue, .int($0.count)) }))
    var listed: [FindingKind: Int] = [:]
    var records: [JSONValue] = []
    for file in job.files {
      for finding in file.findings where listed[finding.kind, default: 0] < Self.listed {
        listed[finding.kind, default: 0] += 1
        records.append(.object(FindingFeatures.record(finding, file, french: french)))
      }
    }
    outcome.json("constats_total", .int(job.files.reduce(0) { $0 + $1.findings.count }))
    outcome.json("constats", .array(records))
    guard let repair else { return }
    outcome.json(
      "reparations",
      .array(
        repair.changes.map { change in
          .object([
            ("objet", .int(change.feature)), ("code", .optional(change.code)),
            ("type", .string(change.reason.rawValue)),
            ("surface_avant_m2", change.areaBeforeSquareMetres.map { .number($0, decimals: 4) } ?? .null),
            ("surface_apres_m2", change.areaAfterSquareMetres.map { .number($0, decimals: 4) } ?? .null),
            ("sans_reste", .bool(change.isEmpty)),
          ])
        }))
  }
}
