public import Coverage
import GeoFormats
public import GeoModel

extension FigureLayer {
  /// Territories of the level with the figures of their lines, from communes dissolved where there is a level. The line
  /// of what belongs to no territory and the total are members of the collection.
  ///
  /// - Throws: `Diagnostic` where GEOS or PROJ fails.
  public init(
    _ job: IndicatorJob, extras: IndicatorExtras, _ layer: LoadedTerritories, membership: Membership?,
    session: LoadSession
  ) throws(Diagnostic) {
    let indicators = job.indicators
    let rows = indicators.rows.enumerated().filter { !$0.element.code.isEmpty }
    let polygons = try Self.polygons(layer, by: membership, session: session)
    func members(_ row: Indicators.Row, at index: Int?) -> JSONValue {
      .object(
        IndicatorTable.members(row, at: index, indicators, extras: extras).filter { $0.key != "code" })
    }
    let rate = IndicatorTable.rateName(indicators.base)
    let per = FigureWords.per(Int(indicators.base))
    let counted =
      switch job.measure {
      case .sites: "Sites"
      case .capacity: "Capacité"
      case .people: "Personnes"
      case .events: "Événements"
      }
    var words = [
      rate: FigureWords("\(counted) \(per)", unit: per), "taux_lisse": FigureWords("Taux lissé", unit: per),
    ]
    for key in ["ic95_bas", "ic95_haut"] + IndicatorExtras.funnelNames.filter({ $0.hasPrefix("funnel9") }) {
      words[key] = FigureWords(key, unit: per)
    }
    words["taux_standardise"] = FigureWords("Taux standardisé selon l’âge", unit: per)
    words["taux_indirect"] = FigureWords("Taux standardisé selon l’âge (indirect)", unit: per)
    words["rapport_standardise"] = FigureWords("Rapport aux événements attendus")
    for comparison in extras.comparisons {
      words["rapport_\(comparison.key)"] = FigureWords("Rapport au taux : \(comparison.title)")
    }
    for key in extras.names where key.hasPrefix("taux_") && words[key] == nil {
      words[key] = FigureWords(key, unit: per)
    }
    let contours: Properties = layer.isApproximate ? [("contours", "approchés")] : []
    self.init(
      rows: rows.map {
        IndicatorTable.members($0.element, at: $0.offset, indicators, extras: extras) + contours
      },
      geometries: rows.map { .polygons(polygons[$0.element.code] ?? MultiPolygon()) },
      members: GapFeatures.members(of: layer)
        + indicators.rows.enumerated().filter { $0.element.code.isEmpty }
        .map { ("sans_territoire", members($0.element, at: $0.offset)) }
        + [("total", members(indicators.total, at: nil))], mainKey: rate, words: words)
  }
}
