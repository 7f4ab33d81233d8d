import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Studies
import Testing

/// Levels built from real communes, against what INSEE and other programs say of them.
@Suite(.enabled(if: GeoData.isPresent)) struct BuildOfFranceTests {
  /// Regions whose communes all lie in the files: Hauts-de-France and Grand Est.
  private static let departments = [
    "02", "08", "10", "51", "52", "54", "55", "57", "59", "60", "62", "67", "68", "80", "88",
  ]
  private static let threads = 4

  private static let mesh = Loaded { () throws(Diagnostic) in
    let session = LoadSession(threads: threads)
    let layer = try TerritoryLoader.load(GeoData.communes(departments), session: session)
    return (layer: layer, zones: try PlaneZones.make(layer, workCRS: nil, threads: threads))
  }

  /// INSEE's own number of communes (NB_COM) of each territory of a level.
  private static func officialCounts(_ level: String) throws -> [String: Int] {
    let path = GeoData.path("insee-appartenance/appartenance-2024-zones-supra-communales.csv")
    let table = try CSVReader.read(try ByteFile.read(path), source: path).table
    let columns = try ["NIVGEO", "CODGEO", "NB_COM"].map { try #require(table.index(of: $0)) }
    var counts: [String: Int] = [:]
    for row in 0..<table.rowCount where table.columns[columns[0]][row] == level {
      counts[table.columns[columns[1]][row]] = Int(table.columns[columns[2]][row])
    }
    return counts
  }

  @Test(arguments: ["BV2022", "EPCI", "ARR"])
  func levelsHaveTheCommunesThatINSEECounts(_ level: String) throws {
    let mesh = try Self.mesh.get()
    let membership = try MembershipLoader.load(
      GeoData.path("insee-appartenance/appartenance-2024-communes.csv"), key: "CODGEO", by: level,
      session: LoadSession(threads: Self.threads))
    let built = try BuildJob(
      mesh.layer, zones: mesh.zones, membership: membership, populations: [], sliverWidthMetres: 250,
      threads: Self.threads)
    // One territory a code, and every commune in one of them.
    let wanted = Set(mesh.layer.codes.compactMap { membership.levelOf[$0] })
    #expect(built.territories.map(\.code) == wanted.sorted())
    #expect(built.territories.allSatisfy { $0.areaSquareMetres > 0 })
    #expect(
      built.territories.reduce(0) { $0 + $1.meshCount } + built.withoutLevel.count == mesh.layer.codes.count)
    #expect(built.withoutLevel.isEmpty)
    let official = try Self.officialCounts(level)
    for territory in built.territories {
      let count = try #require(official[territory.code])
      #expect(territory.meshTotal == count, "\(territory.code)")
      // A level astride the edge of the files has some of its communes only.
      let isInside = membership.levelOf.allSatisfy { commune, code in
        code != territory.code || Self.departments.contains(String(commune.prefix(2)))
      }
      #expect(isInside == (territory.meshCount == count), "\(territory.code)")
    }
    // Enough of them lie inside for the comparison to say something.
    #expect(built.territories.count { $0.meshCount == $0.meshTotal } > 30)
  }

  /// The simplified contours of 2018 share their borders exactly.
  @Test func departementsOfTheContoursOf2018() throws {
    let session = LoadSession(
      threads: Self.threads,
      readBytes: { path throws(Diagnostic) in
        try Inflation.gunzip(try ByteFile.read(path), source: path).bytes
      })
    let layer = try TerritoryLoader.load(
      TerritoryOptions(paths: [GeoData.path("communes-2018/communes-france-2018.geojson.gz")], key: "code"),
      session: session)
    let zones = try PlaneZones.make(layer, workCRS: nil, threads: Self.threads)
    var levelOf: [String: String] = [:]
    for code in layer.codes { levelOf[code] = String(code.prefix(code.hasPrefix("97") ? 3 : 2)) }
    let built = try BuildJob(
      layer, zones: zones, membership: Membership(level: "departement", levelOf: levelOf), populations: [],
      sliverWidthMetres: 250, threads: Self.threads)
    #expect(built.territories.count == 101)
    #expect(built.territories.reduce(0) { $0 + $1.meshCount } == layer.codes.count)
    #expect(built.unitedByGEOS.isEmpty && built.filledHoles.isEmpty && built.withoutLevel.isEmpty)
    #expect(built.overlapSquareMetres < 1)
    let mainland = built.territories.filter { $0.code.utf8.count == 2 }
    #expect(mainland.count == 96 && mainland.reduce(0) { $0 + $1.meshCount } == 35_228)
    #expect(isWithin(0.00001, mainland.reduce(0) { $0 + $1.areaSquareMetres } / 1e6, of: 548_872.5))
    // 13 hold another département; Llívia; the étang de Berre.
    #expect(mainland.reduce(0) { $0 + $1.polygons.ringCount - $1.polygons.polygonCount } == 15)
    #expect(built.keptHoles == 2)
  }
}
