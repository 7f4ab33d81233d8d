import GeoDataFiles
import GeoFormats
public import GeoModel
import GeoNative

/// The tables that come with Maillage, as `maillage geodata` lists them.
public struct EmbeddedTables: Sendable {
  public struct Row: Sendable, Equatable {
    public var file: String
    public var rowCount: Int
    public var byteCount: Int
    /// What it holds, who published it, of which year and under which licence; nil where the catalogue says nothing.
    public var content: String?
    public var publisher: String?
    public var millesime: String?
    public var licence: String?
  }

  /// Year of the codes in every table.
  public static let millesime = GeoDataFiles.millesime
  private static let catalogue = "catalogue.csv"

  /// By name.
  public var rows: [Row]

  /// - Throws: `Diagnostic` for a table that cannot be read.
  public init(_ folder: GeoDataFolder, session: LoadSession) throws(Diagnostic) {
    let list = folder.path + "/tables"
    let catalogue = "\(list)/\(Self.catalogue)"
    var described: [String: Row] = [:]
    if FileSystem.exists(catalogue) {
      let codes = try CodeTable.load(
        catalogue, key: "fichier", role: "Catalogue", option: "fichier", session: session)
      let columns = try ["contenu", "editeur", "millesime", "licence"].map { name throws(Diagnostic) in
        try codes.column(name, option: name)
      }
      for row in 0..<codes.table.rowCount {
        let cells = columns.map { codes.table.columns[$0].isEmpty(row) ? nil : codes.table.columns[$0][row] }
        described[codes.code(row)] = Row(
          file: codes.code(row), rowCount: 0, byteCount: 0, content: cells[0], publisher: cells[1],
          millesime: cells[2], licence: cells[3])
      }
    }
    func tables(in folder: String) -> [String] {
      FileSystem.list(folder).filter { $0.hasSuffix(".csv") && $0 != Self.catalogue }
    }
    // Those of the COG have their folder in their name.
    let cog = tables(in: folder.path + "/cog").map { "cog/\($0)" }
    let names = cog + tables(in: list)
    let paths = cog.map { "\(folder.path)/\($0)" } + tables(in: list).map { "\(list)/\($0)" }
    let contents = try session.read(paths, role: "Table")
    rows = names.indices.map { index in
      var row = described[names[index]] ?? Row(file: names[index], rowCount: 0, byteCount: 0)
      row.rowCount = contents[index].table.rowCount
      row.byteCount = FileSystem.fileSize(paths[index]) ?? 0
      return row
    }
  }
}
