import GeoModel
import GeoNative

/// The kinds of shapes of a `.shp` (ESRI Shapefile Technical Description, July 1998).
enum ShapeKind: UInt32 {
  case null = 0
  case point = 1
  case line = 3
  case polygon = 5
  case multiPoint = 8
  case pointZ = 11
  case lineZ = 13
  case polygonZ = 15
  case multiPointZ = 18
  case pointM = 21
  case lineM = 23
  case polygonM = 25
  case multiPointM = 28
  case multiPatch = 31

  /// The kind without its third and fourth numbers.
  var plane: ShapeKind {
    switch self {
    case .pointZ, .pointM: .point
    case .lineZ, .lineM: .line
    case .polygonZ, .polygonM: .polygon
    case .multiPointZ, .multiPointM: .multiPoint
    default: self
    }
  }
}

/// The first hundred bytes of a `.shp` or `.shx`.
struct ShapefileHeader {
  static let length = 100

  let kind: ShapeKind
  /// Bytes of the file as it announces them.
  let announced: Int

  static func isShapefile(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0, 0, 0x27, 0x0A]) }

  init(_ bytes: [UInt8], source: String) throws(Diagnostic) {
    let location = SourceLocation(file: source)
    guard Self.isShapefile(bytes) else {
      throw Diagnostic(
        "shapefile.signature", at: location,
        Phrase(en: "this is not the .shp of a shapefile", fr: "ce n'est pas le .shp d'un shapefile"))
    }
    guard bytes.count >= Self.length, let words = BigEndian.uint32(bytes, at: 24),
      let code = LittleEndian.uint32(bytes, at: 32)
    else {
      throw Diagnostic(
        "shapefile.truncated", at: location,
        Phrase(en: "the file is cut inside its header", fr: "le fichier est coupé dans son en-tête"),
        found: "\(bytes.count)", expected: Phrase(en: "at least 100 bytes", fr: "au moins 100 octets"))
    }
    guard let kind = ShapeKind(rawValue: code) else {
      throw Diagnostic(
        "shapefile.kind", at: location,
        Phrase(en: "unknown kind of shape", fr: "genre de forme inconnu"), found: "\(code)",
        expected: Phrase(verbatim: "0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28"))
    }
    guard kind != .multiPatch else { throw Self.multiPatch(location) }
    self.kind = kind
    announced = 2 * Int(words)
  }

  static func multiPatch(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "shapefile.multipatch", at: location,
      Phrase(
        en: "surfaces in space (MultiPatch) are not read",
        fr: "les surfaces dans l'espace (MultiPatch) ne sont pas lues"),
      hint: Phrase(
        en: "export their footprints as polygons", fr: "exporter leurs emprises au sol en polygones"))
  }
}

/// Numbers in bytes, highest byte first.
enum BigEndian {
  static func uint32(_ bytes: [UInt8], at place: Int) -> UInt32? {
    LittleEndian.uint32(bytes, at: place)?.byteSwapped
  }
}
