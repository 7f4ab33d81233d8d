public import GeoModel

/// Territories as their files give them, before anything is carried or mended.
public struct LoadedTerritories: Sendable {
  /// All features of all files.
  public var geometry: GeometryColumn
  /// Territory of each feature.
  public var owners: [Int32]
  /// Ascending and distinct: several features with one code are one territory.
  public var codes: [String]
  public var names: [String?]
  public var crs: CRS
  /// Name of the first file, for messages.
  public var source: String
  /// True for contours that Maillage computed from points.
  public var isApproximate = false

  public init(
    geometry: GeometryColumn, owners: [Int32], codes: [String], names: [String?], crs: CRS, source: String
  ) {
    self.geometry = geometry
    self.owners = owners
    self.codes = codes
    self.names = names
    self.crs = crs
    self.source = source
  }
}
