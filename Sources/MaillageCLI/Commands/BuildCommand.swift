import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// `maillage build`: territories from a mesh.
enum BuildCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "build",
    Phrase(
      en: "territories from a mesh: dissolve by a membership table",
      fr: "territoires à partir de mailles : regroupement par une table d’appartenance"),
    usage: [
      "--mesh F… --key FIELD --membership F --by C [options] -o F",
      "--by \(EmbeddedLevels.names.joined(separator: "|")) [--where EXPR] -o F",
    ],
    options: [
      .several(
        "mesh", "F",
        help: Phrase(
          en: "polygons of the mesh, in one or more files (default: embedded commune points)",
          fr:
            "polygones des mailles, dans un ou plusieurs fichiers (par défaut : points de communes embarqués)"
        )
      )
    ] + InputArguments.territories.dropFirst() + [
      .one(
        "where", "EXPR",
        help: Phrase(
          en: "embedded communes to keep, such as region=32",
          fr: "communes embarquées à garder, comme region=32")),
      ContourSummary.approximate,
    ] + InputArguments.population + GridArguments.options + InputArguments.membership + [
      InputArguments.cog,
      .one(
        "gap-width", "D", group: .method, default: "250m",
        help: Phrase(
          en: "enclosed holes narrower than this on average, that nobody claims, are filled",
          fr: "les trous enclavés moins larges en moyenne, que personne ne revendique, sont comblés")),
      InputArguments.workCRS,
      CommonOptions.output(Phrase(en: "GeoJSON of the territories", fr: "GeoJSON des territoires")),
    ],
    examples: [
      Example(
        "maillage build --mesh communes.geojson --key code --membership appartenance.csv --by BV2022 -o bv.geojson",
        Phrase(en: "Bassins de vie from communes", fr: "Les bassins de vie à partir des communes")),
      Example(
        "maillage build --by tas -o tas.geojson",
        Phrase(
          en: "The TAS of the Hauts-de-France, approximate", fr: "Les TAS des Hauts-de-France, approchés")),
    ],
    notes: [
      Phrase(
        en: "Where the mesh shares its borders exactly, shared edges cancel and no coordinate changes.",
        fr:
          "Là où les mailles partagent exactement leurs limites, les arêtes communes s’annulent, sans rien recalculer."
      )
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let options = context.options
    let width = try options.length("gap-width") ?? 0
    let workCRS = try options.crs("work-crs")
    let session = context.session()
    context.progress.start(Phrase(en: "Reading", fr: "Lecture"))
    let mesh: LoadedTerritories
    let membership: Membership
    var populations: [Double?]
    let by = try options.required("by")
    if options.isGiven("mesh") {
      _ = try options.atMostOne(of: ["mesh", "where"])
      _ = try options.atMostOne(of: ["mesh", "approximate"])
      try options.require(["membership"], with: "mesh")
      try options.allow(InputArguments.ofPopulation, onlyWith: "population")
      mesh = try TerritoryLoader.load(
        TerritoryOptions(
          paths: options.strings("mesh"), key: options.string("key"), keyPrefix: options.string("key-prefix"),
          crs: try options.crs("territories-crs"), layer: options.string("territories-layer")),
        role: "Mailles", session: session)
      guard let read = try context.membership(of: mesh, session) else { throw options.absent("membership") }
      membership = read
      populations = try context.populations(of: mesh, session)
    } else {
      try options.allow(
        [
          "key", "key-prefix", "territories-crs", "territories-layer", "repair-codes", "membership",
          "population", "cog",
        ]
          + InputArguments.ofMembership + InputArguments.ofPopulation + ["population-grid"], onlyWith: "mesh")
      (mesh, membership, populations) = try EmbeddedLevels.load(
        by, filter: options.string("where"), contours: options.flag("approximate") ? .approximate : .auto,
        environment: context.environment, session: session)
    }
    context.progress.start(Phrase(en: "Reprojecting and mending", fr: "Projection et réparation"))
    let zones = try PlaneZones.make(mesh, workCRS: workCRS, threads: context.threads)
    RepairReport.warn(zones, mesh, session)
    let count = try context.gridCount(of: mesh, zones: zones, session)
    if let count { populations = count.populations }
    context.progress.start(Phrase(en: "Dissolving", fr: "Regroupement"))
    let job = try BuildJob(
      mesh, zones: zones, membership: membership, populations: populations, sliverWidthMetres: width,
      threads: context.threads)
    context.say(session)
    if let output = options.string("output") {
      let features = BuildFeatures.features(job, isApproximate: mesh.isApproximate)
      try context.write(
        GeoJSONWriter.write(features, members: GapFeatures.members(of: mesh)).bytes, to: output)
    }
    var outcome = outcome(job, mesh, session)
    if let count { GridArguments.add(count, to: &outcome) }
    return outcome
  }

  private static func outcome(_ job: BuildJob, _ mesh: LoadedTerritories, _ session: LoadSession)
    -> CommandOutcome
  {
    let number = FrenchNumber.typographic
    let filled = job.filledHoles.reduce(0) { $0 + $1.areaSquareMetres }
    var outcome = CommandOutcome()
    if mesh.isApproximate { outcome.text(Phrase(en: "Contours approchés", fr: "Contours approchés")) }
    ContourSummary.addText(mesh, to: &outcome)
    outcome.figure(Phrase(en: "mesh", fr: "mailles"), number.integer(mesh.codes.count))
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(job.territories.count))
    outcome.figure(Phrase(en: "land", fr: "surface"), number.area(km2: job.areaSquareMetres / 1e6))
    outcome.figure(
      Phrase(en: "holes filled", fr: "trous comblés"),
      "\(number.integer(job.filledHoles.count)), \(number.area(km2: filled / 1e6))")
    outcome.figure(Phrase(en: "holes kept", fr: "trous conservés"), number.integer(job.keptHoles))
    outcome.figure(
      Phrase(en: "overlaps", fr: "chevauchements"), number.area(km2: job.overlapSquareMetres / 1e6))
    outcome.figure(
      Phrase(
        en: "united by GEOS, as borders are not shared exactly",
        fr: "unis par GEOS, faute de limites communes"),
      number.integer(job.unitedByGEOS.count))
    outcome.json("mailles", .int(mesh.codes.count))
    outcome.json("territoires", .int(job.territories.count))
    outcome.json("surface_km2", .km2(job.areaSquareMetres))
    outcome.json("trous_combles", .int(job.filledHoles.count))
    outcome.json("surface_trous_combles_km2", .km2(filled))
    outcome.json("trous_conserves", .int(job.keptHoles))
    outcome.json("chevauchements_km2", .km2(job.overlapSquareMetres))
    outcome.json("unis_par_geos", .int(job.unitedByGEOS.count))
    outcome.json("mailles_sans_territoire", .int(job.withoutLevel.count))
    outcome.json("contours_approches", .bool(mesh.isApproximate))
    ContourSummary.addJSON(mesh, to: &outcome)
    outcome.json("appariements", JoinSummary.json(session))
    return outcome
  }
}
