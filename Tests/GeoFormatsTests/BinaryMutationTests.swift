import GeoFormats
import GeoModel
import TestSupport
import Testing

/// Damaged shapefiles, tables, archives and topologies give a value or a diagnostic, never a crash.
@Suite struct BinaryMutationTests {
  /// Cuts, flipped bytes, numbers at their limits, doubled pieces.
  private func mutants(of source: [UInt8], count: Int, seed: UInt64, body: ([UInt8]) -> Void) {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<count {
      var bytes = source
      for _ in 0..<Int.random(in: 1...4, using: &generator) where bytes.count > 4 {
        let at = Int.random(in: 0..<bytes.count - 4, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeLast(bytes.count - at)
        case 3:
          let value: UInt32 =
            [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF].randomElement(using: &generator) ?? 0
          bytes.replaceSubrange(at..<at + 4, with: SampleShapes.little(value))
        case 4: bytes.remove(at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...40, using: &generator))
          bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        }
      }
      body(bytes)
    }
  }

  private func check(_ layer: FeatureLayer) {
    let column = layer.geometry
    #expect(column.count == column.featureEnds.count)
    #expect(layer.attributes.columns.allSatisfy { $0.count == layer.count })
    #expect(column.coordinates.allSatisfy { $0.isFinite })
    #expect((column.partEnds.last ?? 0) * 2 == column.coordinates.count)
    #expect((column.groupEnds.last ?? 0) == column.partEnds.count)
    for feature in 0..<layer.count where column.kinds[feature].isPolygonal {
      #expect(column.polygons(of: feature).area.isFinite)
    }
  }

  private static let shapes: SampleShapes = {
    var shapes = SampleShapes()
    let square: [Double] = [0, 0, 0, 9, 9, 9, 9, 0, 0, 0]
    let hole: [Double] = [1, 1, 2, 1, 2, 2, 1, 2, 1, 1]
    shapes.records = [
      SampleShapes.parts(5, [square, hole, [20, 0, 20, 1, 21, 1, 20, 0]]), SampleShapes.null,
      SampleShapes.parts(3, [[0, 0, 1, 1], [2, 2, 3, 3]]), SampleShapes.multiPoint([1, 2, 3, 4]),
      SampleShapes.point(1, 2, kind: 11, more: [3, 4]),
      SampleShapes.parts(15, [square], more: [Double](repeating: 1, count: 14)),
    ]
    return shapes
  }()

  private static let table: SampleDBF = {
    var table = SampleDBF(
      [
        .init(name: "NOM", type: "C", length: 10), .init(name: "N", type: "N", length: 6, decimals: 1),
        .init(name: "D", type: "D", length: 8), .init(name: "L", type: "L", length: 1),
        .init(name: "I", type: "I", length: 4), .init(name: "Y", type: "Y", length: 8),
        .init(name: "T", type: "T", length: 8), .init(name: "B", type: "B", length: 8),
      ],
      (0..<6).map { ["Île \($0)", "\($0).5", "20240131", "T", "abcd", "abcdefgh", "abcdefgh", "abcdefgh"] })
    table.deleted = [3]
    return table
  }()

  @Test func shapefiles() {
    var (values, errors) = (0, 0)
    func attempt(_ body: () throws -> ReadLayer) {
      do {
        check(try body().layer)
        values += 1
      } catch {
        errors += 1
        #expect((error as? Diagnostic)?.code.isEmpty == false)
      }
    }
    let (shp, shx, dbf) = (Self.shapes.shp, Self.shapes.shx(), Self.table.bytes)
    mutants(of: shp, count: 4_000, seed: 21) { bytes in attempt { try readShapes(bytes) } }
    mutants(of: shp, count: 2_000, seed: 22) { bytes in attempt { try readShapes(bytes, dbf: dbf, shx: shx) }
    }
    mutants(of: shx, count: 2_000, seed: 23) { bytes in attempt { try readShapes(shp, dbf: dbf, shx: bytes) }
    }
    mutants(of: dbf, count: 4_000, seed: 24) { bytes in attempt { try readShapes(shp, dbf: bytes) } }
    #expect(values > 2_000 && errors > 2_000)
  }

  @Test func tables() {
    var (values, errors) = (0, 0)
    mutants(of: Self.table.bytes, count: 6_000, seed: 25) { bytes in
      do throws(Diagnostic) {
        let read = try DBFReader.table(bytes, source: "m")
        values += 1
        #expect(Set(read.table.columns.map(\.count)).count <= 1)
        #expect(Set(read.table.names).count == read.table.columns.count)
      } catch {
        errors += 1
        #expect(!error.code.isEmpty && error.location.file == "m")
      }
    }
    #expect(values > 1_000 && errors > 500)
  }

  @Test func archives() {
    let degrees =
      #"GEOGCS["x",DATUM["y",SPHEROID["z",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["d",0.0174]]"#
    var zip = SampleZip([
      ("a.shp", Self.shapes.shp), ("a.dbf", Self.table.bytes), ("a.shx", Self.shapes.shx()),
      ("a.prj", Array(degrees.utf8)),
    ])
    var (values, errors) = (0, 0)
    for isZip64 in [false, true] {
      zip.isZip64 = isZip64
      mutants(of: zip.bytes, count: 3_000, seed: 26) { bytes in
        do throws(Diagnostic) {
          _ = try DataFile.parse(bytes, source: "m", layer: LayerOptions(crs: .lambert93))
          values += 1
        } catch {
          errors += 1
          #expect(!error.code.isEmpty)
        }
      }
    }
    mutants(of: gzipped(zip.bytes), count: 2_000, seed: 27) { bytes in
      _ = try? DataFile.parse(bytes, source: "m", layer: LayerOptions(crs: .lambert93))
    }
    #expect(values > 50 && errors > 3_000)
  }

  @Test func topologies() {
    let text = #"""
      {"type":"Topology","transform":{"scale":[0.1,0.3],"translate":[1.7,-2.9]},
      "arcs":[[[7,1],[0,3],[1,2]],[[8,6],[5,-2],[-6,-3]],[[7,1],[-3,3],[4,2]]],
      "objects":{"t":{"type":"GeometryCollection","geometries":[
      {"type":"Polygon","arcs":[[0,1]],"properties":{"a":1,"b":"é"},"id":"x"},{"type":"MultiPolygon","arcs":[[[-1,2]]]},
      {"type":"GeometryCollection","geometries":[{"type":"LineString","arcs":[0,-1]},{"type":null}]},
      {"type":"MultiPoint","coordinates":[[3,4],[5,6,7]]}]}}}
      """#
    var (values, errors) = (0, 0)
    mutants(of: Array(text.utf8), count: 6_000, seed: 28) { bytes in
      do throws(Diagnostic) {
        check(try TopoJSONReader.read(bytes, source: "m").layer)
        values += 1
      } catch {
        errors += 1
        #expect(!error.code.isEmpty && error.location.file == "m")
      }
    }
    #expect(values > 50 && errors > 2_000)
  }
}
