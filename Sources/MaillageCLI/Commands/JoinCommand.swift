import GeoFormats
import GeoModel
import Studies

/// `maillage join`: which territory holds each site.
enum JoinCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "join", Phrase(en: "which territory holds each site", fr: "quel territoire contient chaque site"),
    options: InputArguments.sites(required: true) + InputArguments.territories + [
      CommonOptions.output(
        Phrase(
          en: "CSV: the sites' own columns, then territoire",
          fr: "CSV : les colonnes des sites, puis territoire"))
    ],
    examples: [
      Example(
        "maillage join --sites finess.csv --x coordxet --y coordyet --crs EPSG:2154 "
          + "--territories communes.geojson --key code -o sites.csv",
        Phrase(en: "The commune of each establishment", fr: "La commune de chaque établissement"))
    ],
    notes: [
      Phrase(
        en: "A site on a boundary, or in several territories, goes to the lowest code and is counted apart.",
        fr:
          "Un site sur une limite, ou dans plusieurs territoires, va au plus petit code et est compté à part."
      ),
      Phrase(
        en:
          "Every row that --where keeps is written; territoire is empty outside all territories and for rejected rows.",
        fr: "Chaque ligne que --where garde est écrite ; territoire est vide hors de tout territoire et pour "
          + "les lignes rejetées."),
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let territoryOptions = try context.territoryOptions()
    let siteOptions = try context.siteOptions()
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let layer = try TerritoryLoader.load(territoryOptions, session: session)
    let sites = try SiteLoader.load(siteOptions, session: session)
    context.say(session)
    context.progress.start(Phrase(en: "Joining", fr: "Jointure"))
    let join = try SiteAssignment(sites, in: layer, threads: context.threads)
    try context.writeRejects(sites)
    if let output = context.options.string("output") {
      try context.write(table(sites, join, layer), to: output)
    }
    return outcome(sites, join, layer)
  }

  private static func table(_ sites: LoadedSites, _ join: SiteAssignment, _ layer: LoadedTerritories)
    -> [UInt8]
  {
    var column = "territoire"
    var number = 2
    while sites.table.index(of: column) != nil {
      column = "territoire_\(number)"
      number += 1
    }
    var writer = CSVWriter(capacity: sites.table.columns.reduce(0) { $0 + $1.bytes.count } + 16 * sites.count)
    writer.row(sites.table.names + [column])
    for (site, row) in sites.rows.enumerated() {
      for values in sites.table.columns { writer.cell(values, row) }
      let territory = join.territories[site]
      if territory >= 0 { writer.cell(layer.codes[territory]) } else { writer.emptyCell() }
      writer.endRow()
    }
    return writer.bytes
  }

  private static func outcome(
    _ sites: LoadedSites, _ join: SiteAssignment, _ layer: LoadedTerritories
  ) -> CommandOutcome {
    precondition(join.isBalanced, "the mass balance of the join does not close")
    var outcome = CommandOutcome()
    SiteSummary.add(sites, join, to: &outcome)
    outcome.figure(Phrase(en: "territories", fr: "territoires"), "\(layer.codes.count)")
    outcome.json("territoires", .int(layer.codes.count))
    return outcome
  }
}

/// The mass balance of sites, as every command prints it.
enum SiteSummary {
  static func add(_ sites: LoadedSites, _ join: SiteAssignment, to outcome: inout CommandOutcome) {
    if sites.rowsFilteredOut > 0 {
      outcome.figure(Phrase(en: "rows of the file", fr: "lignes du fichier"), "\(sites.table.rowCount)")
      outcome.figure(
        Phrase(en: "left out by --where", fr: "écartées par --where"), "\(sites.rowsFilteredOut)")
    }
    outcome.figure(Phrase(en: "sites read", fr: "sites lus"), "\(join.read)")
    outcome.figure(Phrase(en: "located", fr: "localisés"), "\(sites.locatedCount)")
    outcome.figure(Phrase(en: "rejected", fr: "rejetés"), "\(join.rejected)")
    outcome.figure(Phrase(en: "assigned", fr: "affectés"), "\(join.assigned)")
    outcome.figure(
      Phrase(en: "in several territories", fr: "dans plusieurs territoires"), "\(join.ambiguous)")
    outcome.figure(Phrase(en: "outside", fr: "hors territoire"), "\(join.outside)")
    outcome.figure(Phrase(en: "on a boundary", fr: "sur une limite"), "\(join.onBoundary)")
    outcome.json("lignes_lues", .int(sites.table.rowCount))
    outcome.json("lignes_hors_filtre", .int(sites.rowsFilteredOut))
    outcome.json("sites_lus", .int(join.read))
    outcome.json("sites_localises", .int(sites.locatedCount))
    outcome.json("sites_rejetes", .int(join.rejected))
    outcome.json("affectes", .int(join.assigned))
    outcome.json("hors_territoire", .int(join.outside))
    outcome.json("sur_limite", .int(join.onBoundary))
    outcome.json("ambigus", .int(join.ambiguous))
    if join.unknownCodes > 0 {
      outcome.figure(
        Phrase(
          en: "outside, by a code of no territory", fr: "hors territoire, par un code inconnu"),
        "\(join.unknownCodes)")
      outcome.json("codes_inconnus", .int(join.unknownCodes))
    }
    if join.byCode > 0 { outcome.json("affectes_par_code", .int(join.byCode)) }
  }
}
