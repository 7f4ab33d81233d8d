import Coverage
import GeoModel
import GeoNative
import Studies
import TestSupport
import Testing

/// Files with one defect of each kind.
@Suite struct ValidationJobTests {
  private func job(
    _ files: [String: String], _ change: (inout ValidationOptions) -> Void = { _ in }
  ) throws -> ValidationJob {
    let session = LoadSession(threads: 2) { path throws(Diagnostic) in
      if let text = files[path] { return Array(text.utf8) }
      return try ByteFile.read(path)
    }
    var options = ValidationOptions(paths: files.keys.sorted())
    change(&options)
    return try ValidationJob(options, environment: GeoData.environment, session: session)
  }

  private func square(_ code: String, _ name: String, x: Double, y: Double, size: Double = 0.01) -> String {
    let ring = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
      .map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    return """
      {"type":"Feature","properties":{"code":"\(code)","nom":"\(name)"},
      "geometry":{"type":"Polygon","coordinates":[[\(ring)]]}}
      """
  }

  private func collection(_ features: [String]) -> String {
    "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
  }

  private func kinds(_ job: ValidationJob) -> [String] {
    job.files.flatMap { file in
      file.findings.map { "\($0.kind.rawValue) \($0.feature.map(String.init) ?? "-") \($0.code ?? "-")" }
    }
  }

  @Test func codesAndNamesAreHeldAgainstTheOfficialList() throws {
    let text = collection([
      square("59350", "LILLE", x: 3, y: 50), square("59009", "Villeneuve d'Ascq", x: 3.1, y: 50),
      square("59512", "Tourcoing", x: 3.2, y: 50), square("59999", "Nulle-Part", x: 3.3, y: 50),
      square("1004", "Ambérieu-en-Bugey", x: 3.4, y: 50), square("", "Sans code", x: 3.5, y: 50),
      square("59350", "Lille", x: 3.6, y: 50), square("59606", "Valenciennes", x: 3.7, y: 50),
    ])
    #expect(
      kinds(try job(["a.geojson": text])) == [
        "code_absent 6 -", "zero_perdu 5 1004", "code_repete 7 59350", "code_inconnu 4 59999",
        "nom_different 3 59512",
      ])
  }

  @Test func placesAreHeldAgainstTheSystem() throws {
    let text =
      "id,lon,lat\n1,3.06,50.63\n2,0,0\n3,50.63,3.06\n4,-87.6,41.9\n5,700000,6600000\n6,,\n7,2,48\n8,3,49\n"
    let found = try job(["a.csv": text])
    #expect(
      kinds(found) == [
        "ligne_sans_position 6 -", "coordonnee_hors_limites 5 -", "coordonnee_nulle 2 -", "axes_inverses 3 -",
        "hors_de_france 4 -",
      ])
    #expect(found.files[0].findings.map(\.line) == [7, 6, 3, 4, 5])
  }

  @Test func aWrongSystemIsSaidOnceAndNothingIsMeasuredInIt() throws {
    let text = "id,x,y\n1,600000,2428000\n2,650000,2128000\n"
    let found = try job(["a.csv": text]) { options in
      (options.x, options.y, options.crs) = ("x", "y", .lambert93)
    }
    #expect(kinds(found) == ["systeme_douteux - -"])
    #expect(found.files[0].findings[0].message.english.contains("EPSG:27572"))
  }

  @Test func holesAndOverlapsGoAcrossFiles() throws {
    // A ring of eight squares in two files, one of them reaching into its neighbour.
    var first: [String] = []
    var second: [String] = []
    for row in 0..<3 {
      for column in 0..<3 where (row, column) != (1, 1) {
        let text = square("C\(row)\(column)", "", x: 3 + 0.01 * Double(column), y: 50 + 0.01 * Double(row))
        if column == 0 { first.append(text) } else { second.append(text) }
      }
    }
    second.append(square("C99", "", x: 3.024, y: 50.0005, size: 0.009))
    let files = ["a.geojson": collection(first), "b.geojson": collection(second)]
    let found = try job(files)
    #expect(found.files.map { $0.findings.map(\.kind) } == [[.hole], [.overlap]])
    #expect(found.territoriesCompared == 9)
    let hole = try #require(found.files[0].findings.first)
    // 0.01° of longitude and of latitude at 50.015° north: 716.6 m × 1,112.3 m, in Lambert-93 0.2 % more.
    #expect(isWithin(0.004, hole.areaSquareMetres, of: 716.6 * 1112.3))
    #expect(isWithin(1e-6, hole.place?.x, of: 3.015) && isWithin(1e-6, hole.place?.y, of: 50.015))
    #expect(found.files[1].findings[0].others == ["C99"])
    #expect(try job(files) { $0.gapWidthMetres = 5000 }.count(.error) == 0)
    #expect(try job(files) { $0.isPartition = false }.files.allSatisfy(\.findings.isEmpty))
  }

  @Test func repairLeavesTheRestToTheBit() throws {
    let bow = """
      {"type":"Feature","properties":{"code":"B"},"geometry":{"type":"Polygon","coordinates":
      [[[3,50],[3.2,50.2],[3.2,50],[3,50.1],[3,50]]]}}
      """
    let text = collection([square("A", "", x: 3.3, y: 50), bow, square("C", "", x: 3.5, y: 50)])
    let layer = try #require(try job(["a.geojson": text]).files[0].layer)
    let repair = try LayerRepair(layer, codes: ["A", "B", "C"], threads: 1)
    #expect(repair.changes.map(\.code) == ["B"])
    #expect(try GeometryFindings.find(in: repair.layer.geometry, threads: 1).isEmpty)
    #expect(repair.layer.geometry.polygons(of: 0) == layer.geometry.polygons(of: 0))
    #expect(repair.layer.geometry.polygons(of: 2) == layer.geometry.polygons(of: 2))
    // Signed halves: the ring's own area is their difference, the mended one their sum.
    let change = try #require(repair.changes.first)
    #expect((change.areaAfterSquareMetres ?? 0) > (change.areaBeforeSquareMetres ?? 0) + 1e6)
  }

  @Test(.enabled(if: GeoData.isPresent)) func communesOf2018() throws {
    let found = try job([:]) { options in
      options.paths = ["02-aisne", "59-nord", "60-oise", "62-pas-de-calais", "80-somme"].map {
        GeoData.path("communes-2018/hauts-de-france/communes-\($0).geojson")
      }
    }
    #expect(found.territoriesCompared == 3808)
    #expect(found.count(.error) == 0)
    // A true coverage: no hole, no overlap.
    #expect(found.counts.map(\.kind) == [.unknownCode, .otherName])
    #expect(isWithin(1e-12, found.unionSquareMetres, of: found.sumSquareMetres))
  }

  @Test(.enabled(if: GeoData.isPresent)) func communesOf2024InOccitanie() throws {
    let found = try job([:]) { options in
      options.paths = ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"].map {
        GeoData.path("communes-2024/dep\($0).geojson")
      }
      options.keyPrefix = "com"
    }
    let counts = found.counts
    #expect(counts.map(\.kind) == [.selfIntersection, .hole, .narrowOverlap, .narrowHole])
    // One invalid polygon, 65275, and one real hole, Llívia.
    #expect(counts[0].count == 1 && counts[1].count == 1)
    let crossing = found.files.flatMap(\.findings).first { $0.level == .error }
    #expect(crossing?.code == "65275")
    #expect(isWithin(0.01, found.sumSquareMetres, of: 73_406.8e6))
    #expect(isWithin(1e-6, found.unionSquareMetres, of: 73_399.12e6))
  }
}
