import Coverage
import GeoFormats
import GeoModel

/// Access of each place as CSV and JSON.
public enum AccessTable {
  /// `code`, `acces`, `acces_pour_100k`, then for `nearest` the cost and the supply. Figures in full; empty where an
  /// input of the place is missing, or nothing is in reach of a method that gives a cost.
  public static func csv(_ job: AccessJob) -> [UInt8] {
    var writer = CSVWriter()
    let isNearest = job.options.method == .nearest
    let isMinutes = job.options.cost.isInMinutes
    writer.row(
      ["code", "acces", "acces_pour_100k"]
        + (isNearest ? [isMinutes ? "duree_min" : "distance_m", "site"] : []))
    for index in 0..<job.demand.count {
      let access = job.model.access[index].flatMap { $0.isFinite ? $0 : nil }
      writer.cell(job.demand.keys[index])
      writer.cell(access)
      writer.cell(job.options.method.isPerInhabitant ? access.map { $0 * 100_000 } : nil)
      if isNearest {
        writer.cell(access)
        writer.cell(job.model.nearest[index].map { job.supply.keys[Int($0)] } ?? "")
      }
      writer.endRow()
    }
    return writer.bytes
  }
}
