import GeoFormats
import GeoModel
import GeoNative
import TestSupport
import Testing

/// Every file of the catalogue of real data, with the counts that its SOURCES.md states.
@Suite(.enabled(if: RealData.isPresent, "no real data beside the package"))
struct CatalogueTests {
  /// Files that are not data by themselves: the catalogue, and the other parts of shapefiles.
  private static func isPart(_ name: String) -> Bool {
    guard name != "SOURCES.md" else { return true }
    return [".shx", ".prj", ".cpg"].contains { name.hasSuffix($0) }
      || (name.hasSuffix(".dbf") && name.contains("/shapefile-"))
  }

  @Test func everyFileHasALine() {
    func files(_ folder: String) -> [String] {
      FileSystem.list(RealData.path(folder)).flatMap { name -> [String] in
        let path = folder.isEmpty ? name : folder + "/" + name
        return FileSystem.isDirectory(RealData.path(path)) ? files(path) : [path]
      }
    }
    let found = files("").filter { !Self.isPart($0) }.sorted()
    let listed = Set(Catalogue.layers.map(\.path) + Catalogue.tables.map(\.path)).sorted()
    #expect(found == listed)
  }

  @Test(arguments: Catalogue.layers) func layers(_ entry: Catalogue.Layer) throws {
    guard case .layer(let read) = try DataFile.read(RealData.path(entry.path)).content else {
      Issue.record("\(entry.path) is not a layer")
      return
    }
    let column = read.layer.geometry
    var kinds: [String: Int] = [:]
    for kind in column.kinds { kinds[kind.name, default: 0] += 1 }
    #expect(kinds == entry.kinds && read.layer.attributes.rowCount == column.count)
    // Pieces of a fixed size, so that a worker's session serves many polygons.
    let piece = 256
    let invalid = try ParallelMap.map(count: (column.count + piece - 1) / piece, threads: 4) { index in
      let session = GEOSSession()
      return try (index * piece..<min(column.count, (index + 1) * piece)).count {
        try session.invalidity(of: column.polygons(of: $0)) != nil
      }
    }
    #expect(invalid.reduce(0, +) == entry.invalid)
  }

  @Test(arguments: Catalogue.tables) func tables(_ entry: Catalogue.Table) throws {
    let options = DataFileOptions(layer: LayerOptions(name: entry.sheet))
    guard case .table(let read) = try DataFile.read(RealData.path(entry.path), options: options).content
    else {
      Issue.record("\(entry.path) is not a table")
      return
    }
    #expect(read.table.rowCount == entry.rows)
    if let columns = entry.columns { #expect(read.table.columns.count == columns) }
  }
}
