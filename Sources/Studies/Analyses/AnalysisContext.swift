import Coverage
import GeoFormats
import GeoModel
import Reports

/// What the analyses of a study look at.
struct AnalysisContext {
  let study: LoadedStudy
  let inputs: StudyInputs
  let zones: [PlaneZone]
  /// One for each set of sites.
  let assignments: [SiteAssignment]
  /// One for each level of the study.
  let frames: [LevelFrame]
  let places: MeshPlaces
  let session: LoadSession
  /// Path of the analysis in the study, for messages: `analyses[2]`.
  var path = ""
  /// Of the analyses that were answered before.
  var accesses: [StudyAccess] = []

  var layer: LoadedTerritories { inputs.layer }
  var isApproximate: Bool { layer.isApproximate }
  /// What the mesh is called, in the plural.
  var meshNoun: String { study.file.outputs.meshNoun ?? "communes" }

  init(
    _ study: LoadedStudy, _ inputs: StudyInputs, zones: [PlaneZone], assignments: [SiteAssignment],
    frames: [LevelFrame], session: LoadSession
  ) throws(Diagnostic) {
    (self.study, self.inputs, self.zones) = (study, inputs, zones)
    (self.assignments, self.session) = (assignments, session)
    self.frames = frames
    places = try MeshPlaces(inputs, zones: zones)
  }

  /// The same for what asks of results, such as checks.
  init(_ results: StudyResults, session: LoadSession = LoadSession(threads: 1)) throws(Diagnostic) {
    try self.init(
      results.study, results.inputs, zones: results.zones, assignments: results.assignments,
      frames: results.frames, session: session)
  }

  func fault(_ key: String, _ message: Phrase, found: String?, expected: [String] = []) -> Diagnostic {
    Diagnostic(
      "study.invalid", at: SourceLocation(file: study.path, field: "\(path).\(key)"), message, found: found,
      expected: expected.isEmpty ? nil : Phrase(verbatim: expected.joined(separator: ", ")),
      hint: found.flatMap { NameMatch.closest(to: $0, among: expected, limit: 1).first }.map {
        Phrase(verbatim: $0)
      })
  }

  /// A level of the study; `mailles` is the mesh itself.
  func frame(_ name: String, key: String = "niveau") throws(Diagnostic) -> LevelFrame {
    if let frame = frames.first(where: { $0.key == name }) { return frame }
    if name == "mailles" {
      return LevelFrame(nil, codes: layer.codes, names: layer.names, populations: inputs.populations)
    }
    throw fault(
      key, Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: name,
      expected: frames.map(\.key) + ["mailles"])
  }

  /// What a report calls a level: its title with a small letter, "bassins de vie".
  func title(_ frame: LevelFrame) -> String {
    guard let level = study.file.levels.first(where: { $0.column == frame.key }) else { return meshNoun }
    return level.title ?? level.column
  }

  /// Index of a set of sites; nil is the first.
  func siteSet(_ id: String?, key: String = "sites") throws(Diagnostic) -> Int {
    do {
      return try study.file.siteSet(id, at: "\(path).\(key)")
    } catch {
      throw error.diagnostic(file: study.path)
    }
  }

  /// Owner of each site of a set; nil where its row has none. Empty for a set without owners.
  func owners(_ set: Int) throws(Diagnostic) -> [String?] {
    guard let owner = study.file.siteSets[set].owner else { return [] }
    let sites = inputs.siteSets[set]
    let column = try ColumnLookup.index(of: owner.column, in: sites.table, option: "appartient.colonne")
    return sites.rows.map { row in
      let code = CodeText.trimmed(sites.table.columns[column][row])
      return code.isEmpty ? nil : code
    }
  }

  /// Index of the territory of each site in a level: its owner where the set has owners of that level, else the
  /// territory of its commune; -1 in none.
  func territories(ofSet set: Int, in frame: LevelFrame) throws(Diagnostic) -> [Int] {
    if study.file.siteSets[set].owner?.level == frame.key {
      return try owners(set).map { code in code.flatMap { frame.index(of: $0) } ?? -1 }
    }
    return assignments[set].territories.map { $0 < 0 ? -1 : frame.levelOf[$0] }
  }

  /// True where sites go to a level by their owner rather than by their commune.
  func isOwned(_ set: Int, in frame: LevelFrame) -> Bool {
    study.file.siteSets[set].owner?.level == frame.key
  }

  /// `id` of a set of sites; nil is the first.
  func siteID(_ id: String?, key: String) throws(Diagnostic) -> String {
    study.file.siteSets[try siteSet(id, key: key)].id
  }

  /// "réunions"
  func noun(_ set: Int) -> String { study.file.siteSets[set].noun }

  /// A name for a file: lower case ASCII letters, digits and `-`.
  static func fileName(_ parts: String...) -> String {
    parts.map { String(FieldName.ascii($0).map { $0 == "_" ? "-" : $0 }) }.joined(separator: "-")
  }
}
