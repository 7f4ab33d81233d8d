import GeoFormats
import GeoModel
import Testing

/// Geometries of every kind, in every spelling of well-known binary.
@Suite struct WellKnownBinaryTests {
  private func read(_ bodies: [[UInt8]?]) throws -> ReadLayer {
    try TestPackage.layer(try TestPackage.geometries(bodies.map { $0.map { BinaryGeometry.packaged($0) } }))
  }

  private func fault(_ body: [UInt8]) -> Diagnostic? {
    diagnostic { _ = try read([BinaryGeometry().point(1, 2), body]) }
  }

  private static let spellings: [BinaryGeometry] = [true, false].flatMap { little in
    BinaryGeometry.Flavour.allCases.flatMap { flavour in
      [(false, false), (true, false), (false, true), (true, true)].map { z, m in
        BinaryGeometry(
          littleEndian: little, flavour: flavour, hasZ: z, hasM: m, srid: flavour == .extended ? 2154 : nil)
      }
    }
  }

  @Test(arguments: spellings.indices) func everyKind(_ index: Int) throws {
    let w = Self.spellings[index]
    let found = try read([
      w.point(1.5, -2), w.line([0, 0, 1, 1]), w.polygon([square, hole]),
      w.multi(4, [w.point(1, 2), w.point(3, 4)]), w.multi(5, [w.line([0, 0, 1, 1]), w.line([2, 2, 3, 3])]),
      w.multi(6, [w.polygon([square, hole]), w.polygon([[5, 5, 6, 5, 6, 6, 5, 5]])]), nil,
    ])
    let column = found.layer.geometry
    #expect(
      column.kinds == [
        .point, .lineString, .polygon, .multiPoint, .multiLineString, .multiPolygon, GeometryKind.none,
      ])
    #expect(column.point(of: 0) == Position(x: 1.5, y: -2))
    #expect(column.polygons(of: 2).coordinates == square + hole && column.polygons(of: 2).ringEnds == [5, 9])
    #expect(column.groups(of: 3).count == 1 && column.positions(of: 3).count == 2)
    #expect(column.groups(of: 4).map { column.parts(ofGroup: $0).count } == [2])
    #expect(column.polygons(of: 5).polygonEnds == [2, 3] && column.polygons(of: 5).area == 4 - 0.125 + 0.5)
    #expect(found.warnings.map(\.code) == (w.hasZ || w.hasM ? ["geopackage.extra-dimensions"] : []))
  }

  @Test func membersMayHaveTheirOwnByteOrder() throws {
    let (little, big) = (BinaryGeometry(), BinaryGeometry(littleEndian: false))
    let found = try read([big.multi(6, [little.polygon([square]), big.polygon([square])])])
    #expect(found.layer.geometry.polygons(of: 0).coordinates == square + square)
  }

  @Test func emptyGeometriesKeepTheirRow() throws {
    let w = BinaryGeometry()
    let found = try read([
      w.point(.nan, .nan), w.line([]), w.polygon([]), w.multi(4, []), w.multi(6, [w.polygon([])]),
      w.multi(7, []),
      w.point(3, 4),
    ])
    #expect(found.layer.geometry.kinds == Array(repeating: .none, count: 6) + [.point])
    #expect(found.layer.geometry.point(of: 6) == Position(x: 3, y: 4))
    #expect(found.warnings.map(\.code) == ["geopackage.empty-geometry"])
    #expect(found.warnings[0].message.english.hasPrefix("6 feature"))
  }

  @Test func collectionsOfOneKind() throws {
    let w = BinaryGeometry()
    let found = try read([
      w.multi(7, [w.polygon([square]), w.multi(7, [w.multi(6, [w.polygon([square])])])]),
      w.multi(7, [w.point(1, 2)]), w.multi(7, [w.line([0, 0, 1, 1])]),
    ])
    #expect(found.layer.geometry.kinds == [.multiPolygon, .multiPoint, .multiLineString])
    #expect(found.warnings.map(\.code) == ["geopackage.collection"])
    let mixed = fault(w.multi(7, [w.point(1, 2), w.polygon([square])]))
    #expect(mixed?.code == "geopackage.geometry" && mixed?.location.feature == 2)
  }

  @Test func anOpenRingIsClosed() throws {
    let found = try read([BinaryGeometry().polygon([Array(square.dropLast(2))])])
    #expect(found.layer.geometry.polygons(of: 0).coordinates == square)
    #expect(found.warnings.map(\.code) == ["geopackage.ring-open"])
  }

  @Test(arguments: [8, 9, 10, 11, 12, 13, 14, 15, 16] as [UInt32])
  func curvesAreRefusedByName(_ type: UInt32) throws {
    let w = BinaryGeometry()
    let found = try #require(fault(w.header(type) + w.positions([0, 0, 1, 1, 2, 0])))
    #expect(found.code == "geopackage.geometry" && found.location.feature == 2)
    #expect(found.location.featureCode == "2" && found.location.field == "geom")
    #expect(found.found?.isEmpty == false && found.hint != nil)
  }

  /// Bodies that lie about themselves, with a word of the message.
  private static var lies: [(body: [UInt8], word: String)] {
    let w = BinaryGeometry()
    var nested = w.multi(7, [])
    for _ in 0..<200 { nested = w.multi(7, [nested]) }
    return [
      ([], "short"), ([1, 1, 0], "short"), ([7] + w.word(1), "well-known"), (w.header(99), "type"),
      (w.header(0), "type"), (w.header(4001), "type"),
      (w.header(2) + w.word(0xFFFF_FFFF), "short"), (w.header(3) + w.word(0xFFFF_FFFF), "short"),
      (w.header(6) + w.word(0x7FFF_FFFF), "short"), (w.header(3) + w.word(1) + w.word(0x0FFF_FFFF), "short"),
      (w.polygon([[0, 0, 1, 1, 0, 0]]), "four"), (w.polygon([[], square]), "four"),
      (w.line([0, 0, .infinity, 1]), "number"),
      (w.point(.nan, 1), "number"), (w.point(.infinity, .infinity), "number"),
      (w.multi(6, [w.point(1, 1)]), "cannot hold"), (w.multi(4, [w.multi(4, [])]), "cannot hold"),
      (nested, "deep"),
    ]
  }

  @Test(arguments: lies.indices) func bodiesThatLie(_ index: Int) throws {
    let lie = Self.lies[index]
    let found = try #require(fault(lie.body))
    #expect(found.code == "geopackage.geometry" && found.location.feature == 2)
    #expect(found.message.english.contains(lie.word))
  }

  @Test func everyTruncationIsADiagnostic() throws {
    let w = BinaryGeometry(littleEndian: false, hasZ: true)
    let whole = BinaryGeometry.packaged(w.multi(6, [w.polygon([square, hole])]), envelope: 4)
    for length in 0..<whole.count {
      let bytes = try TestPackage.geometries([Array(whole[..<length])])
      #expect(diagnostic { _ = try TestPackage.layer(bytes) }?.code == "geopackage.geometry")
    }
  }
}
