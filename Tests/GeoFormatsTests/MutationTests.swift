import GeoFormats
import GeoModel
import TestSupport
import Testing

/// Damaged files give a value or a diagnostic, never a crash.
@Suite struct MutationTests {
  private func mutants(of text: String, count: Int, seed: UInt64, body: ([UInt8]) -> Void) {
    var generator = SeededRandom(seed: seed)
    let source = Array(text)
    let tokens = [
      "[", "]", "{", "}", ",", ":", "\"", "\\", "null", "-", "1e9", "1e999", "\n", "\r", ";", "\u{0}", "é",
      "[[[", "]]",
    ].map {
      [UInt8]($0)
    }
    for _ in 0..<count {
      var bytes = source
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: at)
        case 2: bytes.removeLast(bytes.count - at)
        case 3: bytes.insert(contentsOf: tokens.randomElement(using: &generator) ?? [], at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...20, using: &generator))
          bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        }
      }
      body(bytes)
    }
  }

  @Test func geoJSON() {
    let text = #"""
      {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"features":[
      {"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1.5,0],[1,1e0],[0,0]]]},"properties":{"a":"é\u00e9","b":[1]}},
      {"type":"Feature","geometry":{"coordinates":[[[[0,0,1],[1,0,1],[1,1,1],[0,0,1]]]],"type":"MultiPolygon"},"properties":null},
      {"type":"Feature","geometry":null,"properties":{"a":null,"c":-1.5}}]}
      """#
    var values = 0
    var errors = 0
    mutants(of: text, count: 6_000, seed: 1) { bytes in
      do throws(Diagnostic) {
        let layer = try GeoJSONReader.read(bytes, source: "m").layer
        values += 1
        #expect(layer.geometry.count == layer.geometry.featureEnds.count)
        #expect(layer.attributes.columns.allSatisfy { $0.count == layer.count })
        #expect(layer.geometry.coordinates.allSatisfy { $0.isFinite })
        #expect((layer.geometry.partEnds.last ?? 0) * 2 == layer.geometry.coordinates.count)
        for feature in 0..<layer.count { #expect(layer.geometry.polygons(of: feature).area >= 0) }
      } catch {
        errors += 1
        #expect(!error.code.isEmpty && error.location.file == "m" && (error.location.line ?? 0) > 0)
      }
    }
    #expect(values > 100 && errors > 1_000)
  }

  @Test func csv() {
    let text =
      "code;nom;lon;lat\n01004;\"L'Île; \"\"x\"\"\";2,5;48,5\r\n01005;\"a\nb\";;\n\n01006;c;1.5;abc\n"
    var values = 0
    var errors = 0
    mutants(of: text, count: 6_000, seed: 2) { bytes in
      do throws(Diagnostic) {
        let read = try CSVReader.read(bytes, source: "m")
        values += 1
        #expect(read.table.columns.allSatisfy { $0.count == read.table.lines.count })
        #expect(Set(read.table.names).count == read.table.columns.count)
        _ = ColumnRoles(read.table)
        for x in 0..<min(2, read.table.columns.count) {
          let found = PointTable(
            read.table, columns: .pair(x: x, y: read.table.columns.count - 1), inDegrees: true,
            delimiter: read.dialect.delimiter)
          #expect(found.rowsRead == read.table.rowCount)
          let located = (0..<found.rowsRead).filter { !found.positions[2 * $0].isNaN }.count
          #expect(located == found.rowsLocated)
        }
      } catch {
        errors += 1
        #expect(!error.code.isEmpty && error.location.file == "m")
      }
    }
    #expect(values > 500 && errors > 500)
  }

  @Test func filters() throws {
    let table = try CSVReader.read(Array("a;b c\n1;2\n"), source: "t").table
    mutants(of: #"a = 1 and "b c" != 'x''y' and a in (1, 'b', "c")"#, count: 4_000, seed: 3) { bytes in
      guard let filter = try? RowFilter(parsing: bytes.text), let bound = try? filter.bind(to: table) else {
        return
      }
      #expect(bound.mask(table).count == 1)
    }
  }

  @Test func randomBytes() {
    var generator = SeededRandom(seed: 4)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? GeoJSONReader.read(bytes, source: "r")
      _ = try? CSVReader.read(bytes, source: "r")
      _ = try? DataFile.parse(bytes, source: "r")
      _ = try? JSONValue(parsing: bytes, source: "r")
    }
  }
}
