public import Coverage
public import GeoModel
import GeoNative

/// Everything that a study reads, before anything is computed.
public struct StudyInputs: Sendable {
  public var layer: LoadedTerritories
  public var populations: [Double?]
  /// Inhabitants of every code of the table, those of parts of communes included.
  public var populationByCode: [String: Double] = [:]
  /// Inhabitants by squares; nil without any.
  public var grid: PopulationGrid?
  public var memberships: [Membership]
  /// One for each set of sites of the study.
  public var siteSets: [LoadedSites]
  /// Longitude and latitude of the commune of each territory, flat; empty where no table of points draws them.
  public var places: [Double] = []
  /// The communes of France, those around the study among them; nil where the study does not name a table of them and
  /// nothing asks for one.
  public var surroundings: CommunePoints?
  /// Nil where the land outside the data is not known.
  public var landOutside: LandOutside?

  /// The first set of sites; nil in a study without any.
  public var sites: LoadedSites? { siteSets.first }

  /// - Throws: `Diagnostic` with the file and the place of the first defect.
  public init(
    _ study: LoadedStudy, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) {
    let file = study.file
    let points = try file.territories.points.map { path throws(Diagnostic) in
      try CommunePoints.load(
        study.resolve(path), partsPath: file.territories.parts.map { study.resolve($0) }, role: "Territoires",
        source: file.territories.source, session: session)
    }
    if let points {
      layer = try CommuneContours.load(
        points, filter: file.territories.filter, path: study.resolve(file.territories.points ?? ""),
        choice: file.territories.contours, environment: environment, session: session)
      places = Self.places(of: layer.codes, in: points)
    } else {
      layer = try TerritoryLoader.load(
        TerritoryOptions(
          paths: file.territories.files.map { study.resolve($0) }, key: file.territories.key,
          keyPrefix: file.territories.keyPrefix, filter: file.territories.filter,
          crs: try Self.crs(file.territories.crs, study), layer: file.territories.layer,
          source: file.territories.source),
        session: session)
    }
    grid = try file.populations?.grid.map { source throws(Diagnostic) in
      try PopulationGrid.load(
        PopulationGrid.Options(
          path: study.resolve(source.file), value: source.column, layer: source.layer,
          crs: try Self.crs(source.crs, study), method: source.method), session: session)
    }
    if let source = file.populations, !source.file.isEmpty {
      let path = study.resolve(source.file)
      var read = try PopulationLoader.load(
        path, key: source.key, value: source.value, layer: source.layer, source: source.source,
        session: session)
      if let year = source.millesime {
        read = try CodeCarrying(from: year, territories: layer, session: session)
          .populations(read, path: path, session: session)
      }
      populations = PopulationJoin.join(read, layer, path: path, session: session)
      populationByCode = read.byCode
    } else {
      populations = []
    }
    memberships = []
    for level in file.levels {
      if let whole = level.whole {
        memberships.append(
          Membership(
            level: level.column,
            levelOf: Dictionary(uniqueKeysWithValues: layer.codes.map { ($0, whole.code) }),
            names: [whole.code: whole.name]))
        continue
      }
      let path = study.resolve(level.file)
      let names: [String: String]
      if let source = level.names {
        names = try MembershipLoader.names(
          study.resolve(source.file), key: source.key, value: source.value, filter: source.filter,
          role: level.title ?? "Niveau \(level.column)", source: level.source, session: session)
      } else {
        names = try OfficialNames.of(column: level.column, environment: environment, session: session)
      }
      var membership = try MembershipLoader.load(
        path, key: level.key, by: level.column, layer: level.layer, title: level.title, names: names,
        source: level.source, session: session)
      if let year = level.millesime {
        membership = try CodeCarrying(from: year, territories: layer, session: session)
          .membership(membership, path: path, role: level.title, session: session)
      }
      MembershipJoin.report(membership, layer, path: path, role: level.title, session: session)
      memberships.append(membership)
    }
    siteSets = []
    for source in file.siteSets {
      let options = try Self.siteOptions(source, study)
      siteSets.append(try SiteLoader.load(options, session: session))
      SiteCodeJoin.report(siteSets[siteSets.count - 1], layer, role: options.role, session: session)
    }
    landOutside =
      file.coverages.isEmpty ? nil : try Self.landOutside(study, layer, points, environment, session)
    surroundings = points
    guard points == nil else { return }
    if case .communes(let communes, _) = landOutside {
      surroundings = communes
    } else if file.analyses.contains(where: \.countsSurroundings),
      case .communes(let communes, _) = try EmbeddedLand.find(
        inside: Set(layer.codes), environment: environment, session: session)
    {
      surroundings = communes
    }
  }

  private static func places(of codes: [String], in points: CommunePoints) -> [Double] {
    var rank: [String: Int] = [:]
    for (index, code) in points.codes.enumerated() { rank[code] = index }
    return codes.flatMap { code in
      rank[code].map { [points.lonLat[2 * $0], points.lonLat[2 * $0 + 1]] } ?? [.nan, .nan]
    }
  }

  static func siteOptions(
    _ source: SiteSource, _ study: LoadedStudy
  ) throws(Diagnostic) -> SiteOptions {
    var options = SiteOptions(path: study.resolve(source.file))
    options.filter = source.filter
    options.x = source.x
    options.y = source.y
    options.crs = try crs(source.crs, study)
    options.code = source.code
    options.label = source.label
    options.layer = source.layer
    options.source = source.source
    if study.file.siteSets.count > 1 { options.role = "Sites (\(source.noun))" }
    return options
  }

  private static func crs(_ text: String?, _ study: LoadedStudy) throws(Diagnostic) -> CRS? {
    guard let text else { return nil }
    guard let crs = CRS(parsing: text) else {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: study.path, field: "crs"),
        Phrase(en: "this is not a coordinate system", fr: "ce n’est pas un système de coordonnées"),
        found: text,
        expected: Phrase(verbatim: "EPSG:2154"))
    }
    return crs
  }

  /// The study's own contours around it, else its own points, else the embedded ones.
  private static func landOutside(
    _ study: LoadedStudy, _ layer: LoadedTerritories, _ points: CommunePoints?,
    _ environment: [String: String],
    _ session: LoadSession
  ) throws(Diagnostic) -> LandOutside? {
    if !study.file.territories.around.isEmpty {
      let paths = study.file.territories.around.map { study.resolve($0) }
      return .layer(
        try TerritoryLoader.load(
          TerritoryOptions(paths: paths), role: "Terres autour de l’étude", session: session))
    }
    let inside = Set(layer.codes)
    if let points { return .communes(points, inside: inside) }
    return try EmbeddedLand.find(inside: inside, environment: environment, session: session)
  }
}

/// The land that the embedded points of communes tell.
public enum EmbeddedLand {
  /// Nil, with a warning, where the embedded data are not found.
  public static func find(
    inside codes: Set<String>, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) -> LandOutside? {
    let folder: GeoDataFolder
    do {
      folder = try GeoDataFolder.find(environment: environment)
    } catch {
      session.warn(
        Diagnostic(
          "edge.unknown",
          Phrase(
            en: "the study's edge is not measured: \(error.message.english)",
            fr: "le bord de l’étude n’est pas mesuré : \(error.message.french)"), hint: error.hint))
      return nil
    }
    let communes = try CommunePoints.load(
      folder.communes, partsPath: folder.municipalDistricts, role: "Communes autour de l’étude",
      source: "GeoData, COG 2024", session: session)
    return .communes(communes, inside: codes)
  }
}
