import GeoFormats
import GeoModel

/// Shapefiles written byte by byte.
struct SampleShapes {
  var records: [[UInt8]] = []
  var kind: UInt32 = 5
  /// Bytes between the records, which only the index knows.
  var padding = 0

  static func little<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Number(8 * $0)) }
  }
  static func big(_ value: Int) -> [UInt8] { little(UInt32(value)).reversed() }
  static func double(_ value: Double) -> [UInt8] { little(value.bitPattern) }

  static func point(_ x: Double, _ y: Double, kind: UInt32 = 1, more: [Double] = []) -> [UInt8] {
    little(kind) + double(x) + double(y) + more.flatMap { double($0) }
  }

  /// Lines or polygons; `more` follows the positions (ranges and values of Z and M).
  static func parts(_ kind: UInt32, _ parts: [[Double]], more: [Double] = []) -> [UInt8] {
    let all = parts.flatMap { $0 }
    var bytes = little(kind) + [0.0, 0, 0, 0].flatMap { double($0) }
    bytes += little(UInt32(parts.count)) + little(UInt32(all.count / 2))
    var start = 0
    for part in parts {
      bytes += little(UInt32(start))
      start += part.count / 2
    }
    return bytes + (all + more).flatMap { double($0) }
  }

  static func multiPoint(_ positions: [Double]) -> [UInt8] {
    little(UInt32(8)) + [0.0, 0, 0, 0].flatMap { double($0) } + little(UInt32(positions.count / 2))
      + positions.flatMap { double($0) }
  }

  static let null: [UInt8] = little(UInt32(0))

  private func header(_ length: Int) -> [UInt8] {
    Self.big(9994) + [UInt8](repeating: 0, count: 20) + Self.big(length / 2) + Self.little(UInt32(1000))
      + Self.little(kind) + [UInt8](repeating: 0, count: 64)
  }

  var shp: [UInt8] {
    var body: [UInt8] = []
    for (index, record) in records.enumerated() {
      body += Self.big(index + 1) + Self.big(record.count / 2) + record
      body += [UInt8](repeating: 0xEE, count: padding)
    }
    return header(100 + body.count) + body
  }

  /// The index, of the records in an order.
  func shx(order: [Int]? = nil) -> [UInt8] {
    var places: [Int] = []
    var at = 100
    for record in records {
      places.append(at)
      at += 8 + record.count + padding
    }
    let order = order ?? Array(records.indices)
    return header(100 + 8 * order.count)
      + order.flatMap { Self.big(places[$0] / 2) + Self.big(records[$0].count / 2) }
  }
}

/// Tables of dBase written byte by byte.
struct SampleDBF {
  struct Field {
    var name: String
    var type: Character
    var length: Int
    var decimals = 0
  }

  var fields: [Field]
  /// Cells as they stand, filled with blanks on the right.
  var rows: [[[UInt8]]]
  var deleted: Set<Int> = []
  var version: UInt8 = 3
  var language: UInt8 = 0
  /// Bytes between the fields and the rows, as FoxPro has.
  var link = 0

  init(_ fields: [Field], _ rows: [[String]]) {
    self.fields = fields
    self.rows = rows.map { $0.map { Array($0.utf8) } }
  }

  var bytes: [UInt8] {
    let record = 1 + fields.reduce(0) { $0 + $1.length }
    let header = 33 + 32 * fields.count + link
    var result: [UInt8] = [version, 124, 1, 31]
    result += SampleShapes.little(UInt32(rows.count)) + SampleShapes.little(UInt16(header))
    result += SampleShapes.little(UInt16(record)) + [UInt8](repeating: 0, count: 17) + [language, 0, 0]
    for field in fields {
      let name = Array(field.name.utf8)
      result += name + [UInt8](repeating: 0, count: 11 - name.count)
      result += [field.type.asciiValue ?? 0, 0, 0, 0, 0]
      let long = field.type == "C" && field.length > 255
      result += [UInt8(field.length % 256), UInt8(long ? field.length / 256 : field.decimals)]
      result += [UInt8](repeating: 0, count: 14)
    }
    result += [13] + [UInt8](repeating: 0, count: link)
    for (index, row) in rows.enumerated() {
      result.append(deleted.contains(index) ? 0x2A : 0x20)
      for (field, cell) in zip(fields, row) {
        result += cell.prefix(field.length)
        result += [UInt8](repeating: 0x20, count: max(0, field.length - cell.count))
      }
    }
    return result + [0x1A]
  }
}

/// Reads a shapefile of samples, in Lambert-93 unless `prj` says otherwise.
func readShapes(
  _ shp: [UInt8], dbf: [UInt8]? = nil, shx: [UInt8]? = nil, cpg: String? = nil, prj: String? = nil,
  crs: CRS? = .lambert93
) throws -> ReadLayer {
  var files: [(ending: String, file: Companions.File)] = []
  for (ending, bytes) in [
    ("dbf", dbf), ("shx", shx), ("cpg", cpg.map { Array($0.utf8) }), ("prj", prj.map { Array($0.utf8) }),
  ] {
    if let bytes { files.append((ending, Companions.File(name: "m." + ending, bytes: bytes))) }
  }
  return try ShapefileReader.read(shp, source: "m.shp", companions: Companions(files), crs: crs)
}

extension ReadLayer {
  var warningCodes: [String] { warnings.filter { $0.severity == .warning }.map(\.code) }
}
