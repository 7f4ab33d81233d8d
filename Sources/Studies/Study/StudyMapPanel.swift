import Coverage
import GeoModel
import GeoNative
import Reports

/// Territories of one plane CRS that are drawn in one frame of the map.
struct StudyMapPanel {
  let title: String
  /// Index of its zone in the study.
  let zone: Int
  /// The territories drawn here, those of the zone or some of them.
  let plane: PlaneZone
  /// Indices in the layer; nil for the whole zone.
  private let members: Set<Int>?

  /// The part of France that holds most territories, then the others, each overseas département apart.
  static func panels(_ results: StudyResults) -> [StudyMapPanel] {
    let zones = results.zones
    let main =
      zones.indices.max { (zones[$0].members.count, $1) < (zones[$1].members.count, $0) } ?? 0
    guard zones.indices.contains(main) else { return [] }
    var others: [(code: String, panel: StudyMapPanel)] = []
    for zone in zones.indices where zone != main {
      others += parts(of: zone, results)
    }
    others.sort { $0.code < $1.code }
    return [StudyMapPanel(title: "", zone: main, plane: zones[main], members: nil)] + others.map(\.panel)
  }

  /// Guadeloupe and Martinique share one CRS and lie too far from each other for one frame.
  private static func parts(
    of zone: Int, _ results: StudyResults
  ) -> [(code: String, panel: StudyMapPanel)] {
    let plane = results.zones[zone]
    let codes = results.inputs.layer.codes
    let prefixes = plane.members.map { String(codes[$0].prefix(3)) }
    guard prefixes.allSatisfy({ departments[$0] != nil }) else {
      let legal = LegalCRS.allCases.first { $0.crs == plane.crs }
      let title = legal?.name.french ?? plane.crs.code
      return [
        (prefixes.min() ?? "", StudyMapPanel(title: title, zone: zone, plane: plane, members: nil))
      ]
    }
    return Set(prefixes).sorted().map { prefix in
      let local = plane.members.indices.filter { prefixes[$0] == prefix }
      let members = local.map { plane.members[$0] }
      let part = PlaneZone(
        crs: plane.crs, members: members, polygons: local.map { plane.polygons[$0] }, repairs: [])
      return (
        prefix,
        StudyMapPanel(title: departments[prefix] ?? prefix, zone: zone, plane: part, members: Set(members))
      )
    }
  }

  /// First digits of the INSEE codes of what lies there.
  private static let departments = [
    "971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion",
    "975": "Saint-Pierre-et-Miquelon", "976": "Mayotte",
  ]

  func holds(_ located: CoverageResult.LocatedGap) -> Bool {
    located.zone == zone && (members?.contains(located.gap.mainTerritory) ?? true)
  }

  /// Sites in the frame or just outside it: their indices and places in the plane.
  func sites(
    _ loaded: LoadedSites, threads: Int
  ) throws(Diagnostic) -> [(index: Int, place: Position)] {
    var box = Envelope()
    for polygons in plane.polygons { box.add(polygons.envelope) }
    let frame = box.expanded(by: 0.02 * max(box.width, box.height))
    // Far from its place, a plane CRS gives numbers that mean nothing.
    let bounds = LegalCRS.allCases.first { $0.crs == plane.crs }?.bounds.expanded(by: 3)
    let near = (0..<loaded.count).filter { site in
      guard loaded.isLocated(site) else { return false }
      return bounds?.contains(loaded.lonLat[2 * site], loaded.lonLat[2 * site + 1]) ?? true
    }
    let (flat, from, to) = (
      near.flatMap { [loaded.positions[2 * $0], loaded.positions[2 * $0 + 1]] }, loaded.crs, plane.crs
    )
    let places = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: from, to: to, threads: threads)
    }
    return near.indices.compactMap { rank in
      let place = Position(x: places[2 * rank], y: places[2 * rank + 1])
      return frame.contains(place.x, place.y) ? (near[rank], place) : nil
    }
  }
}
