import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// Examines one file: what it took to read it, its places, its geometries, its codes.
struct FileExamination {
  var file: ValidatedFile
  /// Legal CRS of each feature where the places can be believed.
  var legal: [LegalCRS?] = []

  init(
    _ path: String, _ options: ValidationOptions, lists: CodeLists, session: LoadSession
  ) throws(Diagnostic) {
    let told = session.warnings.count
    let content = try session.read(
      [path], role: "Données", csv: options.csv, layer: LayerOptions(name: options.layer, crs: options.crs))[
        0]
    let table = content.table
    file = ValidatedFile(path: path, count: content.featureCount)
    file.findings = session.warnings[told...].map(Self.reading)
    guard file.count > 0 else {
      file.findings.append(
        Finding(.emptyFile, Phrase(en: "the file has no feature", fr: "le fichier n’a aucun objet")))
      return
    }
    let key = try Self.keyColumn(table, options)
    if let key {
      file.codes = (0..<table.rowCount).map { row in
        let text = CodeText.trimmed(table.columns[key][row])
        guard let prefix = options.keyPrefix, text.hasPrefix(prefix) else { return text }
        return String(text.dropFirst(prefix.count))
      }
    }
    switch content {
    case .layer(let read):
      var layer = read.layer
      if let crs = options.crs { layer.crs = crs }
      file.layer = layer
    case .table(let read):
      file.layer = try points(read, options, session)
    }
    if let layer = file.layer { try examine(layer, isTable: content.isTable, session) }
    if let key {
      let isPolygonal = file.layer?.geometry.kinds.contains(where: \.isPolygonal) ?? false
      let roles = ColumnRoles(table)
      let name = roles.name.flatMap { $0.index == key ? nil : table.columns[$0.index] }
      // A site's code is that of its commune, and its name its own.
      let areTerritories = isPolygonal || options.key != nil
      file.findings += CodeFindings.find(
        codes: file.codes, field: table.columns[key].name, names: areTerritories ? name : nil,
        areKeys: areTerritories, lists: lists)
    }
    addLines(table)
  }

  private static func keyColumn(_ table: Table, _ options: ValidationOptions) throws(Diagnostic) -> Int? {
    if let key = options.key { return try ColumnLookup.index(of: key, in: table, option: "--key") }
    return ColumnRoles(table).code?.index
  }

  /// What the reader put right, as it told it.
  private static func reading(_ warning: Diagnostic) -> Finding {
    var finding = Finding(
      .reading, warning.message, feature: warning.location.feature, code: warning.location.featureCode,
      field: warning.location.field, value: warning.found)
    finding.line = warning.location.line
    return finding
  }

  /// The places of a table as a layer; nil where it has no coordinates.
  private mutating func points(
    _ read: ReadTable, _ options: ValidationOptions, _ session: LoadSession
  ) throws(Diagnostic) -> FeatureLayer? {
    let table = read.table
    let columns: CoordinateColumns
    var crs = options.crs
    if let x = options.x, let y = options.y {
      columns = .pair(
        x: try ColumnLookup.index(of: x, in: table, option: "--x"),
        y: try ColumnLookup.index(of: y, in: table, option: "--y"))
    } else {
      let isPlane = options.crs.map { $0 != .wgs84 } ?? false
      guard let choice = ColumnRoles(table, preferPlane: isPlane).coordinates else { return nil }
      columns = choice.columns
      crs = crs ?? choice.crs
      session.note(
        Phrase(
          en: "\(file.path): \(choice.reason.english)", fr: "\(file.path) : \(choice.reason.french)"))
      if crs == nil {
        throw Diagnostic(
          "sites.crs", at: SourceLocation(file: file.path),
          Phrase(
            en: "the coordinate system of these columns is not known (\(choice.reason.english))",
            fr: "le système de ces colonnes n’est pas connu (\(choice.reason.french))"),
          hint: Phrase(verbatim: "--crs EPSG:n"))
      }
    }
    let system = crs ?? .wgs84
    // Range is judged below, with what else is known of the place.
    let places = PointTable(
      table, columns: columns, inDegrees: false, delimiter: read.dialect.delimiter, threads: session.threads)
    for reject in places.rejects {
      var finding = Finding(
        .rejectedRow, reject.reason, feature: reject.row + 1, field: reject.field, value: reject.value)
      finding.code = file.codes.isEmpty || file.codes[reject.row].isEmpty ? nil : file.codes[reject.row]
      file.findings.append(finding)
    }
    var column = GeometryColumn()
    for row in 0..<table.rowCount {
      let place = Position(x: places.positions[2 * row], y: places.positions[2 * row + 1])
      if place.x.isNaN { column.appendNone() } else { column.append(point: place) }
    }
    return FeatureLayer(geometry: column, attributes: table, crs: system, source: file.path)
  }

  private mutating func examine(
    _ layer: FeatureLayer, isTable: Bool, _ session: LoadSession
  ) throws(Diagnostic) {
    let places = try PlaceFindings(layer, codes: file.codes, threads: session.threads)
    if places.isUsable { legal = places.legal }
    let threads = session.threads
    var shapes = try FailureWords.geos(at: SourceLocation(file: file.path)) { () throws(GEOSError) in
      try GeometryFindings.find(in: layer.geometry, threads: threads)
    }
    // A table's row without a position was told by its own reason.
    if isTable { shapes.removeAll { $0.kind == .nullGeometry } }
    if layer.geometry.kinds.contains(where: \.isPolygonal) {
      let names = (0..<file.count).map { file.name($0) }
      shapes += DuplicateFindings.find(in: layer.geometry, names: names)
    }
    file.findings += places.findings
    file.findings += try inLonLat(shapes, layer.crs)
  }

  /// Gives places in longitude and latitude, and each finding its feature's code.
  private func inLonLat(_ findings: [Finding], _ crs: CRS) throws(Diagnostic) -> [Finding] {
    let flat = findings.flatMap { [$0.place?.x ?? .nan, $0.place?.y ?? .nan] }
    let lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: crs, to: .wgs84, threads: 1)
    }
    return findings.enumerated().map { index, found in
      var finding = found
      let place = Position(x: lonLat[2 * index], y: lonLat[2 * index + 1])
      finding.place = place.x.isFinite ? place : nil
      if let feature = finding.feature, !file.codes.isEmpty, !file.codes[feature - 1].isEmpty {
        finding.code = file.codes[feature - 1]
      }
      return finding
    }
  }

  private mutating func addLines(_ table: Table) {
    guard !table.lines.isEmpty else { return }
    for index in file.findings.indices {
      guard let feature = file.findings[index].feature, feature <= table.lines.count else { continue }
      file.findings[index].line = Int(table.lines[feature - 1])
    }
  }
}

extension DataFileContent {
  var isTable: Bool {
    if case .table = self { true } else { false }
  }
}
