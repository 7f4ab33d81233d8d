import GeoFormats
import GeoModel
import TestSupport

extension Workbook {
  func read(_ sheet: String? = nil, _ options: CSVOptions = CSVOptions()) throws -> ReadTable {
    let content = try DataFile.parse(
      bytes, source: "c.xlsx", options: options, layer: LayerOptions(name: sheet))
    guard case .table(let read) = content else { throw Diagnostic("test", Phrase(verbatim: "not a table")) }
    return read
  }
}
