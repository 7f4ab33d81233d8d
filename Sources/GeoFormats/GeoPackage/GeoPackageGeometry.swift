import GeoModel

/// The header of a geometry in a GeoPackage (OGC 12-128r17, clause 2.1.3), before its well-known binary.
///
/// Only what finds the geometry is used: envelopes and the empty flag may be wrong, and are not needed.
struct GeoPackageGeometry {
  enum Fault: Error {
    /// The bytes do not begin with `GP`.
    case notGeoPackage
    case truncated
    case envelope(Int)
    case version(UInt8)
    /// A geometry of somebody's own making (GeoPackageBinary type 1), by its four letters.
    case extended(String)
  }

  /// Where the well-known binary begins.
  let start: Int
  let srsID: Int32

  init(_ bytes: Span<UInt8>) throws(Fault) {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "G"), bytes[1] == UInt8(ascii: "P") else {
      throw .notGeoPackage
    }
    guard bytes.count >= 8 else { throw .truncated }
    guard bytes[2] == 0 else { throw .version(bytes[2]) }
    let flags = bytes[3]
    let envelope = Int(flags >> 1 & 7)
    let doubles = [0, 4, 6, 6, 8]
    guard envelope < doubles.count else { throw .envelope(envelope) }
    srsID = Int32(bitPattern: bytes.word(at: 4, littleEndian: flags & 1 == 1) ?? 0)
    start = 8 + 8 * doubles[envelope]
    guard start <= bytes.count else { throw .truncated }
    guard flags & 0x20 == 0 else {
      let letters = (start..<min(start + 4, bytes.count)).map { bytes[$0] }
      throw .extended(String(decoding: letters, as: UTF8.self))
    }
  }
}

extension GeoPackageGeometry.Fault {
  var message: Phrase {
    switch self {
    case .notGeoPackage:
      Phrase(en: "this is not a GeoPackage geometry", fr: "ce n’est pas une géométrie de GeoPackage")
    case .truncated: Phrase(en: "the geometry is cut short", fr: "la géométrie est tronquée")
    case .envelope:
      Phrase(en: "the kind of envelope is not known", fr: "le type d’emprise n’est pas connu")
    case .version:
      Phrase(
        en: "this version of GeoPackage geometries is not known",
        fr: "cette version des géométries de GeoPackage n’est pas connue")
    case .extended:
      Phrase(
        en: "this geometry is of an extended type, which is not read",
        fr: "cette géométrie est d’un type étendu, qui n’est pas lu")
    }
  }

  var found: String? {
    switch self {
    case .envelope(let kind): String(kind)
    case .version(let version): String(version)
    case .extended(let letters): letters
    case .notGeoPackage, .truncated: nil
    }
  }
}
