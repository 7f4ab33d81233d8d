public import GeoModel

/// Territories with one code each, in one CRS: the mesh, or a level of it.
///
/// Codes ascend, so that the lowest index is the lowest code: the rule for boundaries and overlaps.
public struct Territories: Sendable {
  public var codes: [String]
  /// Where the layer names its territories.
  public var names: [String?]
  /// Polygons of territory i, in `crs`; several features with one code are one territory.
  public var polygons: [MultiPolygon]
  public var crs: CRS

  public init(codes: [String], names: [String?], polygons: [MultiPolygon], crs: CRS) {
    self.codes = codes
    self.names = names
    self.polygons = polygons
    self.crs = crs
  }

  public var count: Int { codes.count }

  /// Index of a code, by bisection.
  public func index(of code: String) -> Int? {
    var low = 0
    var high = codes.count
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < code { low = middle + 1 } else { high = middle }
    }
    return low < codes.count && codes[low] == code ? low : nil
  }

  /// A code with its name where it is known: `48095 Mende`.
  public func label(_ index: Int) -> String {
    names[index].map { "\(codes[index]) \($0)" } ?? codes[index]
  }
}
