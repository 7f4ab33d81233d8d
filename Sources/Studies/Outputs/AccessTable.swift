import Coverage
import GeoFormats
public import GeoModel

/// Access of each place as CSV and JSON.
public enum AccessTable {
  /// `code`, `acces`, `acces_pour_100k`, then for `nearest` the cost and the supply, then `motif`. Figures in full; empty
  /// where an input of the place is missing, or nothing is in reach of a method that gives a cost: `motif` says which.
  ///
  /// - Parameter places: places of demand to write; nil for all.
  public static func csv(_ job: AccessJob, places: [Int]? = nil) -> [UInt8] {
    var writer = CSVWriter()
    let isNearest = job.options.method == .nearest
    let isMinutes = job.options.cost.isInMinutes
    writer.row(
      ["code", "acces", "acces_pour_100k"]
        + (isNearest ? [isMinutes ? "duree_min" : "distance_m", "site"] : []) + ["motif"])
    for index in places ?? Array(0..<job.demand.count) {
      let access = job.model.access[index].flatMap { $0.isFinite ? $0 : nil }
      writer.cell(job.demand.keys[index])
      writer.cell(access)
      writer.cell(job.options.method.isPerInhabitant ? access.map { $0 * 100_000 } : nil)
      if isNearest {
        writer.cell(access)
        writer.cell(job.model.nearest[index].map { job.supply.keys[Int($0)] } ?? "")
      }
      writer.cell(reason(index, job)?.french ?? "")
      writer.endRow()
    }
    return writer.bytes
  }

  /// Why a place has no access; nil where it has one.
  public static func reason(_ index: Int, _ job: AccessJob) -> Phrase? {
    if let access = job.model.access[index] {
      return access.isFinite ? nil : Phrase(en: "no supply in reach", fr: "aucune offre à portée")
    }
    if let times = job.times {
      if times.demandsWithoutRow.contains(index) && job.costs.pairs(of: index).isEmpty {
        return Phrase(en: "no row in the matrix", fr: "sans ligne dans la matrice")
      }
    } else if !job.demand.sites.isLocated(index) {
      return Phrase(en: "no position", fr: "sans position")
    }
    // The methods that need a population have none where it is unknown.
    return Phrase(en: "unknown population", fr: "population inconnue")
  }
}
