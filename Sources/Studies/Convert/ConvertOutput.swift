import Coverage
public import GeoFormats
public import GeoModel
import GeoNative

/// The bytes of a converted file, and what the format could not hold.
public struct ConvertOutput: Sendable {
  public private(set) var bytes: [UInt8]
  /// Cells announced as numbers, booleans or JSON that are not, written as texts.
  public private(set) var coercedCells = 0
  /// Columns made for the geometry in a CSV.
  public private(set) var geometryColumns: [String] = []
  /// Arcs of a TopoJSON.
  public private(set) var arcs: Int?

  /// How a format is written.
  public struct Options: Sendable {
    public var format: OutputFormat
    /// Name of the file, for the object of a TopoJSON and the record separators of a sequence.
    public var fileName: String
    public var excel = false
    /// Places on each side of a TopoJSON's grid; nil for coordinates as they are.
    public var quantize: Int?

    public init(format: OutputFormat, fileName: String) {
      self.format = format
      self.fileName = fileName
    }

    /// The file's name without its folder and endings.
    var stem: String {
      let name = fileName.split(separator: "/").last.map(String.init) ?? ""
      let stem = name.prefix { $0 != "." }
      return stem.isEmpty || stem == "-" ? "couche" : String(stem)
    }
  }

  public init(_ job: ConvertJob, _ options: Options, session: LoadSession) throws(Diagnostic) {
    switch job.content {
    case .table(let table) where options.format == .gpkg:
      bytes = []
      try write(GeoPackageContent(table, name: options.stem), session)
    case .table(let table):
      let output = LayerCSVWriter.write(table, excel: options.excel, threads: session.threads)
      bytes = output.bytes
      warn(ofLong: output.longCells, session)
    case .layer(let layer):
      bytes = []
      switch options.format {
      case .geojson:
        if layer.crs != .wgs84 {
          session.note(
            Phrase(
              en:
                "coordinates stay in \(layer.crs), named by the \"crs\" member; for web maps: --to-crs EPSG:4326",
              fr: "les coordonnées restent en \(layer.crs), nommé par le membre « crs » ; pour le web : "
                + "--to-crs EPSG:4326"))
        }
        write(layer, .collection, session)
      case .geojsonseq:
        warn(ofUnsaidCRS: layer, options.format, session)
        write(
          layer,
          .sequence(recordSeparator: OutputFormat.hasRecordSeparator(fileName: options.fileName)), session)
      case .topojson:
        warn(ofUnsaidCRS: layer, options.format, session)
        try writeTopology(layer, options, session)
      case .gpkg: try write(GeoPackageContent(layer, name: options.stem), session)
      case .csv: try writeCSV(layer, options, session)
      }
      warn(ofContent: layer, job, session)
    }
  }

  private mutating func write(_ layer: FeatureLayer, _ style: LayerJSONWriter.Style, _ session: LoadSession) {
    let output = LayerJSONWriter.write(layer, style: style, threads: session.threads)
    bytes = output.bytes
    coercedCells = output.coercedCells
  }

  private mutating func write(_ content: GeoPackageContent, _ session: LoadSession) throws(Diagnostic) {
    let written = try GeoPackageWriter.bytes(of: [content])
    bytes = written.bytes
    for warning in written.warnings { session.warn(warning) }
  }

  private mutating func writeTopology(
    _ layer: FeatureLayer, _ options: Options, _ session: LoadSession
  ) throws(Diagnostic) {
    var layer = layer
    var grid: TopoJSONWriter.Grid?
    if let count = options.quantize, !layer.geometry.coordinates.isEmpty {
      let made = TopoJSONWriter.Grid(box: Envelope(of: layer.geometry.coordinates), count: count)
      let (geometry, threads) = (layer.geometry, session.threads)
      let places = CoordinateRounding.Grid(
        origin: made.origin, stepsPerUnit: Position(x: 1 / made.step.x, y: 1 / made.step.y))
      let rounded = try FailureWords.geos(at: SourceLocation(file: layer.source)) { () throws(GEOSError) in
        try CoordinateRounding(geometry, grid: places, threads: threads)
      }
      if let first = rounded.spoiledFeatures.first {
        throw Diagnostic(
          "convert.quantize", at: SourceLocation(file: layer.source, feature: first + 1),
          Phrase(
            en: "\(rounded.spoiledFeatures.count) feature(s) would collapse or become invalid on a grid of "
              + "\(count) by \(count); this is the first",
            fr:
              "\(rounded.spoiledFeatures.count) objet(s) s’effondreraient ou deviendraient invalides sur une "
              + "grille de \(count) par \(count) ; voici le premier"),
          hint: Phrase(
            en: "a larger --quantize, or none", fr: "un plus grand --quantize, ou aucun"))
      }
      layer.geometry = rounded.geometry
      grid = made
    }
    let shared = ArcTopology.arcs(of: layer.geometry)
    let output = TopoJSONWriter.write(layer, arcs: shared, options: .init(name: options.stem, grid: grid))
    bytes = output.bytes
    coercedCells = output.coercedCells
    arcs = shared.count
  }

  private mutating func writeCSV(
    _ layer: FeatureLayer, _ options: Options, _ session: LoadSession
  ) throws(Diagnostic) {
    let crs = layer.crs
    let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs) }
    let output = LayerCSVWriter.write(
      layer, inDegrees: facts.isGeographic, excel: options.excel, threads: session.threads)
    bytes = output.bytes
    geometryColumns = output.geometryColumns
    let names = output.geometryColumns.joined(separator: ", ")
    session.note(
      Phrase(
        en: "the geometry is in \(names), in \(crs), which a CSV does not say",
        fr: "la géométrie est dans \(names), en \(crs), ce qu’un CSV ne dit pas"))
    warn(ofLong: output.longCells, session)
  }

  // MARK: What the format could not hold

  private func warn(ofLong cells: Int, _ session: LoadSession) {
    guard cells > 0 else { return }
    session.warn(
      Diagnostic(
        "convert.long-cells",
        Phrase(
          en: "\(cells) cell(s) are longer than the 32,767 characters that a spreadsheet keeps",
          fr: "\(cells) cellule(s) dépassent les 32 767 caractères que garde un tableur")))
  }

  private func warn(ofUnsaidCRS layer: FeatureLayer, _ format: OutputFormat, _ session: LoadSession) {
    guard layer.crs != .wgs84 else { return }
    session.warn(
      Diagnostic(
        "convert.crs-unsaid",
        Phrase(
          en: "\(format.name) is read as longitude and latitude, and these coordinates are in \(layer.crs)",
          fr: "le \(format.name) est lu comme longitude et latitude, et ces coordonnées sont en \(layer.crs)"),
        hint: Phrase(verbatim: "--to-crs EPSG:4326")))
  }

  private func warn(ofContent layer: FeatureLayer, _ job: ConvertJob, _ session: LoadSession) {
    let empty = job.withoutGeometry - job.untransformed
    if empty > 0, let first = layer.geometry.kinds.firstIndex(of: .none) {
      session.warn(
        Diagnostic(
          "convert.no-geometry", at: SourceLocation(file: layer.source, feature: first + 1),
          Phrase(
            en: "\(empty) feature(s) have no geometry and are kept without; this is the first",
            fr: "\(empty) objet(s) n’ont pas de géométrie et sont gardés sans ; voici le premier")))
    }
    if coercedCells > 0 {
      session.warn(
        Diagnostic(
          "convert.coerced", at: SourceLocation(file: layer.source),
          Phrase(
            en: "\(coercedCells) value(s) that JSON cannot hold as numbers are written as texts",
            fr: "\(coercedCells) valeur(s) que JSON ne peut pas tenir pour des nombres sont écrites en textes"
          )))
    }
  }
}
