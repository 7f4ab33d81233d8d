public import Coverage
public import GeoModel
import GeoNative

/// A layer whose invalid polygons are mended; everything else stays as it was, to the bit.
public struct LayerRepair: Sendable {
  /// One feature that changed.
  public struct Change: Sendable {
    /// From 1.
    public var feature: Int
    public var code: String?
    public var reason: FindingKind
    /// In the legal plane CRS of the place; nil outside France.
    public var areaBeforeSquareMetres: Double?
    public var areaAfterSquareMetres: Double?
    /// True where nothing was left, so that the feature has no geometry any more.
    public var isEmpty: Bool
  }

  public var layer: FeatureLayer
  public var changes: [Change] = []

  /// Mends by GEOS's structure method: rings are rebuilt, shells united, holes cut out. Repeated positions go with it.
  ///
  /// - Throws: `Diagnostic` where GEOS cannot mend a feature.
  public init(_ layer: FeatureLayer, codes: [String], threads: Int) throws(Diagnostic) {
    self.layer = layer
    let column = layer.geometry
    let findings = try FailureWords.geos(at: SourceLocation(file: layer.source)) { () throws(GEOSError) in
      try GeometryFindings.find(in: column, threads: threads)
    }
    var reasons: [Int: FindingKind] = [:]
    for finding in findings where finding.level == .error && finding.kind != .notFinite {
      if let feature = finding.feature, reasons[feature - 1] == nil { reasons[feature - 1] = finding.kind }
    }
    guard !reasons.isEmpty else { return }
    let session = GEOSSession()
    var mended = GeometryColumn()
    for feature in 0..<column.count {
      guard let reason = reasons[feature] else {
        mended.append(feature: feature, of: column)
        continue
      }
      let before = Self.closed(column.polygons(of: feature))
      let after = try FailureWords.geos(at: SourceLocation(file: layer.source, feature: feature + 1)) {
        () throws(GEOSError) in try session.repaired(before)
      }
      mended.append(polygons: after)
      let areas = try Self.areas(before, after, layer.crs)
      changes.append(
        Change(
          feature: feature + 1, code: codes.isEmpty || codes[feature].isEmpty ? nil : codes[feature],
          reason: reason,
          areaBeforeSquareMetres: areas?.before, areaAfterSquareMetres: areas?.after, isEmpty: after.isEmpty))
    }
    self.layer.geometry = mended
  }

  /// Rings closed, and those too short to be one left out with what they held.
  private static func closed(_ polygons: MultiPolygon) -> MultiPolygon {
    var result = MultiPolygon()
    for polygon in 0..<polygons.polygonCount {
      for (rank, ring) in polygons.rings(ofPolygon: polygon).enumerated() {
        let range = polygons.positions(ofRing: ring)
        var flat = Array(polygons.coordinates[2 * range.lowerBound..<2 * range.upperBound])
        if flat.prefix(2) != flat.suffix(2) { flat += flat.prefix(2) }
        if flat.count < 8 {
          if rank == 0 { break }
          continue
        }
        result.coordinates += flat
        result.ringEnds.append(result.coordinates.count / 2)
      }
      if result.ringEnds.count > (result.polygonEnds.last ?? 0) {
        result.polygonEnds.append(result.ringEnds.count)
      }
    }
    return result
  }

  private static func areas(
    _ before: MultiPolygon, _ after: MultiPolygon, _ crs: CRS
  ) throws(Diagnostic) -> (before: Double, after: Double)? {
    guard !before.isEmpty else { return (0, after.area) }
    var center = [before.envelope.center.x, before.envelope.center.y]
    return try FailureWords.proj { () throws(ProjError) in
      try CoordinateTransformer(from: crs, to: .wgs84).transform(&center)
      guard let zone = LegalCRS(longitude: center[0], latitude: center[1]) else { return nil }
      var (first, second) = (before, after)
      let toPlane = try CoordinateTransformer(from: crs, to: zone.crs)
      toPlane.transform(&first.coordinates)
      toPlane.transform(&second.coordinates)
      return (first.area, second.area)
    }
  }
}
