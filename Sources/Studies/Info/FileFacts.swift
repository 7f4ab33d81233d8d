public import GeoFormats
public import GeoModel
import GeoNative

/// What a layer or a table of a file holds.
public struct FileFacts: Sendable {
  /// Name of the layer, where the format has names.
  public var name: String?
  public var format: String
  /// Rows or features.
  public var count: Int
  /// Encoding, separator and line ends of a CSV.
  public var dialect: CSVDialect?
  public var crs: CRS?
  /// How the CRS was found.
  public var crsReason: Phrase?
  /// Name of the CRS in PROJ's database.
  public var crsName: String?
  /// Features by kind of geometry, in the order of `GeometryKind`; empty for a table.
  public var kinds: [(kind: GeometryKind, count: Int)] = []
  public var positions = 0
  public var fields: [FieldFacts]
  public var roles: ColumnRoles
  public var codes: CodeFacts?
  /// The box of the coordinates, in the file's CRS.
  public var bounds: Envelope?
  /// A box in longitude and latitude that holds them.
  public var lonLatBounds: Envelope?
  /// Rows of a table with coordinates that can be read, where it has columns of them.
  public var located: Int?
  /// Defects that were survived.
  public var warnings: [Diagnostic]
  /// What the reader found out: encoding, CRS, the layer of several.
  public var notes: [Diagnostic]

  /// - Parameter crs: CRS to take instead of what the file says.
  public init(
    _ content: DataFileContent, name: String?, crs: CRS? = nil, threads: Int
  ) throws(Diagnostic) {
    self.name = name
    let table = content.table
    let rows = content.featureCount
    count = rows
    warnings = content.warnings.filter { $0.severity != .note }
    notes = content.warnings.filter { $0.severity == .note }
    roles = ColumnRoles(table)
    fields = ParallelMap.map(count: table.columns.count, threads: threads) {
      FieldFacts(table.columns[$0], count: rows)
    }
    codes = roles.code.map { CodeFacts(table.columns[$0.index]) }
    switch content {
    case .layer(let read):
      format = read.format
      self.crs = crs ?? read.layer.crs
      crsReason = crs == nil ? Self.reason(read) : Phrase(en: "told by --crs", fr: "donné par --crs")
      addGeometry(read.layer.geometry)
    case .table(let read):
      format = read.format
      if read.format == "CSV" { dialect = read.dialect }
      if let choice = roles.coordinates { try addPlaces(read, choice, crs, threads) }
    }
    if let crs = self.crs {
      crsName = try Self.facts(of: crs).name
      lonLatBounds = bounds.flatMap { Self.lonLat($0, crs) }
    }
  }

  private static func reason(_ read: ReadLayer) -> Phrase {
    let isJSON = read.format == "GeoJSON" || read.format == "TopoJSON"
    guard isJSON else { return Phrase(en: "the file says so", fr: "le fichier le dit") }
    return read.layer.crs == .wgs84
      ? Phrase(en: "\(read.format) without another CRS", fr: "\(read.format) sans autre système")
      : Phrase(en: "the member \"crs\"", fr: "le membre « crs »")
  }

  private mutating func addGeometry(_ geometry: GeometryColumn) {
    positions = geometry.coordinates.count / 2
    var counts = [Int](repeating: 0, count: 8)
    for kind in geometry.kinds { counts[Int(kind.rawValue)] += 1 }
    kinds = counts.indices.compactMap { raw in
      guard counts[raw] > 0, let kind = GeometryKind(rawValue: UInt8(raw)) else { return nil }
      return (kind, counts[raw])
    }
    var box = Envelope()
    for index in 0..<positions {
      box.add(geometry.coordinates[2 * index], geometry.coordinates[2 * index + 1])
    }
    bounds = box.isEmpty ? nil : box
  }

  private mutating func addPlaces(
    _ read: ReadTable, _ choice: CoordinateChoice, _ told: CRS?, _ threads: Int
  ) throws(Diagnostic) {
    crs = told ?? choice.crs
    if crs != nil {
      crsReason = told == nil ? choice.reason : Phrase(en: "told by --crs", fr: "donné par --crs")
    }
    let isDegrees = try crs.map { crs throws(Diagnostic) in try Self.facts(of: crs).isGeographic }
    let points = PointTable(
      read.table, columns: choice.columns, inDegrees: isDegrees ?? false, delimiter: read.dialect.delimiter,
      threads: threads)
    located = points.rowsLocated
    var box = Envelope()
    for row in 0..<count where !points.positions[2 * row].isNaN {
      box.add(points.positions[2 * row], points.positions[2 * row + 1])
    }
    bounds = box.isEmpty ? nil : box
  }

  private static func facts(of crs: CRS) throws(Diagnostic) -> CRSFacts {
    try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
  }

  /// The box of a box's edge carried to longitude and latitude; nil where none of it can be.
  private static func lonLat(_ box: Envelope, _ crs: CRS) -> Envelope? {
    guard crs != .wgs84 else { return box }
    let steps = 20
    var edge: [Double] = []
    for step in 0...steps {
      let (x, y) = (
        box.minX + box.width * Double(step) / Double(steps),
        box.minY + box.height * Double(step) / Double(steps)
      )
      edge += [x, box.minY, x, box.maxY, box.minX, y, box.maxX, y]
    }
    guard let carried = try? Reprojection.transform(edge, from: crs, to: .wgs84, threads: 1) else {
      return nil
    }
    var result = Envelope()
    for index in stride(from: 0, to: carried.count, by: 2) where carried[index].isFinite {
      result.add(carried[index], carried[index + 1])
    }
    return result.isEmpty ? nil : result
  }
}
