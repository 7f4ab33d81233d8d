public import GeoFormats
public import GeoModel

/// What `convert` does between reading and writing.
public struct ConvertOptions: Sendable {
  public var path: String
  /// Layer of a file that holds several.
  public var layer: String?
  /// CRS to take instead of what the file says.
  public var crs: CRS?
  /// Columns of the coordinates of a table; nil to recognise them.
  public var x: String?
  public var y: String?
  public var decimal = DecimalSign.auto
  public var csv = CSVOptions()
  public var filter: String?
  /// Fields to keep, in this order; nil for all.
  public var select: [String]?
  public var renames: [(old: String, new: String)] = []
  /// Written before the name of every field.
  public var prefix = ""
  public var targetCRS: CRS?
  public var simplifyMetres: Double?
  /// Decimals of the coordinates.
  public var precision: Int?

  public init(path: String) { self.path = path }

  /// True where a table without places will not do.
  var needsPlaces: Bool { x != nil || crs != nil || targetCRS != nil || precision != nil }
}
