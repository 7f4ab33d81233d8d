public import GeoModel

/// The CRS of one row, where the rows of a file have several.
public enum RowCRS {
  /// Reads a CRS as registers name it: `EPSG:2154 RGF93 / Lambert-93`, `2154`, `LAMBERT_93`, `L93_METROPOLE`,
  /// `UTM_N20`, `WGS84/UTM zone 21N`, alone or as an item of a list (`1,ATLASANTE,96,BAN,EPSG:5490 …`); nil for
  /// others. A UTM zone without a datum is that of the legal CRS there.
  public static func parse(_ text: String) -> CRS? {
    if let crs = CRS(parsing: text) { return crs }
    let folded = NameMatch.folded(text)
    if let found = number(after: "epsg:", in: text.lowercased()) { return CRS("EPSG:\(found)") }
    if folded.contains("lambert_93") || folded.contains("lambert93") || folded.contains("l93") {
      return .lambert93
    }
    guard let (zone, isNorth) = utm(folded) else { return nil }
    if !folded.contains("wgs84") && !folded.contains("wgs_84") {
      switch (zone, isNorth) {
      case (20, true): return LegalCRS.antilles.crs
      case (21, true): return LegalCRS.saintPierreEtMiquelon.crs
      case (22, true): return LegalCRS.guyane.crs
      case (38, false): return LegalCRS.mayotte.crs
      case (40, false): return LegalCRS.reunion.crs
      default: break
      }
    }
    return CRS("EPSG:\((isNorth ? 32600 : 32700) + zone)")
  }

  /// The legal CRS of a département: `01` to `95`, `2A`, `971` to `978`, and `9A` to `9F` as FINESS writes
  /// 971 to 976; nil for others.
  public static func of(departement: String) -> CRS? {
    switch departement {
    case "971", "972", "977", "978", "9A", "9B": return LegalCRS.antilles.crs
    case "973", "9C": return LegalCRS.guyane.crs
    case "974", "9D": return LegalCRS.reunion.crs
    case "975", "9E": return LegalCRS.saintPierreEtMiquelon.crs
    case "976", "9F": return LegalCRS.mayotte.crs
    case "986", "9J": return CRS("EPSG:32701")
    case "2A", "2B": return .lambert93
    default:
      guard departement.utf8.count == 2, let number = Int(departement), (1...95).contains(number) else {
        return nil
      }
      return .lambert93
    }
  }

  /// `utm_n20`, `utm_20n`, `utm_zone_20n`, `utm20n`.
  private static func utm(_ folded: String) -> (zone: Int, isNorth: Bool)? {
    let bytes = Array(folded.utf8)
    let name = Array("utm".utf8)
    guard bytes.count > 4,
      let place = (0...(bytes.count - 4)).first(where: { bytes[$0..<$0 + 3].elementsEqual(name) })
    else { return nil }
    var rest = bytes[(place + 3)...].drop { $0 == UInt8(ascii: "_") }
    if rest.starts(with: "zone".utf8) { rest = rest.dropFirst(4).drop { $0 == UInt8(ascii: "_") } }
    var hemisphere: UInt8?
    if let first = rest.first, first == UInt8(ascii: "n") || first == UInt8(ascii: "s") {
      hemisphere = first
      rest = rest.dropFirst()
    }
    let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
    guard (1...2).contains(digits.count), let zone = Int(String(decoding: digits, as: UTF8.self)),
      (1...60).contains(zone)
    else { return nil }
    hemisphere = hemisphere ?? rest.dropFirst(digits.count).first
    guard hemisphere == UInt8(ascii: "n") || hemisphere == UInt8(ascii: "s") else { return nil }
    return (zone, hemisphere == UInt8(ascii: "n"))
  }

  private static func number(after mark: String, in text: String) -> Int? {
    let bytes = Array(text.utf8)
    let name = Array(mark.utf8)
    guard bytes.count > name.count else { return nil }
    for place in 0..<(bytes.count - name.count) where bytes[place..<place + name.count].elementsEqual(name) {
      let digits = bytes[(place + name.count)...].drop { $0 == UInt8(ascii: ":") }
        .prefix { $0 >= 48 && $0 <= 57 }
      if (4...6).contains(digits.count) { return Int(String(decoding: digits, as: UTF8.self)) }
    }
    return nil
  }
}
