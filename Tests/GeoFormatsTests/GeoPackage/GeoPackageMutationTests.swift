import GeoFormats
import GeoModel
import GeoNative
import TestSupport
import Testing

/// Damaged GeoPackages give a layer or a diagnostic, never a crash.
@Suite struct GeoPackageMutationTests {
  private func sample() throws -> [UInt8] {
    let w = BinaryGeometry()
    return try TestPackage.bytes(
      [("c", "geom", 2154)], "CREATE TABLE c (fid INTEGER PRIMARY KEY, geom BLOB, a TEXT, b REAL)"
    ) { database throws(SQLiteError) in
      let insert = try database.statement("INSERT INTO c (geom, a, b) VALUES (?1, ?2, ?3)")
      for row in 0..<60 {
        let body = row % 2 == 0 ? w.multi(6, [w.polygon([square, hole])]) : w.point(Double(row), 2)
        try insert.bind(blob: BinaryGeometry.packaged(body, envelope: row % 5), at: 1)
        try insert.bind(String(repeating: "é", count: row * row), at: 2)
        try insert.bind(Double(row) / 3, at: 3)
        try insert.run()
      }
    }
  }

  private func check(_ bytes: [UInt8]) -> Bool {
    do throws(Diagnostic) {
      guard case .layer(let read) = try GeoPackageReader.read(bytes, source: "m") else { return true }
      let column = read.layer.geometry
      #expect(
        column.count == column.featureEnds.count && column.groupEnds.count == (column.featureEnds.last ?? 0))
      #expect(read.layer.attributes.columns.allSatisfy { $0.count == column.count })
      #expect((column.partEnds.last ?? 0) * 2 == column.coordinates.count)
      #expect(column.coordinates.allSatisfy { $0.isFinite })
      return true
    } catch {
      #expect(!error.code.isEmpty && error.location.file?.hasPrefix("m") == true)
      return false
    }
  }

  @Test func flippedBytes() throws {
    let source = try sample()
    var generator = SeededRandom(seed: 11)
    var survived = 0
    for _ in 0..<1_500 {
      var bytes = source
      // Half of the damage goes to the first pages, which hold the schema.
      let limit = Bool.random(using: &generator) ? bytes.count : min(bytes.count, 8192)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: 0..<limit, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if check(bytes) { survived += 1 }
    }
    #expect(survived > 100 && survived < 1_450)
  }

  @Test func truncations() throws {
    let source = try sample()
    var generator = SeededRandom(seed: 12)
    for _ in 0..<300 {
      let length = Int.random(in: 0..<source.count, using: &generator)
      #expect(!check(Array(source[..<length])))
    }
  }

  @Test func pagesInEachOthersPlace() throws {
    let source = try sample()
    var generator = SeededRandom(seed: 13)
    let pages = source.count / 4096
    for _ in 0..<500 {
      var bytes = source
      let from = 4096 * Int.random(in: 0..<pages, using: &generator)
      let to = 4096 * Int.random(in: 0..<pages, using: &generator)
      bytes.replaceSubrange(to..<to + 4096, with: source[from..<from + 4096])
      _ = check(bytes)
    }
  }
}
