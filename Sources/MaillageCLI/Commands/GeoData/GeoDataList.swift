import GeoFormats
import GeoModel
import GeoNative
import Reports
import Studies

/// What is embedded and what is in the cache.
enum GeoDataList {
  /// `maillage geodata`.
  static func overview(_ context: CommandContext, _ cache: ContourCache) throws -> CommandOutcome {
    let folder = try GeoDataFolder.find(environment: context.environment)
    let tables = try EmbeddedTables(folder, session: context.session())
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    outcome.text(Phrase(en: "Embedded tables: \(folder.path)", fr: "Tables embarquées : \(folder.path)"))
    for row in tables.rows {
      let facts = [row.publisher, row.millesime, row.licence].compactMap { $0 }.joined(separator: " ; ")
      let rows = Phrase(figure: number.integer(row.rowCount))
      outcome.figure(
        Phrase(verbatim: row.file),
        Phrase(
          en: "\(rows.english) rows\(facts.isEmpty ? "" : " · \(facts)")",
          fr: "\(rows.french) lignes\(facts.isEmpty ? "" : " · \(facts)")"))
    }
    outcome.text(
      Phrase(
        en: "Embedded studies: \(folder.studies.joined(separator: ", "))",
        fr: "Études embarquées : \(folder.studies.joined(separator: ", "))"))
    outcome.json("dossier", .string(folder.path))
    outcome.json(
      "tables",
      .array(
        tables.rows.map { row in
          .object([
            ("fichier", .string(row.file)), ("lignes", .int(row.rowCount)), ("octets", .int(row.byteCount)),
            ("contenu", text(row.content)), ("editeur", text(row.publisher)),
            ("millesime", text(row.millesime)),
            ("licence", text(row.licence)),
          ])
        }))
    outcome.json("etudes", .array(folder.studies.map { .string($0) }))
    addCache(cache, to: &outcome)
    return outcome
  }

  /// `maillage geodata list`.
  static func list(_ cache: ContourCache) -> CommandOutcome {
    var outcome = CommandOutcome()
    addCache(cache, to: &outcome)
    return outcome
  }

  /// `maillage geodata verify`: each file against the SHA-256 of its manifest.
  static func verify(_ context: CommandContext, _ cache: ContourCache) -> CommandOutcome {
    var outcome = CommandOutcome()
    var files: [JSONValue] = []
    var sound = 0
    let units = cache.units
    let states = ParallelMap.map(count: units.count, threads: context.threads) { cache.state(of: units[$0]) }
    for (unit, state) in zip(units, states) {
      if case .altered(let diagnostic) = state { context.reporter.report(diagnostic) }
      if state.manifest != nil { sound += 1 }
      files.append(
        .object([("nom", .string(unit.name)), ("intact", .bool(state.manifest != nil))]))
    }
    let number = FrenchNumber.typographic
    outcome.figure(Phrase(en: "files", fr: "fichiers"), number.integer(units.count))
    outcome.figure(Phrase(en: "as fetched", fr: "intacts"), number.integer(sound))
    outcome.figure(
      Phrase(en: "altered or missing", fr: "modifiés ou absents"), number.integer(units.count - sound))
    outcome.json("cache", .string(cache.path))
    outcome.json("fichiers_lus", .int(units.count))
    outcome.json("intacts", .int(sound))
    outcome.json("modifies", .int(units.count - sound))
    outcome.json("fichiers", .array(files))
    outcome.isSuccess = sound == units.count
    return outcome
  }

  /// `maillage geodata clean`: the files chosen, or all of them, and what was left unfinished.
  static func clean(_ context: CommandContext, _ cache: ContourCache) throws -> CommandOutcome {
    var units = cache.units
    let options = context.options
    if try options.atMostOne(of: ["departement", "region", "all"]) != nil || options.isGiven("level") {
      let level = try options.choice("level", as: ContourLevel.self) ?? .commune
      let reference = try CommuneReference.load(environment: context.environment, session: context.session())
      let codes = try GeoDataSelection.codes(options, level: level, reference)
      units = units.filter { $0.level == level && codes.contains($0.code) }
    }
    for unit in units { try cache.remove(unit) }
    let parts = try cache.removeParts()
    var outcome = CommandOutcome()
    let number = FrenchNumber.typographic
    outcome.figure(Phrase(en: "files removed", fr: "fichiers supprimés"), number.integer(units.count))
    outcome.figure(
      Phrase(en: "unfinished files removed", fr: "fichiers inachevés supprimés"), number.integer(parts))
    outcome.json("cache", .string(cache.path))
    outcome.json("supprimes", .array(units.map { .string($0.name) }))
    outcome.json("inacheves_supprimes", .int(parts))
    return outcome
  }

  private static func addCache(_ cache: ContourCache, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    let units = cache.units
    let manifests = units.map { cache.knownManifest(of: $0) }
    outcome.text(
      Phrase(
        en: units.isEmpty
          ? "Official contours: none in \(cache.folder)" : "Official contours: \(cache.folder)",
        fr: units.isEmpty
          ? "Contours officiels : aucun dans \(cache.folder)" : "Contours officiels : \(cache.folder)"))
    for (unit, manifest) in zip(units, manifests) {
      guard let manifest else {
        outcome.figure(
          Phrase(verbatim: unit.name), Phrase(en: "unreadable manifest", fr: "fiche illisible"))
        continue
      }
      let count = Phrase(figure: number.integer(manifest.featureCount))
      let year = manifest.millesime ?? "n.d."
      let tail = "\(year) · \(manifest.date) · \(manifest.source)"
      outcome.figure(
        Phrase(verbatim: unit.name),
        Phrase(en: "\(count.english) contours · \(tail)", fr: "\(count.french) contours · \(tail)"))
    }
    outcome.json("cache", .string(cache.path))
    outcome.json("contours", .array(manifests.map { $0?.json ?? .null }))
    outcome.json("inacheves", .int(cache.parts.filter { $0.hasSuffix(".part") }.count))
  }

  private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}
