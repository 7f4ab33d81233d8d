/// Features with their attributes, in one CRS.
public struct FeatureLayer: Sendable, Equatable {
  public var geometry: GeometryColumn
  /// One row for each feature; a layer without attributes has no columns.
  public var attributes: Table
  public var crs: CRS
  /// Name of the file, for messages.
  public var source: String

  public init(geometry: GeometryColumn, attributes: Table, crs: CRS, source: String) {
    self.geometry = geometry
    self.attributes = attributes
    self.crs = crs
    self.source = source
  }

  public var count: Int { geometry.count }
}
