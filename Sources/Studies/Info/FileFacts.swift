public import GeoFormats
public import GeoModel
import GeoNative

/// What a file holds.
public struct FileFacts: Sendable {
  public var path: String
  public var format: String
  public var byteCount: Int
  public var sha256: String?
  /// Rows or features.
  public var count: Int
  /// Encoding, separator and line ends of a table of text.
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
  public var warnings: [Diagnostic]

  /// - Parameter crs: CRS to take instead of what the file says.
  public init(
    _ content: DataFileContent, path: String, byteCount: Int, sha256: String?, crs: CRS? = nil, threads: Int
  ) throws(Diagnostic) {
    self.path = path
    self.byteCount = byteCount
    self.sha256 = sha256
    let table = content.table
    let rows = content.featureCount
    count = rows
    warnings = content.warnings
    roles = ColumnRoles(table)
    fields = ParallelMap.map(count: table.columns.count, threads: threads) {
      FieldFacts(table.columns[$0], count: rows)
    }
    codes = roles.code.map { CodeFacts(table.columns[$0.index]) }
    switch content {
    case .layer(let read):
      format = "GeoJSON"
      self.crs = crs ?? read.layer.crs
      crsReason =
        crs != nil
        ? Phrase(en: "told by --crs", fr: "donné par --crs")
        : read.layer.crs == .wgs84
          ? Phrase(
            en: "longitude and latitude unless the file says otherwise",
            fr: "longitude et latitude, sauf mention contraire du fichier")
          : Phrase(en: "the \"crs\" member of the file", fr: "le membre « crs » du fichier")
      let geometry = read.layer.geometry
      positions = geometry.coordinates.count / 2
      var counts = [Int](repeating: 0, count: 8)
      for kind in geometry.kinds { counts[Int(kind.rawValue)] += 1 }
      kinds = counts.indices.compactMap { raw in
        guard counts[raw] > 0, let kind = GeometryKind(rawValue: UInt8(raw)) else { return nil }
        return (kind, counts[raw])
      }
      let box = Envelope(of: geometry.coordinates)
      bounds = box.isEmpty ? nil : box
    case .table(let read):
      format = "CSV"
      dialect = read.dialect
      if let choice = roles.coordinates {
        self.crs = crs ?? choice.crs
        crsReason =
          crs != nil
          ? Phrase(en: "told by --crs", fr: "donné par --crs") : self.crs == nil ? nil : choice.reason
        let isDegrees = try self.crs.map { crs throws(Diagnostic) in try Self.facts(of: crs).isGeographic }
        let points = PointTable(
          table, columns: choice.columns, inDegrees: isDegrees ?? false, delimiter: read.dialect.delimiter,
          threads: threads)
        located = points.rowsLocated
        var box = Envelope()
        for row in 0..<rows where !points.positions[2 * row].isNaN {
          box.add(points.positions[2 * row], points.positions[2 * row + 1])
        }
        bounds = box.isEmpty ? nil : box
      }
    }
    if let crs = self.crs {
      crsName = try Self.facts(of: crs).name
      lonLatBounds = bounds.flatMap { Self.lonLat($0, crs) }
    }
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
