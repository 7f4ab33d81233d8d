public import GeoModel
import GeoNative

/// Approximate contours of territories of which only a centre and, where possible, the area are known.
///
/// Cells of a power diagram, whose sites and weights are moved until the cells have the known areas and
/// centres, held back by sea points computed from the sites alone. What comes out is a partition: every
/// border is shared to the bit by its two territories. These are "contours approchés" and are to be named so.
/// The same seeds give the same bits.
public enum Tessellation {
  /// One multipolygon for each seed, in metres of the seeds' own CRS, rounded to the millimetre.
  ///
  /// - Parameters:
  ///   - seeds: all territories of one plane CRS, neighbours of the wanted ones included: a side without
  ///     neighbours becomes a coast.
  ///   - wanted: which territories to return; the others get an empty multipolygon. Nil for all.
  ///   - threads: how many threads may work; they never change the result.
  /// - Throws: `tessellation.coordinate` where a place is not a finite number of metres.
  public static func cells(
    of seeds: [TessellationSeed], wanted: [Bool]? = nil, threads: Int = 1,
    options: TessellationOptions = TessellationOptions()
  ) throws(Diagnostic) -> [MultiPolygon] {
    try check(seeds)
    guard !seeds.isEmpty else { return [] }
    let sites = TessellationSites(seeds)
    let sea = TessellationSea(sites, options: options)
    var fit = TessellationFit(sites, sea: sea, options: options, threads: threads)
    fit.run()
    let diagram = fit.diagram
    let ranges = sites.ranges
    // Cells are cut on all threads; corners are named in one order.
    let size = TessellationBatch.size
    let cut = ParallelMap.map(count: (ranges.count + size - 1) / size, threads: threads) {
      (piece: Int) throws(Never) -> [[[TessellationCell.Vertex]]] in
      var cell = TessellationCell()
      return (piece * size..<min(ranges.count, (piece + 1) * size)).map { territory in
        guard isWanted(territory, wanted) else { return [] }
        return ranges[territory].map { site in
          diagram.cut(site, into: &cell)
          return cell.corners
        }
      }
    }
    var vertices = TessellationVertices()
    var loops: [[[Int]]] = []
    loops.reserveCapacity(seeds.count)
    for (territory, cells) in cut.joined().enumerated() {
      loops.append(
        zip(ranges[territory], cells).map { site, corners in vertices.loop(of: site, corners, diagram) })
    }
    return loops.map { TessellationRings.polygons(of: $0, at: vertices.positions) }
  }

  /// The seeds to tessellate so that the wanted ones come out as among all: those within a distance of one.
  ///
  /// - Returns: ascending indices, the wanted ones included.
  public static func neighbourhood(
    of wanted: [Bool], in seeds: [TessellationSeed], metres: Double = 60_000
  ) -> [Int] {
    let chosen = seeds.indices.filter { isWanted($0, wanted) && seeds[$0].isFinite }
    guard !chosen.isEmpty, metres > 0 else { return chosen }
    let x = chosen.map { seeds[$0].center.x }
    let y = chosen.map { seeds[$0].center.y }
    let grid = TessellationGrid(x: x, y: y, weights: Array(repeating: 0, count: chosen.count))
    return seeds.indices.filter { index in
      guard seeds[index].isFinite else { return false }
      if isWanted(index, wanted) { return true }
      let center = seeds[index].center
      var isNear = false
      grid.forEachSite(near: center.x, center.y, radius: metres) { other in
        let dx = x[other] - center.x
        let dy = y[other] - center.y
        if dx * dx + dy * dy <= metres * metres { isNear = true }
        return !isNear
      }
      return isNear
    }
  }

  private static func isWanted(_ index: Int, _ wanted: [Bool]?) -> Bool {
    guard let wanted else { return true }
    return wanted.indices.contains(index) && wanted[index]
  }

  private static func check(_ seeds: [TessellationSeed]) throws(Diagnostic) {
    for (index, seed) in seeds.enumerated() where !seed.isFinite {
      throw Diagnostic(
        "tessellation.coordinate", at: SourceLocation(feature: index + 1),
        Phrase(
          en: "the place of a territory is not a number of metres",
          fr: "le point d'un territoire n'est pas un nombre de mètres"),
        found: "\(seed.center.x), \(seed.center.y)",
        hint: Phrase(
          en: "give projected coordinates, or leave this territory out",
          fr: "donnez des coordonnées projetées, ou retirez ce territoire"))
    }
  }
}

extension TessellationSeed {
  /// Within a hundred thousand kilometres of the origin, as any projected place on Earth is.
  var isFinite: Bool {
    ([center] + parts).allSatisfy { abs($0.x) < 1e8 && abs($0.y) < 1e8 }
  }
}
