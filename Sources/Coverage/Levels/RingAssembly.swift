import GeoModel

/// Simple rings put together into polygons: counter-clockwise ones are shells, clockwise ones holes.
struct RingAssembly {
  private let shells: [Ring]
  private let holes: [Ring]

  private struct Ring {
    var coordinates: [Double]
    var area: Double
    var envelope: Envelope

    /// Even-odd test of a place that lies on no edge of the ring.
    func contains(_ x: Double, _ y: Double) -> Bool {
      guard envelope.contains(x, y) else { return false }
      var isInside = false
      for index in stride(from: 0, to: coordinates.count - 2, by: 2) {
        let (ax, ay) = (coordinates[index], coordinates[index + 1])
        let (bx, by) = (coordinates[index + 2], coordinates[index + 3])
        guard (ay > y) != (by > y) else { continue }
        if (Orientation.sign(ax: ax, ay: ay, bx: bx, by: by, px: x, py: y) > 0) == (by > ay) {
          isInside.toggle()
        }
      }
      return isInside
    }
  }

  init(_ rings: [[Double]]) {
    var shells: [Ring] = []
    var holes: [Ring] = []
    for flat in rings {
      let alone = MultiPolygon(coordinates: flat, ringEnds: [flat.count / 2], polygonEnds: [1])
      let area = alone.signedArea(ofRing: 0)
      let ring = Ring(coordinates: flat, area: abs(area), envelope: alone.envelope)
      if area > 0 { shells.append(ring) } else if area < 0 { holes.append(ring) }
    }
    self.shells = shells
    self.holes = holes
  }

  /// Each hole in the smallest shell that holds it; polygons in the order of their shells.
  var polygons: MultiPolygon {
    var holesOf = [[Int]](repeating: [], count: shells.count)
    for (index, hole) in holes.enumerated() {
      // The middle of an edge lies on no other ring: rings meet at vertices only.
      let x = (hole.coordinates[0] + hole.coordinates[2]) / 2
      let y = (hole.coordinates[1] + hole.coordinates[3]) / 2
      var best: Int?
      for (shell, ring) in shells.enumerated()
      where ring.area > hole.area && ring.area < (best.map { shells[$0].area } ?? .infinity)
        && ring.contains(x, y)
      {
        best = shell
      }
      if let best { holesOf[best].append(index) }
    }
    var result = MultiPolygon()
    for (index, shell) in shells.enumerated() {
      for ring in [shell] + holesOf[index].map({ holes[$0] }) {
        result.coordinates += ring.coordinates
        result.ringEnds.append(result.coordinates.count / 2)
      }
      result.polygonEnds.append(result.ringEnds.count)
    }
    return result
  }
}
