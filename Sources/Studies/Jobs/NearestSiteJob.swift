public import Coverage
public import GeoModel
import GeoNative

/// The nearest site of each territory of the mesh, in the legal plane CRS of its part of France.
public struct NearestSiteJob: Sendable {
  public struct Answer: Sendable, Equatable {
    public var site: Int
    /// In the plane: what a colleague gets in QGIS.
    public var metres: Double
    /// On the ellipsoid, to the same site.
    public var ellipsoidMetres: Double
  }

  /// One a territory of the mesh; nil where no site is in reach of its plane.
  public var nearest: [Answer?]
  /// The same among the territory's own sites; nil without owners, or where there is none.
  public var own: [Answer?]

  /// - Parameters:
  ///   - meshOwner: the owner of each territory of the mesh, and `siteOwner` that of each site; empty without owners.
  /// - Throws: `Diagnostic` where PROJ fails.
  public init(
    _ places: MeshPlaces, zones: [PlaneZone], sites: LoadedSites, meshOwner: [String?] = [],
    siteOwner: [String?] = [], threads: Int
  ) throws(Diagnostic) {
    let count = places.lonLat.count / 2
    (nearest, own) = (Array(repeating: nil, count: count), Array(repeating: nil, count: count))
    for zone in zones {
      // No distance is too long for a question of distances, but a plane holds only its part of France.
      let (members, flat) = try CoverageJob.places(of: sites, in: zone.crs, metres: 0, threads: threads)
      let crs = zone.crs
      let from = zone.members.flatMap { [places.lonLat[2 * $0], places.lonLat[2 * $0 + 1]] }
      let here = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(from, from: .wgs84, to: crs, threads: threads)
      }
      let tree = NearestSites(flat)
      let answers = tree.nearest(of: here, threads: threads)
      for (local, global) in zone.members.enumerated() where !answers.isEmpty && here[2 * local].isFinite {
        nearest[global] = Self.answer(
          members[answers[local].index], answers[local].distance, from: global, places, sites)
      }
      guard !siteOwner.isEmpty else { continue }
      var slots: [String: [Int]] = [:]
      for (slot, site) in members.enumerated() {
        if let owner = siteOwner[site] { slots[owner, default: []].append(slot) }
      }
      let trees = slots.mapValues { NearestSites($0.flatMap { [flat[2 * $0], flat[2 * $0 + 1]] }) }
      for (local, global) in zone.members.enumerated() where here[2 * local].isFinite {
        guard let owner = meshOwner[global], let group = slots[owner],
          let found = trees[owner]?.nearest(x: here[2 * local], y: here[2 * local + 1])
        else { continue }
        own[global] = Self.answer(members[group[found.index]], found.distance, from: global, places, sites)
      }
    }
  }

  private static func answer(
    _ site: Int, _ metres: Double, from global: Int, _ places: MeshPlaces, _ sites: LoadedSites
  ) -> Answer {
    Answer(
      site: site, metres: metres,
      ellipsoidMetres: Geodesic.distanceMetres(
        Position(x: places.lonLat[2 * global], y: places.lonLat[2 * global + 1]),
        Position(x: sites.lonLat[2 * site], y: sites.lonLat[2 * site + 1])))
  }
}
