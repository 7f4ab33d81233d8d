public import GeoModel
public import GeoNative

/// What is wrong with each geometry alone; places are in the CRS of the column.
public enum GeometryFindings {
  /// Rings, coordinates and validity of every feature, in the order of the features.
  ///
  /// A feature's polygons are tested together, then one by one where they are not valid: a defect of each is told.
  public static func find(in column: GeometryColumn, threads: Int) throws(GEOSError) -> [Finding] {
    let found = try ParallelMap.map(
      count: column.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, feature) throws(GEOSError) -> [Finding] in
      try find(feature, in: column, session)
    }
    return found.flatMap { $0 }
  }

  private static func find(
    _ feature: Int, in column: GeometryColumn, _ session: GEOSSession
  ) throws(GEOSError) -> [Finding] {
    let kind = column.kinds[feature]
    let range = column.positions(of: feature)
    guard kind != .none, !range.isEmpty else {
      return [
        Finding(
          .nullGeometry, Phrase(en: "the feature has no geometry", fr: "l’objet n’a pas de géométrie"),
          feature: feature + 1)
      ]
    }
    if let bad = range.first(where: { !isFinite(column, $0) }) {
      return [
        Finding(
          .notFinite,
          Phrase(
            en: "position \(bad - range.lowerBound + 1) is not a pair of finite numbers",
            fr: "la position \(bad - range.lowerBound + 1) n’est pas un couple de nombres finis"),
          feature: feature + 1)
      ]
    }
    guard kind.isPolygonal else { return [] }
    var findings = rings(feature, of: column)
    if findings.contains(where: { $0.level == .error }) { return findings }
    findings += try validity(feature, of: column.polygons(of: feature), session)
    return findings
  }

  private static func isFinite(_ column: GeometryColumn, _ position: Int) -> Bool {
    column.coordinates[2 * position].isFinite && column.coordinates[2 * position + 1].isFinite
  }

  /// Rings that are too short or open, and repeated positions.
  private static func rings(_ feature: Int, of column: GeometryColumn) -> [Finding] {
    var findings: [Finding] = []
    var repeated = 0
    var place: Position?
    for part in column.groups(of: feature).flatMap({ column.parts(ofGroup: $0) }) {
      let range = column.positions(ofPart: part)
      func position(_ index: Int) -> Position {
        Position(x: column.coordinates[2 * index], y: column.coordinates[2 * index + 1])
      }
      guard let first = range.first, let last = range.last else { continue }
      if position(first) != position(last) {
        findings.append(
          Finding(
            .openRing,
            Phrase(
              en: "a ring does not end where it begins", fr: "un anneau ne finit pas où il commence"),
            feature: feature + 1, place: position(last)))
      } else if range.count < 4 {
        findings.append(
          Finding(
            .tooFewPositions,
            Phrase(
              en: "a ring has \(range.count) positions, and needs 4",
              fr: "un anneau a \(range.count) positions, il en faut 4"),
            feature: feature + 1, place: position(first)))
      }
      for index in range.dropFirst() where position(index) == position(index - 1) {
        repeated += 1
        place = place ?? position(index)
      }
    }
    if repeated > 0 {
      findings.append(
        Finding(
          .repeatedPositions,
          Phrase(
            en: "\(repeated) position(s) repeat the one before",
            fr: "\(repeated) position(s) répètent la précédente"),
          feature: feature + 1, place: place))
    }
    return findings
  }

  private static func validity(
    _ feature: Int, of polygons: MultiPolygon, _ session: GEOSSession
  ) throws(GEOSError) -> [Finding] {
    guard polygons.area > 0 else {
      return [
        Finding(
          .noArea, Phrase(en: "the polygon has no area", fr: "le polygone n’a pas de surface"),
          feature: feature + 1, place: polygons.position(0))
      ]
    }
    guard let whole = try session.invalidity(of: polygons) else { return [] }
    var reasons: [InvalidityReason] = []
    if polygons.polygonCount > 1 {
      for index in 0..<polygons.polygonCount {
        if let reason = try session.invalidity(of: polygons.polygon(index)) { reasons.append(reason) }
      }
    }
    // Each polygon may be valid while two of them overlap.
    if !reasons.contains(whole) { reasons.append(whole) }
    return reasons.map { reason in
      let kind = FindingKind(geosReason: reason.reason)
      return Finding(
        kind, kind == .invalid ? Phrase(verbatim: reason.reason) : kind.title, feature: feature + 1,
        place: reason.place)
    }
  }
}
