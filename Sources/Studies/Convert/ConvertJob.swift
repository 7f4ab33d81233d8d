public import Coverage
public import GeoFormats
public import GeoModel
import GeoNative

/// A file read, filtered, carried, simplified and rounded: what is to be written, and the balance of it.
public struct ConvertJob: Sendable {
  public enum Content: Sendable {
    case layer(FeatureLayer)
    /// Rows without a place.
    case table(Table)
  }

  public private(set) var content: Content
  public private(set) var sourceCRS: CRS?
  /// Rows or features of the file.
  public private(set) var read: Int
  public private(set) var filteredOut = 0
  /// Features without geometry in the output.
  public private(set) var withoutGeometry = 0
  /// Features whose geometry could not be carried to the output's CRS, which are among those without geometry.
  public private(set) var untransformed = 0
  public private(set) var simplification: Simplification?
  public private(set) var areaChange: AreaChange?
  public private(set) var rounding: CoordinateRounding?

  public var written: Int {
    switch content {
    case .layer(let layer): layer.count
    case .table(let table): table.rowCount
    }
  }

  /// - Parameter format: what is written decides whether a table needs places, and whether the CRS must be longitude
  ///   and latitude unless told otherwise.
  public init(
    _ options: ConvertOptions, format: OutputFormat, session: LoadSession, progress: (Phrase) -> Void
  ) throws(Diagnostic) {
    let file = try session.read(
      [options.path], role: options.sites.role, csv: options.csv, layer: options.sites.request.layer)[0]
    read = file.featureCount
    let fields = FieldChoice(select: options.select, renames: options.renames, prefix: options.prefix)
    var layer: FeatureLayer
    switch file {
    case .layer(let found):
      layer = found.layer
      if let crs = options.crs { layer.crs = crs }
      let rows = try Self.rows(layer.attributes, count: layer.count, options.filter)
      filteredOut = layer.count - rows.count
      if filteredOut > 0 { layer = layer.features(rows) }
    case .table(let found):
      if format.holdsTables && !options.needsPlaces {
        var table = found.table
        let rows = try Self.rows(table, count: table.rowCount, options.filter)
        filteredOut = table.rowCount - rows.count
        if filteredOut > 0 { table = table.rows(rows) }
        try fields.apply(to: &table)
        content = .table(table)
        return
      }
      let sites = try SiteLoader.load(file, options.sites, session: session)
      filteredOut = sites.rowsFilteredOut
      layer = Self.layer(of: sites)
    }
    sourceCRS = layer.crs
    content = .layer(layer)
    try carry(&layer, options, format, session, progress)
    try reshape(&layer, options, session, progress)
    withoutGeometry = layer.geometry.kinds.count { $0 == .none }
    try fields.apply(to: &layer)
    content = .layer(layer)
  }

  private static func rows(
    _ table: Table, count: Int, _ filter: String?
  ) throws(Diagnostic) -> [Int] {
    guard let filter else { return Array(0..<count) }
    let bound = try RowFilter(parsing: filter).bind(to: table)
    return (0..<count).filter { bound.matches(table, row: $0) }
  }

  private static func layer(of sites: LoadedSites) -> FeatureLayer {
    var geometry = GeometryColumn()
    for site in 0..<sites.count {
      if sites.isLocated(site) {
        geometry.append(point: Position(x: sites.positions[2 * site], y: sites.positions[2 * site + 1]))
      } else {
        geometry.appendNone()
      }
    }
    let table = sites.rowsFilteredOut > 0 ? sites.table.rows(sites.rows) : sites.table
    return FeatureLayer(geometry: geometry, attributes: table, crs: sites.crs, source: sites.path)
  }

  // MARK: CRS

  private mutating func carry(
    _ layer: inout FeatureLayer, _ options: ConvertOptions, _ format: OutputFormat, _ session: LoadSession,
    _ progress: (Phrase) -> Void
  ) throws(Diagnostic) {
    try CoordinateCheck.requireDegrees(layer)
    var target = options.targetCRS ?? layer.crs
    if options.targetCRS == nil && !format.holdsCRS && layer.crs != .wgs84 {
      target = .wgs84
      session.note(
        Phrase(
          en: "\(format.name) does not say its CRS: carried from \(layer.crs) to longitude and latitude",
          fr: "le \(format.name) ne dit pas son système : passage de \(layer.crs) en longitude et latitude"))
    }
    guard target != layer.crs else { return }
    progress(Phrase(en: "Reprojecting", fr: "Projection"))
    let (coordinates, source, threads) = (layer.geometry.coordinates, layer.crs, session.threads)
    layer.geometry.coordinates = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(coordinates, from: source, to: target, threads: threads)
    }
    layer.crs = target
    let lost = (0..<layer.count).filter { feature in
      layer.geometry.kinds[feature] != .none
        && layer.geometry.positions(of: feature).contains { layer.geometry.coordinates[2 * $0].isNaN }
    }
    guard let first = lost.first else { return }
    untransformed = lost.count
    layer.geometry = layer.geometry.withoutGeometry(Set(lost))
    session.warn(
      Diagnostic(
        "convert.not-carried", at: SourceLocation(file: options.path, feature: first + 1),
        Phrase(
          en:
            "\(lost.count) feature(s) cannot be carried from \(source) to \(target) and are written without "
            + "geometry; this is the first",
          fr: "\(lost.count) objet(s) ne peuvent pas passer de \(source) à \(target) et sont écrits sans "
            + "géométrie ; voici le premier")))
  }

  // MARK: Shape

  private mutating func reshape(
    _ layer: inout FeatureLayer, _ options: ConvertOptions, _ session: LoadSession,
    _ progress: (Phrase) -> Void
  ) throws(Diagnostic) {
    let place = SourceLocation(file: options.path)
    let threads = session.threads
    if let metres = options.simplifyMetres {
      progress(Phrase(en: "Simplifying", fr: "Simplification"))
      let crs = layer.crs
      let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
      let scale: MetricScale =
        facts.isGeographic ? .degrees : .plane(metresPerUnit: facts.metresPerUnit)
      let geometry = layer.geometry
      let simpler = try FailureWords.geos(at: place) { () throws(GEOSError) in
        try Simplification(geometry, toleranceMetres: metres, scale: scale, threads: threads)
      }
      simplification = simpler
      layer.geometry = simpler.geometry
      areaChange = AreaChange(before: geometry, after: simpler.geometry)
    }
    if let decimals = options.precision {
      progress(Phrase(en: "Rounding", fr: "Arrondi"))
      let geometry = layer.geometry
      let rounded = try FailureWords.geos(at: place) { () throws(GEOSError) in
        try CoordinateRounding(geometry, grid: .init(decimals: decimals), threads: threads)
      }
      rounding = rounded
      layer.geometry = rounded.geometry
      if let first = rounded.spoiledFeatures.first {
        session.warn(
          Diagnostic(
            "convert.precision", at: SourceLocation(file: options.path, feature: first + 1),
            Phrase(
              en:
                "\(rounded.spoiledFeatures.count) feature(s) would collapse or become invalid with \(decimals) "
                + "decimals: \(rounded.keptPositions) positions keep theirs; this is the first",
              fr:
                "\(rounded.spoiledFeatures.count) objet(s) s’effondreraient ou deviendraient invalides avec "
                + "\(decimals) décimales : \(rounded.keptPositions) positions gardent les leurs ; voici le premier"
            )
          ))
      }
    }
  }
}

/// How much areas changed.
public struct AreaChange: Sendable, Equatable {
  /// Change of the sum of areas, as a share of it; 0 where there is none.
  public private(set) var total = 0.0
  /// The largest change of one feature, as a share of its area, without sign.
  public private(set) var largest = 0.0
  /// That feature.
  public private(set) var feature: Int?

  init(before: GeometryColumn, after: GeometryColumn) {
    var sums = (0.0, 0.0)
    for index in 0..<before.count where before.kinds[index].isPolygonal {
      let (own, new) = (before.polygons(of: index).area, after.polygons(of: index).area)
      sums.0 += own
      sums.1 += new
      guard own > 0 else { continue }
      let change = abs(new - own) / own
      if change > largest { (largest, feature) = (change, index) }
    }
    if sums.0 > 0 { total = (sums.1 - sums.0) / sums.0 }
  }
}

extension ConvertOptions {
  var sites: SiteOptions {
    var sites = SiteOptions(path: path)
    sites.filter = filter
    sites.x = x
    sites.y = y
    sites.crs = crs
    sites.decimal = decimal
    sites.csv = csv
    sites.layer = layer
    sites.role = "Fichier"
    return sites
  }
}

extension GeometryColumn {
  /// The same features, some of them without their geometry.
  func withoutGeometry(_ features: Set<Int>) -> GeometryColumn {
    var result = GeometryColumn()
    for feature in 0..<count {
      if features.contains(feature) {
        result.appendNone()
      } else {
        result.append(feature: feature, of: self)
      }
    }
    return result
  }
}
