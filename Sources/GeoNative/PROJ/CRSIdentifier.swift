import CPROJ
public import GeoModel

/// The EPSG code of a CRS that a file describes in WKT: the `.prj` of a shapefile, the table of a GeoPackage.
///
/// Tried in this order, each confirmed by computation (`PlaneCRS.agrees`): the code that the text states; the
/// codes that PROJ's database finds (`proj_identify`); the CRS of French data with the same projection, ellipsoid
/// and meridian, where the datum has no name or an unknown one.
public enum CRSIdentifier {
  /// How a CRS was found.
  public enum Means: Sendable, Equatable {
    /// The text states this code.
    case stated
    /// PROJ's database knows the definition; confidence in percent, 70 at least.
    case database(confidence: Int)
    /// The datum has no name, and the CRS itself bears the name of this one and gives its coordinates.
    case named
    /// The datum is not known, and the plane coordinates are those of this CRS to a millimetre. Others of
    /// `alternatives` are too.
    case comparison(alternatives: [CRS])
  }

  public struct Identification: Sendable, Equatable {
    public let crs: CRS
    public let means: Means
    /// The name in the text.
    public let name: String
    /// The datum's name in the text.
    public let datum: String
  }

  /// Longest text that is read; real ones have some 500 bytes.
  public static let maximumLength = 1 << 16

  /// - Returns: nil where the text is not WKT of a horizontal CRS, or describes one that has no EPSG code.
  /// - Throws: `ProjError` where PROJ or its database is not to be had.
  public static func identify(wkt: String) throws(ProjError) -> Identification? {
    guard wkt.utf8.count <= maximumLength else { return nil }
    let session = try ProjSession()
    guard let crs = PlaneCRS(wkt: wkt, session: session) else { return nil }
    func answer(_ code: CRS, _ means: Means) -> Identification {
      Identification(crs: code, means: means, name: crs.name, datum: crs.datum)
    }
    if let stated = crs.statedCode, let known = PlaneCRS(stated, session: session), crs.agrees(with: known) {
      return answer(stated, .stated)
    }
    let found = crs.identified().filter { candidate in
      guard let known = PlaneCRS(candidate.crs, session: session) else { return false }
      return crs.agrees(with: known)
    }
    if let best = found.map(\.confidence).max() {
      // Of equally good answers, the one of French data, else the first that the database gives.
      let equals = found.filter { $0.confidence == best }
      let chosen = frenchCodes.first { code in equals.contains { $0.crs == code } } ?? equals[0].crs
      return answer(chosen, .database(confidence: best))
    }
    var same: [CRS] = []
    var near: [CRS] = []
    for code in frenchCodes {
      guard let known = PlaneCRS(code, session: session), crs.agrees(with: known) else { continue }
      if letters(known.name) == letters(crs.name) { return answer(code, .named) }
      if crs.hasEllipsoid(of: known) { same.append(code) } else { near.append(code) }
    }
    same += near
    guard let first = same.first else { return nil }
    return answer(first, .comparison(alternatives: Array(same.dropFirst())))
  }

  /// `RGFG95 / UTM zone 22N` and `RGFG95_UTM_Zone_22N` are one name.
  private static func letters(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) }
  }

  /// CRS of French data, those that the law prescribes first.
  private static let frenchCodes: [CRS] =
    ([2154, 4326, 5490, 2972, 2975, 4471, 4467, 4171, 3857, 4258, 3035, 3034] + Array(3942...3950)
    + [32620, 32622, 32740, 32738, 32621, 4559, 2970, 2973, 2971, 3727, 2987, 2989, 2976]
    + [27572, 27571, 27573, 27574, 27561, 27562, 27563, 27564, 27581, 27582, 27583, 27584]
    + [32630, 32631, 32632, 25830, 25831, 25832, 23030, 23031, 23032, 4275, 4807, 4230]).map {
      CRS("EPSG:\($0)")
    }
}
