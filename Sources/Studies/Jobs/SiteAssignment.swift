import Coverage
public import GeoModel
import GeoNative

/// The territory of each site, with the mass balance:
/// sites read = assigned + ambiguous + outside + rejected.
public struct SiteAssignment: Sendable {
  /// Index of the territory of each site; -1 outside all, and for rejected sites.
  public var territories: [Int]
  /// The same by the contours alone, whatever the sites' own codes say.
  public var byContour: [Int]
  private var counts = JoinCounts()
  public var rejected: Int
  /// Among the assigned, those given to their own code rather than by the contours.
  public var byCode = 0
  /// Among those outside, sites that lie in a territory but whose own code is that of none.
  public var unknownCodes = 0
  public var read: Int

  public var assigned: Int { counts.assigned }
  public var ambiguous: Int { counts.ambiguous }
  public var outside: Int { counts.outside }
  public var onBoundary: Int { counts.onBoundary }

  /// True where nothing was lost or counted twice.
  public var isBalanced: Bool { read == assigned + ambiguous + outside + rejected }

  /// Sites are carried into the territories' CRS, where the edges are the straight lines that the file draws.
  ///
  /// - Throws: `Diagnostic` where PROJ cannot join the two CRS.
  public init(
    _ sites: LoadedSites, in layer: LoadedTerritories, threads: Int
  ) throws(Diagnostic) {
    let places = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(sites.positions, from: sites.crs, to: layer.crs, threads: threads)
    }
    let locator = PointLocator(geometry: layer.geometry, owners: layer.owners, threads: threads)
    let join = SpatialJoin(places, in: locator, threads: threads)
    read = sites.count
    rejected = sites.rejectedCount
    territories = join.answers.map { Int($0.territory) }
    byContour = (0..<sites.count).map { sites.isLocated($0) ? Int(join.answers[$0].territory) : -1 }
    var rank: [String: Int] = [:]
    if !sites.codes.isEmpty {
      for (index, code) in layer.codes.enumerated() { rank[code] = index }
      // A commune's own arrondissements municipaux, where the layer holds the commune only.
      for (commune, first, last) in PopulationLoader.arrondissements {
        guard let index = rank[commune] else { continue }
        for part in first...last where rank[String(part)] == nil { rank[String(part)] = index }
      }
    }
    for site in 0..<sites.count {
      guard sites.isLocated(site) else {
        territories[site] = -1
        continue
      }
      let answer = join.answers[site]
      if !sites.codes.isEmpty, let code = sites.codes[site] {
        territories[site] = rank[code] ?? -1
        if rank[code] == nil {
          counts.outside += 1
          if answer.territory >= 0 { unknownCodes += 1 }
        } else {
          counts.assigned += 1
          byCode += 1
        }
      } else {
        counts.add(answer)
      }
    }
  }

  /// Said where no site lies in any territory, which is a wrong CRS or a wrong file as a rule.
  public func warning(_ sites: LoadedSites) -> Diagnostic? {
    guard sites.locatedCount > 0, outside == sites.locatedCount else { return nil }
    return Diagnostic(
      "sites.all-outside", severity: .warning, at: SourceLocation(file: sites.path),
      Phrase(
        count: outside,
        one: Phrase(
          en: "the only located site lies in no territory",
          fr: "le seul site localisé n’est dans aucun territoire"),
        several: Phrase(
          en: "none of the \(outside) located sites lies in a territory",
          fr: "aucun des \(outside) sites localisés n’est dans un territoire")),
      hint: Phrase(
        en: "check the systems of both files, and that they speak of the same place",
        fr: "vérifier les systèmes des deux fichiers, et qu’ils parlent du même lieu"))
  }

  /// Sites in each territory of a layer.
  public func counts(territories count: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for territory in territories where territory >= 0 { counts[territory] += 1 }
    return counts
  }
}
