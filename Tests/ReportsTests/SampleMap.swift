import GeoModel
import Reports

/// A square of `size` metres with its south-west corner at x, y.
func square(_ x: Double, _ y: Double, _ size: Double) -> MultiPolygon {
  MultiPolygon(shell: [
    Position(x: x, y: y), Position(x: x + size, y: y), Position(x: x + size, y: y + size),
    Position(x: x, y: y + size), Position(x: x, y: y),
  ])
}

/// Sixteen squares of 10 km in four rows, with a gap, sites, and a far place.
func sampleMap() -> MapModel {
  var areas: [MapArea] = []
  for row in 0..<4 {
    for column in 0..<4 {
      let number = row * 4 + column
      areas.append(
        MapArea(
          polygons: square(Double(column) * 10_000, Double(row) * 10_000, 10_000),
          value: number == 5 ? nil : min(100, Double(number) * 8), label: "Commune \(number)",
          isTruncated: number == 12))
    }
  }
  return MapModel(
    title: "Zones blanches d’essai", subtitle: "Maisons de santé à moins de 15 km", areas: areas,
    borders: [MapBorder(polygons: square(0, 0, 40_000), label: "Essai-en-Carré")],
    gaps: [MapGap(polygons: square(2_000, 2_000, 12_000), rank: 1)],
    sites: [MapSite(position: Position(x: 30_000, y: 30_000))],
    highlights: [MapHighlight(position: Position(x: 500, y: 500), label: "27,4 km")],
    classes: .coveredShare(counted: "communes"), sources: ["IGN", "INSEE"], note: "Contours approchés")
}
