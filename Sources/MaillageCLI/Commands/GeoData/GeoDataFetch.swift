import GeoFormats
import GeoModel
import GeoNative
import Reports
import Studies
import Synchronization

/// `maillage geodata fetch`.
enum GeoDataFetch {
  static func run(_ context: CommandContext, _ cache: ContourCache) throws -> CommandOutcome {
    let options = context.options
    let session = context.session()
    guard let level = try options.choice("level", as: ContourLevel.self) else {
      throw options.absent("level")
    }
    var http = HTTPOptions()
    http.stallSeconds = try options.int("timeout", in: 1...3600) ?? http.stallSeconds
    http.connectSeconds = min(http.connectSeconds, Double(http.stallSeconds))
    http.retries = try options.int("retries", in: 0...20) ?? http.retries
    let base = try baseURL(options)
    let reference = try CommuneReference.load(environment: context.environment, session: session)
    var request = ContourFetch.Request(
      level: level, codes: try GeoDataSelection.codes(options, level: level, reference))
    request.baseURL = base
    request.isForced = context.isForced
    request.http = http
    let fetch = try Interruption.watched { () throws(Diagnostic) in
      try ContourFetch(
        request, cache: cache, reference: reference, session: session, events: events(context, request.codes))
    }
    for warning in session.warnings { context.warn(warning) }
    for failure in fetch.failures { context.reporter.report(failure) }
    for item in fetch.items { warnOfCodes(item, context) }
    if Interruption.isRequested { throw interrupted(fetch) }
    return outcome(fetch, cache)
  }

  private static func baseURL(_ options: ParsedOptions) throws(UsageError) -> String {
    let base = try options.read(
      "base-url", expected: Phrase(en: "an http or https address", fr: "une adresse http ou https")
    ) { text -> String? in
      let lower = text.lowercased()
      guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
      guard !text.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" }) else { return nil }
      return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
    return base ?? ContourService.baseURL
  }

  private static func events(_ context: CommandContext, _ codes: [String]) -> ContourFetch.Events {
    var events = ContourFetch.Events()
    var shown: (unit: ContourUnit, received: Int)?
    events.progress = { unit, received, total in
      if shown?.unit != unit {
        let rank = codes.firstIndex(of: unit.code).map { " (\($0 + 1)/\(codes.count))" } ?? ""
        context.progress.start(Phrase(verbatim: unit.name + rank), total: total)
        shown = (unit, 0)
      }
      context.progress.advance(by: max(0, received - (shown?.received ?? 0)))
      shown?.received = received
    }
    events.note = { context.note($0) }
    return events
  }

  /// A list of codes of another year is no fault; one of no year deserves a look.
  private static func warnOfCodes(_ item: ContourFetch.Item, _ context: CommandContext) {
    guard let manifest = item.manifest, !(manifest.absentCodes.isEmpty && manifest.unknownCodes.isEmpty)
    else {
      return
    }
    let year = EmbeddedTables.millesime
    let absent = manifest.absentCodes.joined(separator: ", ")
    let unknown = manifest.unknownCodes.joined(separator: ", ")
    let none = "-"
    let place = SourceLocation(file: item.unit.name + ".geojson")
    let differing = Phrase(
      en: "absent \(absent.isEmpty ? none : absent); unknown \(unknown.isEmpty ? none : unknown)",
      fr: "absents \(absent.isEmpty ? none : absent) ; inconnus \(unknown.isEmpty ? none : unknown)")
    if let millesime = manifest.millesime {
      return context.note(
        Phrase(
          en: "codes of the \(millesime); against those of \(year): \(differing.english)",
          fr: "codes du \(millesime) ; par rapport à ceux de \(year) : \(differing.french)"), at: place)
    }
    context.warn(
      Diagnostic(
        "contours.millesime", at: place,
        Phrase(
          en: "the codes are of no year that is known; against those of \(year): \(differing.english)",
          fr:
            "les codes ne sont d’aucun millésime connu ; par rapport à ceux de \(year) : \(differing.french)")
      ))
  }

  private static func interrupted(_ fetch: ContourFetch) -> Diagnostic {
    let done = fetch.items.filter { $0.manifest != nil }.count
    return Diagnostic(
      "interrupted",
      Phrase(
        en: "interrupted: \(done) of \(fetch.items.count) files are there",
        fr: "interrompu : \(done) fichiers sur \(fetch.items.count) sont là"),
      hint: Phrase(en: "the same command goes on", fr: "la même commande pour continuer"))
  }

  private static func outcome(_ fetch: ContourFetch, _ cache: ContourCache) -> CommandOutcome {
    let number = FrenchNumber.typographic
    func count(_ isCounted: (ContourFetch.State) -> Bool) -> Int {
      fetch.items.filter { isCounted($0.state) }.count
    }
    let fetched = count { if case .fetched = $0 { true } else { false } }
    let (built, present) = (count { $0 == .built }, count { $0 == .present })
    let failed = fetch.failures.count
    let notTried = count { $0 == .notTried }
    var outcome = CommandOutcome()
    let lines: [(key: String, label: Phrase, count: Int)] = [
      ("demandes", Phrase(en: "asked for", fr: "demandés"), fetch.items.count),
      ("telecharges", Phrase(en: "fetched", fr: "téléchargés"), fetched),
      ("construits", Phrase(en: "built from communes", fr: "construits à partir des communes"), built),
      ("deja_la", Phrase(en: "there already", fr: "déjà là"), present),
      ("echecs", Phrase(en: "failed", fr: "en échec"), failed),
      ("non_tentes", Phrase(en: "not tried", fr: "non tentés"), notTried),
    ]
    for line in lines {
      outcome.figure(line.label, number.integer(line.count))
      outcome.json(line.key, .int(line.count))
    }
    outcome.json("cache", .string(cache.path))
    outcome.json("fichiers", .array(fetch.items.map(json)))
    if !fetch.isComplete {
      let names = fetch.items.filter { $0.manifest == nil }.map(\.unit.name)
      if !names.isEmpty {
        let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
        outcome.text(Phrase(en: "Missing: \(list)", fr: "Manquent : \(list)"))
      }
      outcome.text(
        Phrase(
          en: "The embedded approximate contours stay in use where official ones are missing.",
          fr: "Les contours approchés embarqués restent en usage là où les officiels manquent."))
    }
    outcome.text(Phrase(en: "Contours in \(cache.folder)", fr: "Contours dans \(cache.folder)"))
    outcome.isIncomplete = !fetch.isComplete
    return outcome
  }

  private static func json(_ item: ContourFetch.Item) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("nom", .string(item.unit.name))]
    var error: Diagnostic?
    switch item.state {
    case .fetched(let resumed):
      members += [("etat", "telecharge"), ("octets_repris", .int(resumed))]
    case .built: members.append(("etat", "construit"))
    case .present: members.append(("etat", "deja_la"))
    case .failed(let diagnostic):
      members.append(("etat", "echec"))
      error = diagnostic
    case .notTried: members.append(("etat", "non_tente"))
    }
    if let error {
      members.append(
        ("erreur", .object([("code", .string(error.code)), ("message", .string(error.message.french))])))
    }
    members.append(("fiche", item.manifest?.json ?? .null))
    return .object(members)
  }
}
