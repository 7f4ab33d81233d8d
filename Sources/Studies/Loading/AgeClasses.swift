import GeoFormats
public import GeoModel

/// The age class that the file of sites gives each of them.
extension AgeTable {
  /// - Returns: the place of each site's class in `classes`; nil where it is not known.
  /// - Throws: `Diagnostic` for a class that the table has not.
  public func classes(
    of sites: LoadedSites, column name: String, session: LoadSession
  ) throws(Diagnostic) -> [Int?] {
    let column = sites.table.columns[try ColumnLookup.index(of: name, in: sites.table, option: "--class")]
    var places: [String: Int] = [:]
    for (index, text) in classes.enumerated() { places[text] = index }
    var found: [Int?] = []
    found.reserveCapacity(sites.count)
    for row in sites.rows {
      let text = CodeText.trimmed(column[row])
      if let place = places[text] {
        found.append(place)
        continue
      }
      switch Figure(text) {
      case .missing, .secret, .notSignificant: found.append(nil)
      default:
        let line = row < sites.table.lines.count ? Int(sites.table.lines[row]) : nil
        throw Diagnostic(
          "class.unknown",
          at: SourceLocation(file: sites.path, line: line, feature: line == nil ? row + 1 : nil, field: name),
          Phrase(
            en: "this age class is none of those of \(path): \(AgeWords.list(classes))",
            fr: "cette classe d’âge n’est aucune de celles de \(path) : \(AgeWords.list(classes))"),
          found: text)
      }
    }
    let without = found.count { $0 == nil }
    if without > 0 {
      session.warn(
        Diagnostic(
          "class.missing", at: SourceLocation(file: sites.path, field: name),
          Phrase(
            en: "\(without) sites have no age class; their territories have no standardised rate",
            fr: "\(without) sites n’ont pas de classe d’âge ; leurs territoires n’ont pas de taux standardisé"
          )))
    }
    return found
  }
}
