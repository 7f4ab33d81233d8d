/// Which contours a study of commune points is drawn with.
public enum ContourChoice: String, Sendable, CaseIterable {
  /// Official ones where the cache holds all that are needed, approximate ones otherwise.
  case auto
  case official = "officiels"
  case approximate = "approches"
}

/// The official contours that a layer was drawn with: what a report says of them.
public struct OfficialContours: Sendable, Equatable {
  /// One a département, ascending.
  public var manifests: [ContourManifest]
  /// Communes that share out one contour, having been merged after the table's year; ascending.
  public var sharedCodes: [String] = []

  init(manifests: [ContourManifest]) { self.manifests = manifests }

  /// The year of all files, that of the embedded table where it may be: `COG 2024`; nil where none is known.
  public var millesime: String? {
    ContourManifest.millesime(
      (manifests.first?.years ?? []).filter { year in manifests.allSatisfy { $0.years.contains(year) } })
  }

  public var departements: [String] { manifests.map(\.unit.code) }

  /// Who published them, of which year, fetched when: `geo.api.gouv.fr (…), COG 2024, téléchargés le 2026-11-21`.
  public var source: String {
    var parts: [String] = []
    for manifest in manifests where !parts.contains(manifest.source) { parts.append(manifest.source) }
    parts.append(millesime ?? "codes d’un autre millésime")
    let days = manifests.map { String($0.date.prefix(10)) }.sorted()
    if let first = days.first, let last = days.last {
      parts.append(first == last ? "téléchargés le \(first)" : "téléchargés du \(first) au \(last)")
    }
    return parts.joined(separator: ", ")
  }

  /// The command that fetches the same files, from the same place.
  public var command: String {
    let bases = Set(manifests.map { manifest in manifest.url.flatMap { manifest.unit.base(of: $0) } })
    guard bases.count == 1, let base = bases.first ?? nil, base != ContourService.baseURL else {
      return Self.command(departements)
    }
    return Self.command(departements) + " --base-url \(base)"
  }

  static func command(_ departements: [String]) -> String {
    "maillage geodata fetch --departement \(departements.joined(separator: ","))"
  }
}
