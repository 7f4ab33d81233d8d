import Coverage
import GeoFormats
import GeoModel
import Studies

/// `maillage gaps`: places too far from every site, or communes that no CPTS lists.
enum GapsCommand {
  static let command = Command(spec: spec, run: run)

  private static let spec = CommandSpec(
    "gaps",
    Phrase(
      en: "zones blanches: too far from a site, or listed by no CPTS",
      fr: "zones blanches : trop loin d’un site, ou listées par aucune CPTS"),
    usage: [
      "--territories F… --sites F --within D [options] -o F",
      "--territories F… --sites F --within 30min (--times F | --speed KM/H) [options] -o F",
      "--territories F… --coverage-membership F --coverage-by C [options] -o F",
    ],
    options: InputArguments.territories + InputArguments.sites(required: false) + InputArguments.population
      + GridArguments.options + [GapPeople.option] + InputArguments.membership + [InputArguments.cog]
      + AccessArguments.matrix
      + GapsOptions.all,
    examples: [
      Example(
        "maillage gaps --territories communes.geojson --sites finess.csv --where categetab=603 --x coordxet "
          + "--y coordyet --crs EPSG:2154 --within 15km --population populations.csv -o zones.geojson",
        Phrase(
          en: "What lies beyond 15 km of a maison de santé",
          fr: "Ce qui est à plus de 15 km d’une maison de santé"))
    ],
    notes: [
      Phrase(
        en:
          "Distances are crow-fly metres in the legal plane CRS; people are spread evenly in each territory, "
          + "unless --population-method says otherwise.",
        fr: "Les distances sont à vol d’oiseau, dans le système plan légal ; les habitants sont répartis "
          + "également dans chaque territoire, sauf si --population-method dit autre chose.")
    ])

  @Sendable private static func run(_ context: CommandContext) throws -> CommandOutcome {
    let mode = try context.options.exactlyOne(of: ["within", "coverage-membership"])
    try context.options.allow(
      InputArguments.ofPopulation, onlyWith: "population")
    try context.options.allow(
      InputArguments.ofMembership + ["by", "level-output"], onlyWith: "membership")
    try context.options.require(["by"], with: "membership")
    try context.allowCog(with: ["population", "membership", "coverage-membership"])
    _ = try context.options.atMostOne(of: ["times", "speed"])
    try context.options.allow(["detour"], onlyWith: "speed")
    try context.options.allow(
      ["site-key"] + AccessArguments.ofMatrix, onlyWith: "times")
    if mode == "within" {
      try context.options.allow(
        ["coverage-key", "coverage-by", "coverage-part", "coverage-layer", "coverage-header-row"],
        onlyWith: "coverage-membership")
      guard context.options.isGiven("times") else { return try DistanceGaps.run(context) }
      // Whole communes: people are those of the table.
      for name in ["geodesic", "segments", "around", "min-area", "level-output", "population-method"]
        + GridArguments.options.map(\.name)
      {
        _ = try context.options.atMostOne(of: ["times", name])
      }
      return try TimeGaps.run(context)
    }
    try context.options.allow(
      [
        "geodesic", "segments", "around", "min-area", "level-output", "sites", "layer", "where", "x", "y",
        "crs", "crs-column", "decimal", "delimiter", "encoding", "header-row", "skip-rows", "ragged",
        "site-code", "site-name", "rejects", "times", "speed", "population-method",
      ] + GridArguments.options.map(\.name), onlyWith: "within")
    try context.options.require(["coverage-by"], with: "coverage-membership")
    return try MembershipGaps.run(context)
  }
}

/// The options of `gaps` alone.
enum GapsOptions {
  static let all: [OptionSpec] =
    [
      .one(
        "within", "D", group: .method,
        help: Phrase(
          en: "distance or time within which a place is covered: 15km, 30min",
          fr: "distance ou durée couverte : 15km, 30min")),
      .one(
        "site-key", "C",
        help: Phrase(
          en: "column of the sites' key in the matrix (recognised if usual)",
          fr: "colonne de la clé des sites dans la matrice (reconnue si usuelle)")),
    ] + AccessArguments.estimate + [
      .one(
        "coverage-membership", "F", group: .method,
        help: Phrase(en: "which communes each CPTS lists", fr: "communes que liste chaque CPTS")),
      .one(
        "coverage-key", "C", group: .method,
        help: Phrase(
          en: "its column of communes (recognised if usual)",
          fr: "sa colonne des communes (reconnue si usuelle)")),
      .one(
        "coverage-by", "C", group: .method, help: Phrase(en: "its column of CPTS", fr: "sa colonne des CPTS")),
      .one(
        "coverage-part", "C", group: .method,
        help: Phrase(
          en: "its column of arrondissements municipaux, for rows that list a part of a commune",
          fr: "sa colonne d’arrondissements municipaux, pour les lignes qui listent une partie de commune")),
      InputArguments.layer("coverage", en: "its layer", fr: "sa couche"),
      InputArguments.headerRow("coverage", en: "line of that file", fr: "ligne de ce fichier"),
      .one(
        "min-area", "A", group: .method, default: "1km2",
        help: Phrase(
          en: "smaller gaps that hold no whole territory are counted apart",
          fr: "les zones plus petites, sans territoire entier, sont comptées à part")),
      .one(
        "gap-width", "D", group: .method, default: "250m",
        help: Phrase(
          en: "holes between territories narrower than this on average are artefacts of drawing",
          fr: "les trous entre territoires, moins larges en moyenne, sont des défauts de tracé")),
      .one(
        "segments", "N", group: .method, default: "\(CoverageJob.Options.defaultSegments)",
        help: Phrase(
          en: "segments a quadrant of the discs, 32 or more", fr: "segments par quart de disque, 32 ou plus")),
      .flag(
        "geodesic",
        help: Phrase(
          en: "geodesic discs and ellipsoidal areas instead of plane ones",
          fr: "disques géodésiques et surfaces sur l’ellipsoïde au lieu du plan")),
      InputArguments.workCRS,
      .several(
        "around", "F", group: .method,
        help: Phrase(
          en: "contours of the land around the study, to measure its edge (default: embedded commune points)",
          fr:
            "contours des terres autour de l’étude, pour mesurer son bord (par défaut : points de communes embarqués)"
        )),
      CommonOptions.output(Phrase(en: "GeoJSON of the gaps", fr: "GeoJSON des zones blanches")),
      .one(
        "territories-output", "F", group: .output,
        help: Phrase(
          en: "GeoJSON of the territories with their coverage",
          fr: "GeoJSON des territoires avec leur couverture")),
      .one(
        "level-output", "F", group: .output,
        help: Phrase(
          en: "CSV of the level's territories with their coverage",
          fr: "CSV des territoires du niveau, avec leur couverture")),
      InputArguments.excel,
    ]
}
