public import GeoModel

/// Which layer of a file is read, and what is taken where the file does not say.
public struct LayerOptions: Sendable, Equatable {
  /// Name of the layer in a file that may hold several; nil where there is only one to take.
  public var name: String?
  /// The CRS of a layer whose file gives none.
  public var crs: CRS?

  public init(name: String? = nil, crs: CRS? = nil) {
    self.name = name
    self.crs = crs
  }
}
