import CPROJ
public import GeoModel

/// A CRS as other programs describe it.
public struct CRSDefinition: Sendable, Equatable {
  public let name: String
  /// Well-known text on one line: that of OGC 01-009 as GDAL writes it, else ISO 19162:2019.
  public let wkt: String

  /// - Throws: `ProjError` where the code is unknown or has no text.
  public init(of crs: CRS) throws(ProjError) {
    let session = try ProjSession()
    guard let object = proj_create(session.context, crs.code) else {
      throw session.failure("proj_create(\(crs.code))")
    }
    defer { proj_destroy(object) }
    name = proj_get_name(object).map { String(cString: $0) } ?? crs.code
    for form in [PJ_WKT1_GDAL, PJ_WKT2_2019] {
      // The text belongs to the object; each option is a C string that lives for the call.
      let text = "MULTILINE=NO".withCString { option in
        [option, nil].withUnsafeBufferPointer { proj_as_wkt(session.context, object, form, $0.baseAddress) }
      }
      if let text {
        wkt = String(cString: text)
        return
      }
    }
    throw session.failure("proj_as_wkt(\(crs.code))")
  }
}
