import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// Territories with their local figures.
  ///
  /// - Parameters:
  ///   - layer: the territories of the job.
  ///   - field: what the figure is called in its table.
  ///   - populations: inhabitants of each territory; empty where they are not known.
  /// - Throws: `Diagnostic` where PROJ fails.
  public init(
    _ job: InequalityJob, of layer: LoadedTerritories, field: String, populations: [Double?], threads: Int
  ) throws(Diagnostic) {
    let islands = Set(job.moran?.islands ?? [])
    self.init(
      rows: layer.codes.indices.map {
        InequalityTable.members($0, job, populations: populations, islands: islands)
      },
      geometries: try layer.polygonsInLonLat(threads: threads).map { .polygons($0) },
      members: GapFeatures.members(of: layer) + [("moran", InequalityTable.moran(job))],
      mainKey: "valeur", words: ["valeur": FigureWords(key: field)])
  }
}
