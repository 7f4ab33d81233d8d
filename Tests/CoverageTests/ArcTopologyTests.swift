import GeoModel
import TestSupport
import Testing

@testable import Coverage

@Suite struct ArcTopologyTests {
  /// Positions of a ring from its lowest one, counter-clockwise.
  private func canonical(_ polygons: MultiPolygon, _ ring: Int) -> [Position] {
    var places = polygons.positions(ofRing: ring).dropLast().map { polygons.position($0) }
    if polygons.signedArea(ofRing: ring) < 0 { places.reverse() }
    let first = places.indices.min { (places[$0].x, places[$0].y) < (places[$1].x, places[$1].y) } ?? 0
    return Array(places[first...] + places[..<first])
  }

  @Test(arguments: [UInt64(1), 2, 3]) func arcsGiveTheLayerBack(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let polygons = Wiggles.coverage(columns: 5, rows: 4, side: 1000, steps: 9, random: &random)
    let layer = Wiggles.column(polygons)
    let arcs = ArcTopology.arcs(of: layer)
    let back = arcs.geometry(like: layer)
    #expect(back.groupEnds == layer.groupEnds && back.kinds == layer.kinds)
    for feature in 0..<layer.count {
      let (old, new) = (layer.polygons(of: feature), back.polygons(of: feature))
      for ring in 0..<old.ringCount {
        #expect(canonical(old, ring) == canonical(new, ring))
        #expect((old.signedArea(ofRing: ring) > 0) == (new.signedArea(ofRing: ring) > 0))
      }
    }
    // Every edge is written once: those of the outside once, those inside are shared by two.
    let edges = (arcs.coordinates.count / 2) - arcs.count
    let walked = layer.coordinates.count / 2 - layer.partEnds.count
    let outline = EdgeDissolve.outline(of: polygons)
    let outside = outline.map { $0.positionCount - $0.ringCount } ?? 0
    #expect(walked == 2 * edges - outside)
  }

  @Test func anEnclaveAndItsHoleAreOneArc() {
    let around = MultiPolygon(
      coordinates: [0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 3, 3, 3, 6, 6, 6, 6, 3, 3, 3], ringEnds: [5, 10],
      polygonEnds: [2])
    // The enclave begins at another corner and turns the other way.
    let inside = MultiPolygon(
      coordinates: [6, 6, 3, 6, 3, 3, 6, 3, 6, 6], ringEnds: [5], polygonEnds: [1])
    let arcs = ArcTopology.arcs(of: Wiggles.column([around, inside]))
    #expect(arcs.count == 2 && arcs.partArcs.count == 3)
    #expect(arcs.partArcs[1] == ~arcs.partArcs[2])
  }

  @Test func damagedRingsDoNotTrap() {
    let rings: [[Double]] = [
      [1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 1, 1, 0, 0], [0, 0, 1, 0, 0, 0, 0, 0],
      [.nan, .nan, .nan, .nan, .nan, .nan, .nan, .nan],
    ]
    for ring in rings {
      let polygons = MultiPolygon(coordinates: ring, ringEnds: [ring.count / 2], polygonEnds: [1])
      let layer = Wiggles.column([polygons])
      #expect(ArcTopology.arcs(of: layer).geometry(like: layer).count == 1)
    }
  }
}
