import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// Targets with the columns of their CSV; the first amount, else the first ratio, else the first share is the main
  /// figure.
  ///
  /// - Throws: `Diagnostic` where PROJ fails.
  public init(_ job: InterpolationJob, threads: Int) throws(Diagnostic) {
    let touched = Set(job.overlaps.list.map(\.target))
    let names = Self.distinct(InterpolationTable.names(job))
    let rows = job.targets.codes.indices.map { target -> Properties in
      let values = InterpolationTable.values(target, job)
      let motif: String? =
        !values.contains(nil) ? nil : touched.contains(target) ? "sources sans valeur" : "hors des sources"
      return [("code", .string(job.targets.codes[target])), ("nom", .optional(job.targets.names[target]))]
        + zip(names, values).map { ($0, Figures.number($1, 9)) } + [("motif", .optional(motif))]
    }
    self.init(
      rows: rows, geometries: try job.targets.polygonsInLonLat(threads: threads).map { .polygons($0) },
      members: GapFeatures.members(of: job.targets) + [("bilan", InterpolationTable.balances(job))],
      mainKey: names.first ?? "")
  }

  /// Columns of users under names that no other property has.
  private static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = ["code", "nom", "motif"]
    return names.map { name in
      var (free, number) = (name, 2)
      while !taken.insert(free).inserted { (free, number) = ("\(name)_\(number)", number + 1) }
      return free
    }
  }
}
