public import GeoModel
import GeoNative

/// A layer or a table as CSV.
///
/// Where all geometries are points (or none), two columns hold them: `lon` and `lat` in degrees, else `x` and `y`;
/// otherwise one column, `wkt`. They stand behind the fields; a name that is taken gets a number.
public enum LayerCSVWriter {
  public struct Output: Sendable, Equatable {
    public var bytes: [UInt8]
    /// Names of the columns made for the geometry.
    public var geometryColumns: [String]
    /// Cells longer than a spreadsheet keeps (32,767 characters).
    public var longCells: Int
  }

  static let spreadsheetLimit = 32_767

  /// - Parameter inDegrees: true where the CRS has longitudes and latitudes.
  public static func write(
    _ layer: FeatureLayer, inDegrees: Bool, excel: Bool = false, threads: Int = 1
  ) -> Output {
    var columns = layer.attributes.columns
    if let ids = layer.ids, !layer.hasIDColumn {
      var own = ids
      own.name = free("id_objet", columns.map(\.name))
      columns.insert(own, at: 0)
    }
    let isPoints = layer.geometry.kinds.allSatisfy { $0 == .point || $0 == .none }
    var names = columns.map(\.name)
    var added: [String] = []
    for wanted in isPoints ? (inDegrees ? ["lon", "lat"] : ["x", "y"]) : ["wkt"] {
      let name = free(wanted, names)
      names.append(name)
      added.append(name)
    }
    var output = rows(
      layer.count, columns, header: names, excel: excel, threads: threads, geometry: layer.geometry,
      isPoints: isPoints)
    output.geometryColumns = added
    return output
  }

  /// A table as it is.
  public static func write(_ table: Table, excel: Bool = false, threads: Int = 1) -> Output {
    rows(
      table.rowCount, table.columns, header: table.names, excel: excel, threads: threads, geometry: nil,
      isPoints: false)
  }

  /// A CSV that Maillage wrote, for a spreadsheet.
  public static func spreadsheet(_ csv: [UInt8], threads: Int = 1) throws(Diagnostic) -> [UInt8] {
    let own = CSVOptions(delimiter: UInt8(ascii: ","), encoding: .utf8, headerLine: 1, skippedRows: 0)
    return write(try CSVReader.read(csv, source: "CSV", options: own).table, excel: true, threads: threads)
      .bytes
  }

  private static func free(_ wanted: String, _ names: [String]) -> String {
    var name = wanted
    var number = 2
    while names.contains(name) {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  private static func rows(
    _ count: Int, _ columns: [TextColumn], header: [String], excel: Bool, threads: Int,
    geometry: GeometryColumn?, isPoints: Bool
  ) -> Output {
    let columns = excel ? columns.map { $0.typedForSpreadsheet() } : columns
    var head = CSVWriter(excel: excel)
    head.row(header)
    let piece = 16_384
    let pieces = ParallelMap.map(count: (count + piece - 1) / piece, threads: threads) {
      index -> (bytes: [UInt8], long: Int) in
      var writer = CSVWriter(excel: excel, hasMark: false)
      var long = 0
      for row in index * piece..<min(count, (index + 1) * piece) {
        for column in columns {
          writer.cell(column, row)
          if column.byteRange(row).count > spreadsheetLimit { long += 1 }
        }
        if let geometry, isPoints {
          let place = geometry.point(of: row)
          writer.cell(place?.x)
          writer.cell(place?.y)
        } else if let geometry {
          let text = WKTWriter.text(geometry, row)
          if text.count > spreadsheetLimit { long += 1 }
          writer.cell(bytes: text[...])
        }
        writer.endRow()
      }
      return (writer.bytes, long)
    }
    var bytes = head.bytes
    bytes.reserveCapacity(pieces.reduce(bytes.count) { $0 + $1.bytes.count })
    for piece in pieces { bytes.append(contentsOf: piece.bytes) }
    return Output(bytes: bytes, geometryColumns: [], longCells: pieces.reduce(0) { $0 + $1.long })
  }
}
