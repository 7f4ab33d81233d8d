/// Features with their attributes, in one CRS.
public struct FeatureLayer: Sendable, Equatable {
  public var geometry: GeometryColumn
  /// One row for each feature; a layer without attributes has no columns.
  public var attributes: Table
  /// The features' own identifiers where the format has them: texts or numbers, `.missing` where a feature has
  /// none; nil where no feature has one.
  public var ids: TextColumn?
  /// True where the first of `attributes` is a copy of `ids`, so that options can name it; a writer leaves it out.
  public var hasIDColumn = false
  public var crs: CRS
  /// Name of the file, for messages.
  public var source: String

  public init(
    geometry: GeometryColumn, attributes: Table, ids: TextColumn? = nil, crs: CRS, source: String
  ) {
    self.geometry = geometry
    self.attributes = attributes
    self.ids = ids
    self.crs = crs
    self.source = source
  }

  public var count: Int { geometry.count }
}
