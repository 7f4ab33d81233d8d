import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// The communes of a table of points: with official contours where all that are needed are at hand, else drawn from
/// the points. Never some of each.
enum CommuneContours {
  /// - Parameters:
  ///   - filter: rows of the table to draw.
  ///   - isKept: codes to draw among them.
  /// - Throws: `contours.…` where official contours are asked for and cannot be used.
  static func load(
    _ points: CommunePoints, filter: String?, path: String, choice: ContourChoice,
    environment: [String: String], session: LoadSession, keeping isKept: (String) -> Bool = { _ in true }
  ) throws(Diagnostic) -> LoadedTerritories {
    let mask = try PointTerritories.mask(points, filter: filter, path: path, keeping: isKept)
    if choice != .approximate {
      do throws(Diagnostic) {
        if let layer = try official(points, mask, choice, environment, session) { return layer }
      } catch {
        guard choice == .auto else { throw error }
        session.warn(
          Diagnostic(
            error.code, at: error.location,
            Phrase(
              en: "\(error.message.english); approximate contours are used for all",
              fr: "\(error.message.french) ; des contours approchés servent pour tout"), found: error.found,
            expected: error.expected, hint: error.hint))
      }
    }
    return try PointTerritories.load(points, mask: mask, path: path, session: session)
  }

  /// Nil where the cache holds none of them and nobody asked for them.
  private static func official(
    _ points: CommunePoints, _ mask: [Bool], _ choice: ContourChoice, _ environment: [String: String],
    _ session: LoadSession
  ) throws(Diagnostic) -> LoadedTerritories? {
    let kept = points.codes.indices.filter { mask[$0] }
    let departements = Set(kept.map { CommuneCode.departement(of: points.codes[$0]) }).sorted()
    let units = departements.map { ContourUnit(.commune, $0) }
    let cache = ContourCache.find(environment: environment)
    let absent = units.filter { unit in cache.map { !FileSystem.exists($0.manifest(unit)) } ?? true }
    guard let cache, absent.isEmpty else {
      if choice == .auto && absent.count == units.count { return nil }
      let missing = absent.map(\.code)
      throw Diagnostic(
        "contours.partial",
        Phrase(
          en: "official contours are missing for \(missing.count) of \(units.count) départements",
          fr: "les contours officiels manquent pour \(missing.count) départements sur \(units.count)"),
        found: missing.prefix(10).joined(separator: ", ") + (missing.count > 10 ? ", …" : ""),
        hint: Phrase(verbatim: OfficialContours.command(missing)))
    }
    let states = ParallelMap.map(count: units.count, threads: session.threads) { cache.state(of: units[$0]) }
    var manifests: [ContourManifest] = []
    for state in states {
      if case .altered(let diagnostic) = state { throw diagnostic }
      if let manifest = state.manifest { manifests.append(manifest) }
    }
    let used = OfficialContours(manifests: manifests)
    let read = try TerritoryLoader.load(
      TerritoryOptions(paths: units.map { cache.file($0) }, key: "code", source: used.source),
      role: "Contours officiels", session: session)
    return try OfficialMesh(
      read, points: points, kept: kept, departements: Set(departements), official: used,
      history: { try? CommuneFacts.load(environment: environment).history }
    ).layer(session)
  }
}
