import GeoModel

/// What is wrong with the bytes of one geometry.
enum WKBFault: Error, Equatable {
  /// The bytes end before what they announce.
  case truncated
  /// The byte-order mark is neither 0 nor 1.
  case byteOrder(UInt8)
  /// A curve or a surface, by its code of the standard.
  case curve(UInt32)
  case unknownType(UInt32)
  /// A member of a multigeometry that cannot be in it.
  case wrongMember(UInt32)
  /// Points, lines and polygons together.
  case mixedCollection
  case depth
  /// A ring of fewer than four positions.
  case shortRing(Int)
  case notFinite

  var message: Phrase {
    switch self {
    case .truncated:
      Phrase(en: "the geometry is cut short", fr: "la géométrie est tronquée")
    case .byteOrder:
      Phrase(en: "this is not well-known binary", fr: "ce n’est pas du binaire bien connu (WKB)")
    case .curve:
      Phrase(en: "curved geometries are not read", fr: "les géométries courbes ne sont pas lues")
    case .unknownType:
      Phrase(en: "this type of geometry is not known", fr: "ce type de géométrie n’est pas connu")
    case .wrongMember:
      Phrase(
        en: "a multigeometry holds what it cannot hold",
        fr: "une géométrie multiple contient ce qu’elle ne peut pas contenir")
    case .mixedCollection:
      Phrase(
        en: "a geometry collection holds points, lines or polygons together",
        fr: "une collection de géométries mêle points, lignes ou polygones")
    case .depth:
      Phrase(
        en: "geometry collections are nested more than \(WellKnownBinary.maximumDepth) deep",
        fr: "les collections de géométries s’emboîtent sur plus de \(WellKnownBinary.maximumDepth) niveaux")
    case .shortRing:
      Phrase(en: "a ring has fewer than four positions", fr: "un anneau a moins de quatre positions")
    case .notFinite:
      Phrase(en: "a coordinate is not a number", fr: "une coordonnée n’est pas un nombre")
    }
  }

  var found: String? {
    switch self {
    case .byteOrder(let byte): String(byte)
    case .curve(let code), .wrongMember(let code), .unknownType(let code): Self.name(of: code)
    case .shortRing(let count): String(count)
    default: nil
    }
  }

  var hint: Phrase? {
    switch self {
    case .curve:
      Phrase(
        en: "in QGIS: \"Segmentize by maximum distance\", or ogr2ogr -nlt CONVERT_TO_LINEAR",
        fr: "dans QGIS : « Segmentiser par distance maximale », ou ogr2ogr -nlt CONVERT_TO_LINEAR")
    case .mixedCollection:
      Phrase(
        en: "in QGIS: \"Promote to multipart\" after keeping one type of geometry",
        fr: "dans QGIS : ne garder qu’un type de géométrie, puis « De morceaux uniques à morceaux multiples »"
      )
    default: nil
    }
  }

  /// Names of ISO 19125 and ISO 13249-3.
  private static func name(of code: UInt32) -> String {
    let names = [
      1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon",
      7: "GeometryCollection", 8: "CircularString", 9: "CompoundCurve", 10: "CurvePolygon", 11: "MultiCurve",
      12: "MultiSurface", 13: "Curve", 14: "Surface", 15: "PolyhedralSurface", 16: "TIN",
    ]
    return names[Int(code)] ?? String(code)
  }
}
