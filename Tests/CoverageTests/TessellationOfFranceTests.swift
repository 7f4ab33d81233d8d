import Coverage
import GeoModel
import GeoNative
import Testing

@Suite("Approximate contours of real communes")
struct TessellationOfFranceTests {
  struct Commune {
    var code: String
    var name: String
    var region: String
    var seed: TessellationSeed
  }

  /// The metropolitan communes of GeoData in Lambert-93. Its names hold no comma and no quote.
  static let communes: [Commune] = {
    let folder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let bytes = try? ByteFile.read(folder + "/GeoData/tables/communes.csv"),
      let transformer = try? CoordinateTransformer(from: .wgs84, to: .lambert93)
    else { return [] }
    var communes: [Commune] = []
    var flat: [Double] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst() {
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard let longitude = Double(cells[4]), let latitude = Double(cells[5]), !cells[8].hasPrefix("97")
      else { continue }
      flat += [longitude, latitude]
      let seed = TessellationSeed(center: Position(x: 0, y: 0), area: Double(cells[7]).map { $0 * 1e6 })
      communes.append(Commune(code: cells[0], name: cells[1], region: cells[9], seed: seed))
    }
    transformer.transform(&flat)
    for k in communes.indices { communes[k].seed.center = Position(x: flat[2 * k], y: flat[2 * k + 1]) }
    return communes
  }()

  /// Names and cells of one region, drawn with its neighbours within 20 km.
  private func cells(ofRegion region: String) throws -> [(
    name: String, seed: TessellationSeed, cell: MultiPolygon
  )] {
    let all = Self.communes
    let wanted = all.map { $0.region == region }
    let near = Tessellation.neighbourhood(of: wanted, in: all.map(\.seed), metres: 20_000)
    let cells = try Tessellation.cells(
      of: near.map { all[$0].seed }, wanted: near.map { wanted[$0] }, threads: 2)
    return near.indices.filter { wanted[near[$0]] }
      .map { (all[near[$0]].name, all[near[$0]].seed, cells[$0]) }
  }

  @Test func theTableHoldsAllMetropolitanCommunes() {
    #expect(Self.communes.count == 34_806)
  }

  @Test func corsicaIsOneIslandOfItsArea() throws {
    let corsica = try cells(ofRegion: "94")
    #expect(corsica.count == 360)
    let session = GEOSSession()
    for commune in corsica {
      #expect(!commune.cell.isEmpty, "\(commune.name)")
      #expect(try session.invalidity(of: commune.cell) == nil, "\(commune.name)")
    }
    let island = try session.union(corsica.map(\.cell))
    #expect(island.polygonCount == 1)
    #expect(island.ringCount == 1)
    let known = corsica.reduce(0) { $0 + ($1.seed.area ?? 0) }
    #expect(abs(island.area / known - 1) < 0.03)
    // Cap Corse in the north and Bonifacio in the south, within a few kilometres.
    #expect(abs(island.envelope.maxY - 6_234_000) < 3000)
    #expect(abs(island.envelope.minY - 6_051_000) < 3000)
  }

  @Test func theIslandsOfBrittanyStayIslands() throws {
    let brittany = try cells(ofRegion: "53")
    let session = GEOSSession()
    let land = try session.union(brittany.map(\.cell))
    // The mainland, Groix, Bréhat, Batz, Molène, Ouessant, Sein, Houat, Hœdic, Belle-Île; and Quiberon, whose
    // isthmus no commune point shows.
    #expect(land.polygonCount == 11)
    let groix = try #require(brittany.first { $0.name == "Groix" })
    #expect(abs(groix.cell.area / 14.8e6 - 1) < 0.05)
    let isAlone = (0..<land.polygonCount).contains { abs(land.area(ofPolygon: $0) - groix.cell.area) < 1 }
    #expect(isAlone)
  }
}
