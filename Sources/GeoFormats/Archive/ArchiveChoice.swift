import GeoModel
import GeoNative

/// Which entry of an archive holds the data.
enum ArchiveChoice {
  /// Endings of data, those of tables and of layers.
  private static let endings: Set<String> = [
    "shp", "dbf", "csv", "tsv", "geojson", "json", "topojson", "gpkg", "xlsx", "ndjson", "geojsonl",
    "geojsons",
    "jsonl", "geojsonseq", "gz",
  ]

  /// The entry that `inner` or `layer` names, or the only one that holds data.
  /// - Returns: the entry, and the layer to choose inside it.
  static func entry(
    of archive: ZipArchive, inner: String?, layer: String?
  ) throws(Diagnostic) -> (entry: ZipArchive.Entry, layer: String?) {
    let files = archive.entries.filter { !$0.isFolder && !isOfTheSystem($0) }
    if let inner {
      guard let entry = named(inner, files) else { throw missing(inner, files, archive) }
      return (entry, layer)
    }
    let candidates = data(files)
    if let layer, let entry = named(layer, candidates) { return (entry, nil) }
    guard let first = candidates.first else { throw empty(files, archive) }
    guard candidates.count == 1 else { throw several(candidates, layer, archive) }
    return (first, layer)
  }

  /// The entries that hold data; a `.dbf` of a shapefile goes with its `.shp`.
  private static func data(_ files: [ZipArchive.Entry]) -> [ZipArchive.Entry] {
    let names = files.map(\.name)
    let found = files.filter { entry in
      let ending = ending(entry.name)
      guard endings.contains(ending) else { return false }
      return ending != "dbf" || Companions.match(entry.name, "shp", among: names) == nil
    }
    // A text beside data is a notice; alone, it may be the table.
    return found.isEmpty ? files.filter { ending($0.name) == "txt" } : found
  }

  private static func ending(_ name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Copies of attributes that macOS adds, and hidden files.
  private static func isOfTheSystem(_ entry: ZipArchive.Entry) -> Bool {
    entry.name.hasPrefix("__MACOSX/") || entry.lastName.hasPrefix(".")
  }

  /// By the whole name, then by the last, then by the last without its ending; then the same whatever the case. None
  /// where several fit equally well.
  private static func named(_ name: String, _ files: [ZipArchive.Entry]) -> ZipArchive.Entry? {
    let folded = name.lowercased()
    let tests: [(ZipArchive.Entry) -> Bool] = [
      { $0.name == name }, { $0.lastName == name }, { Companions.stem(of: $0.lastName) == name },
      { $0.name.lowercased() == folded }, { $0.lastName.lowercased() == folded },
      { Companions.stem(of: $0.lastName).lowercased() == folded },
    ]
    for test in tests {
      let fitting = files.filter(test)
      if let first = fitting.first { return fitting.count == 1 ? first : nil }
    }
    return nil
  }

  private static func list(_ files: [ZipArchive.Entry]) -> String {
    let shown = files.prefix(20).map { Diagnostic.quoted($0.name) }.joined(separator: ", ")
    return files.count > 20 ? shown + ", …" : shown
  }

  private static func missing(
    _ name: String, _ files: [ZipArchive.Entry], _ archive: ZipArchive
  ) -> Diagnostic {
    Diagnostic(
      "archive.entry", at: SourceLocation(file: archive.source),
      Phrase(
        en: "the archive has no such entry, or several",
        fr: "l'archive n'a pas cette entrée, ou en a plusieurs"),
      found: name,
      expected: files.isEmpty
        ? nil : Phrase(en: "one of \(list(files))", fr: "l'une de \(list(files))"))
  }

  private static func empty(_ files: [ZipArchive.Entry], _ archive: ZipArchive) -> Diagnostic {
    let isNested = files.contains { ["zip", "7z", "rar", "tar"].contains(ending($0.name)) }
    return Diagnostic(
      isNested ? "archive.nested" : "archive.empty", at: SourceLocation(file: archive.source),
      isNested
        ? Phrase(
          en: "the archive holds another archive, which is not opened",
          fr: "l'archive en contient une autre, qui n'est pas ouverte")
        : Phrase(en: "the archive holds no data", fr: "l'archive ne contient pas de données"),
      found: files.isEmpty ? nil : list(files),
      expected: Phrase(
        en: "a shapefile, GeoJSON, TopoJSON, GeoPackage, CSV or Excel file",
        fr: "un shapefile, un fichier GeoJSON, TopoJSON, GeoPackage, CSV ou Excel"),
      hint: isNested ? Phrase(en: "extract it first", fr: "l'extraire d'abord") : nil)
  }

  private static func several(
    _ files: [ZipArchive.Entry], _ layer: String?, _ archive: ZipArchive
  ) -> Diagnostic {
    let example = archive.path(of: files[0])
    return Diagnostic(
      "archive.choose", at: SourceLocation(file: archive.source),
      layer == nil
        ? Phrase(
          en: "the archive holds \(files.count) files of data: \(list(files))",
          fr: "l'archive contient \(files.count) fichiers de données : \(list(files))")
        : Phrase(
          en: "none of the \(files.count) files of data has this name: \(list(files))",
          fr: "aucun des \(files.count) fichiers de données n'a ce nom : \(list(files))"),
      found: layer,
      hint: Phrase(en: "name one: \(example), or --layer", fr: "en nommer un : \(example), ou --layer"))
  }
}
