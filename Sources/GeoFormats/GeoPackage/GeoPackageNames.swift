import GeoModel

/// Names of layers that a GeoPackage can have: not empty, not reserved, no two the same but for case.
enum GeoPackageNames {
  private static let reserved = ["gpkg_", "sqlite_", "rtree_"]

  static func settle(_ contents: inout [GeoPackageContent]) -> [Diagnostic] {
    var taken = Set<String>()
    var warnings: [Diagnostic] = []
    for index in contents.indices {
      let own = contents[index].name
      var wanted = String(own.unicodeScalars.prefix { $0 != "\0" }.map(Character.init))
      if wanted.isEmpty || reserved.contains(where: { wanted.lowercased().hasPrefix($0) }) {
        wanted = wanted.isEmpty ? "couche" : "couche_" + wanted
      }
      var name = wanted
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(wanted)_\(number)"
        number += 1
      }
      contents[index].name = name
      guard name != own else { continue }
      warnings.append(
        Diagnostic(
          "geopackage.layer-renamed", severity: .warning, at: SourceLocation(file: own),
          Phrase(
            en: "the layer is called \(Diagnostic.quoted(name)) in the GeoPackage",
            fr: "la couche s’appelle \(Diagnostic.quoted(name)) dans le GeoPackage")))
    }
    return warnings
  }
}
