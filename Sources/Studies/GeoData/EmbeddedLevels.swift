public import Coverage
public import GeoModel

/// Meshes and levels that come with Maillage.
public enum EmbeddedLevels {
  /// A level of the embedded tables.
  struct Source {
    var table: String
    var key: String
    var column: String
  }

  private static let sources: [(name: String, source: Source)] = [
    ("departement", Source(table: "communes.csv", key: "code", column: "departement")),
    ("region", Source(table: "communes.csv", key: "code", column: "region")),
    ("arrondissement", Source(table: "communes.csv", key: "code", column: "arrondissement")),
    ("epci", Source(table: "communes.csv", key: "code", column: "epci")),
    ("bassin_de_vie", Source(table: "communes.csv", key: "code", column: "bassin_de_vie")),
    ("tas", Source(table: "tas.csv", key: "commune", column: "tas")),
    (
      "territoire_democratie_sanitaire",
      Source(table: "territoires-democratie-sanitaire.csv", key: "commune", column: "territoire")
    ),
  ]

  public static var names: [String] { sources.map(\.name) }

  /// The communes that belong to a level, with their official contours or drawn from their points, and what they
  /// belong to.
  ///
  /// - Parameter filter: rows of the table of communes to keep, such as `region=32`; nil for all.
  /// - Throws: `Diagnostic` for a level that is not embedded, or where the embedded data are not found.
  public static func load(
    _ name: String, filter: String?, contours: ContourChoice, environment: [String: String],
    session: LoadSession
  ) throws(Diagnostic) -> (mesh: LoadedTerritories, membership: Membership, populations: [Double?]) {
    guard let source = sources.first(where: { $0.name == NameMatch.folded(name) })?.source else {
      throw Diagnostic(
        "geodata.level",
        Phrase(en: "this level is not embedded", fr: "ce niveau n’est pas embarqué"), found: name,
        expected: Phrase(verbatim: names.joined(separator: ", ")),
        hint: NameMatch.closest(to: name, among: names, limit: 1).first.map { Phrase(verbatim: $0) })
    }
    let folder = try GeoDataFolder.find(environment: environment)
    let levelNames = try MembershipLoader.names(
      folder.path + "/tables/niveaux.csv", key: "code", value: "nom",
      filter: "niveau=\(NameMatch.folded(name))",
      session: session)
    let membership = try MembershipLoader.load(
      "\(folder.path)/tables/\(source.table)", key: source.key, by: source.column, names: levelNames,
      session: session)
    let points = try CommunePoints.load(
      folder.communes, partsPath: folder.municipalDistricts, session: session)
    let mesh = try CommuneContours.load(
      points, filter: filter, path: folder.communes, choice: contours, environment: environment,
      session: session
    ) { membership.levelOf[$0] != nil }
    let populations = try PopulationLoader.load(
      folder.communes, key: "code", value: "population", session: session)
    return (mesh, membership, mesh.codes.map { populations.byCode[$0] })
  }
}
