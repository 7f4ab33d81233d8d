import GeoFormats
public import GeoModel
import GeoNative

/// How territories are read.
public struct TerritoryOptions: Sendable {
  public var paths: [String]
  /// Field of the code; nil to recognise it.
  public var key: String?
  /// Prefix to take off every code: `com` in `com59350`.
  public var keyPrefix: String?
  public var filter: String?
  /// CRS to take instead of what the files say.
  public var crs: CRS?
  /// Layer of the files that hold several.
  public var layer: String?
  public var source: String?

  public init(
    paths: [String], key: String? = nil, keyPrefix: String? = nil, filter: String? = nil, crs: CRS? = nil,
    layer: String? = nil, source: String? = nil
  ) {
    self.paths = paths
    self.key = key
    self.keyPrefix = keyPrefix
    self.filter = filter
    self.crs = crs
    self.layer = layer
    self.source = source
  }

  /// The files as they are asked of a session.
  public var requests: [LoadSession.Request] {
    paths.map { LoadSession.Request(path: $0, layer: LayerOptions(name: layer, crs: crs)) }
  }
}

/// Polygons with a code each, from one or more files.
public enum TerritoryLoader {
  /// - Throws: `Diagnostic` with the file, the feature and the field.
  public static func load(
    _ options: TerritoryOptions, role: String = "Territoires", session: LoadSession
  ) throws(Diagnostic) -> LoadedTerritories {
    let files = try session.read(
      options.paths, role: role, source: options.source,
      layer: LayerOptions(name: options.layer, crs: options.crs))
    let filter = try options.filter.map { text throws(Diagnostic) in try RowFilter(parsing: text) }
    var gathered = Gathered(options: options, filter: filter, session: session)
    for (path, file) in zip(options.paths, files) {
      guard case .layer(let read) = file else {
        throw Diagnostic(
          "territories.table", at: SourceLocation(file: path),
          Phrase(en: "a table has no polygons", fr: "un tableau n’a pas de polygones"),
          expected: Phrase(
            en: "polygons: GeoJSON, TopoJSON, GeoPackage or shapefile",
            fr: "des polygones : GeoJSON, TopoJSON, GeoPackage ou shapefile"))
      }
      try gathered.add(read.layer, path: path)
    }
    return try gathered.finish()
  }

  private struct Gathered {
    let options: TerritoryOptions
    let filter: RowFilter?
    let session: LoadSession
    var geometry = GeometryColumn()
    var codeOfFeature: [String] = []
    var fileOf: [String: String] = [:]
    var isApproximate = false
    var names: [String: String] = [:]
    var crs: CRS?
    var withoutGeometry: [String] = []

    mutating func add(_ layer: FeatureLayer, path: String) throws(Diagnostic) {
      // A file without features has no columns; `finish` refuses a layer without territories.
      guard layer.count > 0 else { return }
      var table = layer.attributes
      let key = try keyColumn(table, path: path)
      CodeText.warn(table.columns[key], path: path, session)
      CodeRepair.apply(to: &table.columns[key], path: path, session)
      let name = ColumnRoles(table).name.flatMap { $0.index == key ? nil : $0.index }
      let bound = try filter.map { filter throws(Diagnostic) in try filter.bind(to: table) }
      // What Maillage drew from points says so in every feature, and so must all that is made of it.
      if let mark = table.index(of: "contours"), table.columns[mark][0] == "approchés" {
        isApproximate = true
      }
      var codes = [String?](repeating: nil, count: layer.count)
      for feature in 0..<layer.count where bound?.matches(table, row: feature) ?? true {
        let code = try code(table, key, feature, path)
        codes[feature] = code
        if let name, names[code] == nil, !table.columns[name].isEmpty(feature) {
          names[code] = table.columns[name][feature]
        }
      }
      try adopt(layer.geometry, codes, crs: options.crs ?? layer.crs, path: path)
    }

    /// Adds the features that have a code, in one CRS.
    private mutating func adopt(
      _ column: GeometryColumn, _ codes: [String?], crs layerCRS: CRS, path: String
    ) throws(Diagnostic) {
      try requireDegrees(column, codes, layerCRS, path)
      if let feature = (0..<column.count).first(where: { codes[$0] != nil && column.kinds[$0].isPolygonal }) {
        let place = column.envelope(of: feature).center
        try CRSAdvice.warnOfOperation(from: layerCRS, at: place, file: path, session)
      }
      var column = column
      let common = crs ?? layerCRS
      crs = common
      if layerCRS != common {
        session.note(
          Phrase(
            en: "\(path) is in \(layerCRS): carried to \(common), the CRS of the first file",
            fr: "\(path) est en \(layerCRS) : ramené en \(common), le système du premier fichier"))
        let carried = column.coordinates
        let threads = session.threads
        column.coordinates = try FailureWords.proj { () throws(ProjError) in
          try Reprojection.transform(carried, from: layerCRS, to: common, threads: threads)
        }
      }
      var kept: [Int] = []
      for feature in 0..<column.count {
        guard let code = codes[feature] else { continue }
        switch column.kinds[feature] {
        case .polygon, .multiPolygon:
          kept.append(feature)
          codeOfFeature.append(code)
          if options.paths.count > 1 && fileOf[code] == nil { fileOf[code] = path }
        case .none:
          withoutGeometry.append(code)
        default:
          throw Diagnostic(
            "territories.kind", at: SourceLocation(file: path, feature: feature + 1, featureCode: code),
            Phrase(en: "this geometry is no territory", fr: "cette géométrie n’est pas un territoire"),
            found: column.kinds[feature].name,
            expected: Phrase(verbatim: "Polygon, MultiPolygon"))
        }
      }
      if kept.count == column.count && geometry.count == 0 {
        geometry = column
      } else if kept.count == column.count {
        geometry.append(column)
      } else {
        for feature in kept { geometry.append(polygons: column.polygons(of: feature)) }
      }
    }

    /// Metres in a file that says degrees would leave every site outside.
    private func requireDegrees(
      _ column: GeometryColumn, _ codes: [String?], _ crs: CRS, _ path: String
    ) throws(Diagnostic) {
      let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
      guard facts.isGeographic else { return }
      for feature in 0..<column.count where codes[feature] != nil {
        let box = column.envelope(of: feature)
        guard !box.isEmpty,
          !Self.earth.contains(box.minX, box.minY) || !Self.earth.contains(box.maxX, box.maxY)
        else { continue }
        let number = { (value: Double) in FixedDecimal.shortest(value) }
        throw Diagnostic(
          "territories.out-of-range",
          at: SourceLocation(file: path, feature: feature + 1, featureCode: codes[feature]),
          Phrase(
            en: "these are not longitudes and latitudes, as \(crs) has them",
            fr: "ce ne sont pas des longitudes et des latitudes, comme en a \(crs)"),
          found: "\(number(box.minX)) \(number(box.minY))",
          hint: CRSAdvice.hint(column.coordinates, in: crs, option: "--territories-crs")
            ?? Phrase(verbatim: "--territories-crs EPSG:2154"))
      }
    }

    /// With room for what crosses the antimeridian.
    private static let earth = Envelope(minX: -360, minY: -91, maxX: 360, maxY: 91)

    private func keyColumn(_ table: Table, path: String) throws(Diagnostic) -> Int {
      if let key = options.key { return try ColumnLookup.index(of: key, in: table, option: "--key") }
      guard let key = ColumnRoles(table).code?.index else {
        throw Diagnostic(
          "territories.key", at: SourceLocation(file: path),
          Phrase(
            en: "no column is known as the code; the columns are: \(table.names.joined(separator: ", "))",
            fr:
              "aucune colonne connue comme code ; les colonnes sont : \(table.names.joined(separator: ", "))"),
          hint: Phrase(verbatim: "--key FIELD"))
      }
      let name = table.columns[key].name
      session.note(
        Phrase(en: "\(path): the code is \"\(name)\"", fr: "\(path) : le code est « \(name) »"))
      return key
    }

    private func code(
      _ table: Table, _ key: Int, _ feature: Int, _ path: String
    ) throws(Diagnostic) -> String {
      let text = CodeText.trimmed(table.columns[key][feature])
      let place = SourceLocation(file: path, feature: feature + 1, field: table.columns[key].name)
      guard !text.isEmpty else {
        throw Diagnostic(
          "territories.no-code", at: place,
          Phrase(en: "a territory has no code", fr: "un territoire n’a pas de code"), found: text)
      }
      guard let prefix = options.keyPrefix, !prefix.isEmpty else { return text }
      guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else {
        throw Diagnostic(
          "territories.prefix", at: place,
          Phrase(en: "this code lacks the prefix", fr: "ce code n’a pas le préfixe"), found: text,
          expected: Phrase(verbatim: "\(prefix)…"), hint: Phrase(verbatim: "--key-prefix"))
      }
      return String(text.dropFirst(prefix.count))
    }

    func finish() throws(Diagnostic) -> LoadedTerritories {
      let source = options.paths[0]
      if !withoutGeometry.isEmpty {
        session.warn(
          Diagnostic(
            "territories.no-geometry", at: SourceLocation(file: source),
            Phrase(
              count: withoutGeometry.count,
              one: Phrase(
                en: "1 territory without a geometry is left out",
                fr: "1 territoire sans géométrie est laissé de côté"),
              several: Phrase(
                en: "\(withoutGeometry.count) territories without a geometry are left out",
                fr: "\(withoutGeometry.count) territoires sans géométrie sont laissés de côté")),
            found: withoutGeometry.prefix(5).joined(separator: ", ")))
      }
      guard !codeOfFeature.isEmpty else {
        throw Diagnostic(
          "territories.none", at: SourceLocation(file: source),
          Phrase(en: "there is no territory", fr: "il n’y a aucun territoire"),
          found: options.filter)
      }
      let (codes, owners) = ranked()
      var layer = LoadedTerritories(
        geometry: geometry, owners: owners, codes: codes, names: codes.map { names[$0] }, crs: crs ?? .wgs84,
        source: source)
      layer.isApproximate = isApproximate
      if options.paths.count > 1 { layer.files = codes.map { fileOf[$0] ?? source } }
      return layer
    }

    /// The codes, ascending, and the place of each feature's code among them; warns of codes on several features.
    private func ranked() -> (codes: [String], owners: [Int32]) {
      var codes: [String] = []
      var repeated: [String] = []
      var owners = [Int32](repeating: 0, count: codeOfFeature.count)
      for feature in codeOfFeature.indices.sorted(by: { codeOfFeature[$0] < codeOfFeature[$1] }) {
        let code = codeOfFeature[feature]
        if codes.last != code {
          codes.append(code)
        } else if repeated.last != code {
          repeated.append(code)
        }
        owners[feature] = Int32(codes.count - 1)
      }
      warn(ofRepeated: repeated)
      return (codes, owners)
    }

    private func warn(ofRepeated repeated: [String]) {
      guard !repeated.isEmpty else { return }
      session.warn(
        Diagnostic(
          "territories.repeated", at: SourceLocation(file: options.paths[0], field: options.key),
          Phrase(
            count: repeated.count,
            one: Phrase(
              en: "1 code stands on several features, which are taken as one territory",
              fr: "1 code porte plusieurs objets, pris comme un seul territoire"),
            several: Phrase(
              en: "\(repeated.count) codes stand on several features, which are taken as one territory each",
              fr: "\(repeated.count) codes portent plusieurs objets, pris chacun comme un seul territoire")),
          found: repeated.prefix(5).joined(separator: ", ")))
    }
  }
}
