import GeoFormats
import GeoModel
import GeoNative
import Reports
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
          fr: "CSV : les colonnes des sites, puis territoire")),
      InputArguments.excel,
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
    session.prefetch(territoryOptions.requests + [siteOptions.request])
    let layer = try TerritoryLoader.load(territoryOptions, session: session)
    let sites = try SiteLoader.load(siteOptions, session: session)
    SiteCodeJoin.report(sites, layer, session: session)
    context.say(session)
    context.progress.start(Phrase(en: "Joining", fr: "Jointure"))
    let join = try SiteAssignment(sites, in: layer, threads: context.threads)
    if let warning = join.warning(sites) { context.warn(warning) }
    try context.writeRejects(sites)
    if let output = context.options.string("output") {
      try context.write(csv: table(sites, join, layer, threads: context.threads), to: output)
    }
    return outcome(sites, join, layer, session)
  }

  private static func table(
    _ sites: LoadedSites, _ join: SiteAssignment, _ layer: LoadedTerritories, threads: Int
  ) -> [UInt8] {
    var column = "territoire"
    var number = 2
    while sites.table.index(of: column) != nil {
      column = "territoire_\(number)"
      number += 1
    }
    var codes = TextColumn(name: column)
    for code in layer.codes { codes.append(code) }
    var header = CSVWriter()
    header.row(sites.table.names + [column])
    let piece = 65_536
    let pieces = ParallelMap.map(count: (sites.count + piece - 1) / piece, threads: threads) {
      [codes] index in
      rows(index * piece..<min(sites.count, (index + 1) * piece), sites, join, codes)
    }
    var bytes = header.bytes
    bytes.reserveCapacity(pieces.reduce(bytes.count) { $0 + $1.count })
    for piece in pieces { bytes.append(contentsOf: piece) }
    return bytes
  }

  /// The lines of some sites.
  private static func rows(
    _ range: Range<Int>, _ sites: LoadedSites, _ join: SiteAssignment, _ codes: TextColumn
  ) -> [UInt8] {
    let columns = sites.table.columns
    let (rows, territories) = (sites.rows, join.territories)
    let ownCodes = [codes]
    var writer = CSVWriter()
    for site in range {
      writer.cells(columns.span, row: rows[site])
      if territories[site] >= 0 {
        writer.cells(ownCodes.span, row: territories[site])
      } else {
        writer.emptyCell()
      }
      writer.endRow()
    }
    return writer.bytes
  }

  private static func outcome(
    _ sites: LoadedSites, _ join: SiteAssignment, _ layer: LoadedTerritories, _ session: LoadSession
  ) -> CommandOutcome {
    precondition(join.isBalanced, "the mass balance of the join does not close")
    var outcome = CommandOutcome()
    SiteSummary.add(sites, join, to: &outcome)
    outcome.figure(
      Phrase(en: "territories", fr: "territoires"), FrenchNumber.typographic.integer(layer.codes.count))
    outcome.json("territoires", .int(layer.codes.count))
    outcome.json("appariements", JoinSummary.json(session))
    return outcome
  }
}
