public import GeoModel

/// A square named by an INSPIRE identifier: `CRS3035RES200mN3082800E3829600` is the square of 200 m whose south-west
/// corner is at 3,829,600 east and 3,082,800 north in EPSG:3035.
public struct GridSquare: Sendable, Equatable {
  public var epsg: Int
  public var metres: Int
  public var north: Int
  public var east: Int

  /// Nil where the text is no such identifier; what follows it is not allowed.
  public init?(_ text: String) {
    var rest = Substring(text.trimmingBlanks)
    func number(after word: String) -> Int? {
      guard rest.hasPrefix(word) else { return nil }
      rest = rest.dropFirst(word.count)
      let digits = rest.prefix { $0 == "-" || ($0 >= "0" && $0 <= "9") }
      rest = rest.dropFirst(digits.count)
      guard let value = Int(digits), (-1_000_000_000...1_000_000_000).contains(value) else { return nil }
      return value
    }
    guard let epsg = number(after: "CRS"), let metres = number(after: "RES"), metres > 0,
      let north = number(after: "mN"), let east = number(after: "E"), rest.isEmpty
    else { return nil }
    (self.epsg, self.metres, self.north, self.east) = (epsg, metres, north, east)
  }

  public var crs: CRS { CRS("EPSG:\(epsg)") }

  /// In `crs`.
  public var polygon: MultiPolygon {
    let (x, y, side) = (Double(east), Double(north), Double(metres))
    return MultiPolygon(shell: [
      Position(x: x, y: y), Position(x: x + side, y: y), Position(x: x + side, y: y + side),
      Position(x: x, y: y + side), Position(x: x, y: y),
    ])
  }
}

extension String {
  fileprivate var trimmingBlanks: String { CodeText.trimmed(self) }
}
