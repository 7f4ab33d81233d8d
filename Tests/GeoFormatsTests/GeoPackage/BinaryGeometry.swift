import GeoModel

/// Well-known binary composed by hand, as an oracle for the reader.
struct BinaryGeometry {
  enum Flavour: CaseIterable { case iso, extended }

  var littleEndian = true
  var flavour = Flavour.iso
  var hasZ = false
  var hasM = false
  /// SRID of EWKB.
  var srid: UInt32?

  func word(_ value: UInt32) -> [UInt8] {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    return littleEndian ? bytes : bytes.reversed()
  }

  func double(_ value: Double) -> [UInt8] {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    return littleEndian ? bytes : bytes.reversed()
  }

  func header(_ type: UInt32) -> [UInt8] {
    var code = type
    switch flavour {
    case .iso: code += (hasZ ? 1000 : 0) + (hasM ? 2000 : 0)
    case .extended: code |= (hasZ ? 0x8000_0000 : 0) | (hasM ? 0x4000_0000 : 0)
    }
    if srid != nil { code |= 0x2000_0000 }
    return [littleEndian ? 1 : 0] + word(code) + (srid.map { word($0) } ?? [])
  }

  func position(_ x: Double, _ y: Double) -> [UInt8] {
    double(x) + double(y) + (hasZ ? double(1e9) : []) + (hasM ? double(.nan) : [])
  }

  func positions(_ flat: [Double]) -> [UInt8] {
    word(UInt32(flat.count / 2))
      + stride(from: 0, to: flat.count, by: 2).flatMap { position(flat[$0], flat[$0 + 1]) }
  }

  func point(_ x: Double, _ y: Double) -> [UInt8] { header(1) + position(x, y) }
  func line(_ flat: [Double]) -> [UInt8] { header(2) + positions(flat) }
  func polygon(_ rings: [[Double]]) -> [UInt8] {
    header(3) + word(UInt32(rings.count)) + rings.flatMap { positions($0) }
  }
  /// A multigeometry or a collection of members that are whole geometries.
  func multi(_ type: UInt32, _ members: [[UInt8]]) -> [UInt8] {
    header(type) + word(UInt32(members.count)) + members.flatMap { $0 }
  }

  /// The same with the header of a GeoPackage.
  static func packaged(
    _ body: [UInt8], envelope: Int = 0, flags: UInt8 = 0, srs: UInt32 = 2154, littleEndian: Bool = true
  ) -> [UInt8] {
    let writer = BinaryGeometry(littleEndian: littleEndian)
    let doubles = [0, 4, 6, 6, 8][envelope]
    // An envelope that is wrong on purpose: the reader takes nothing from it.
    let box = (0..<doubles).flatMap { _ in writer.double(-7) }
    return [0x47, 0x50, 0, UInt8(envelope) << 1 | (littleEndian ? 1 : 0) | flags] + writer.word(srs) + box
      + body
  }
}

/// A ring as flat coordinates.
let square: [Double] = [0, 0, 2, 0, 2, 2, 0, 2, 0, 0]
let hole: [Double] = [0.5, 0.5, 0.5, 1, 1, 1, 0.5, 0.5]
