public import Coverage
public import GeoFormats
public import GeoModel

/// Territories or places with their figures, before one of these is classed for a map.
public struct FigureLayer: Sendable {
  public typealias Properties = ClassedColumn.Properties

  /// Properties of each feature, with the same keys in the same order.
  public var rows: [Properties]
  public var geometries: [GeoJSONFeature.Geometry]
  /// Members of the collection beside its features.
  public var members: Properties
  /// The figure that is classed unless another is asked for.
  public var mainKey: String
  /// What figures are called, where their name does not say it.
  public var words: [String: FigureWords]

  init(
    rows: [Properties], geometries: [GeoJSONFeature.Geometry], members: Properties = [], mainKey: String,
    words: [String: FigureWords] = [:]
  ) {
    (self.rows, self.geometries, self.members) = (rows, geometries, members)
    (self.mainKey, self.words) = (mainKey, words)
  }

  /// Properties that are no figures, even where no row has a text in them.
  private static let texts: Set<String> = [
    "code", "nom", "motif", "tronque", "contours", "quadrant", "site", "funnel",
  ]

  /// Columns that can be classed: those with numbers or nothing in them.
  public var figureKeys: [String] {
    (rows.first ?? []).indices.compactMap { column in
      let key = rows[0][column].key
      guard !Self.texts.contains(key) else { return nil }
      let isFigure = rows.allSatisfy { row in
        switch row[column].value {
        case .int, .number, .null: true
        default: false
        }
      }
      return isFigure ? key : nil
    }
  }

  /// The classes of one of its figures.
  ///
  /// - Parameters:
  ///   - column: nil for the main figure.
  ///   - unit: nil for that of its name.
  /// - Throws: `Diagnostic` where there is no such figure.
  public func classed(
    _ column: String?, by method: ClassMethod, unit: String? = nil
  ) throws(Diagnostic) -> ClassedColumn {
    if let column, !figureKeys.contains(column) {
      throw Diagnostic(
        "classes.column",
        Phrase(en: "no such column of figures", fr: "il n’y a pas cette colonne de chiffres"), found: column,
        expected: Phrase(verbatim: figureKeys.joined(separator: ", ")),
        hint: Phrase(verbatim: "--classed \(mainKey)"))
    }
    let key = column ?? mainKey
    var words = words[key] ?? FigureWords(key: key)
    if let unit { words = FigureWords(words.title, unit: unit) }
    return ClassedColumn(key, words: words, of: rows, by: method)
  }

  /// GeoJSON of the territories, each with its class, and the legend.
  public func geoJSON(_ classed: ClassedColumn, threads: Int = 1) -> [UInt8] {
    let features = rows.indices.map { index in
      GeoJSONFeature(geometry: geometries[index], properties: rows[index] + classed.properties(of: index))
    }
    return GeoJSONWriter.write(features, members: members + classed.members, threads: threads).bytes
  }

  /// Features that have no geometry.
  public var withoutGeometry: Int {
    geometries.count {
      switch $0 {
      case .none: true
      case .point(let place): !(place.x.isFinite && place.y.isFinite)
      case .polygons(let polygons): polygons.isEmpty
      }
    }
  }
}
