import GeoModel
import Testing

@testable import Reports

@Suite struct MapLabelsTests {
  private let frame = Envelope(minX: 0, minY: 0, maxX: 400, maxY: 300)

  @Test func labelsNeverOverlap() {
    var labels = MapLabels(frame: frame)
    var placed = 0
    for index in 0..<60 {
      let place = Position(x: 200 + Double(index % 7) * 4, y: 150 + Double(index % 5) * 3)
      if labels.place(
        "Département \(index)", at: place, size: 12, tries: MapLabels.around(size: 12, width: 90))
      {
        placed += 1
      }
    }
    #expect(placed > 3 && placed < 60)
    #expect(labels.labels.count == placed)
    for (index, label) in labels.labels.enumerated() {
      #expect(
        frame.contains(label.box.minX, label.box.minY) && frame.contains(label.box.maxX, label.box.maxY))
      for other in labels.labels[(index + 1)...] { #expect(!label.box.intersects(other.box)) }
    }
  }

  @Test func marksKeepTheirRoom() {
    var labels = MapLabels(frame: frame)
    labels.reserve(Envelope(minX: 190, minY: 140, maxX: 210, maxY: 160))
    let middle = Position(x: 200, y: 150)
    let onTheMark = labels.place("Oise", at: middle, size: 12, tries: [(0, 0)])
    let below = labels.place("Oise", at: middle, size: 12, tries: [(0, 0), (0, 30)])
    #expect(!onTheMark && below)
  }

  @Test func marksToAvoidGiveWayWhereThereIsNoOtherRoom() {
    var labels = MapLabels(frame: frame)
    labels.avoid(Envelope(minX: 195, minY: 145, maxX: 205, maxY: 155))
    let middle = Position(x: 200, y: 150)
    labels.place("Oise", at: middle, size: 12, tries: [(0, 0), (0, 40)])
    labels.place("Aisne", at: middle, size: 12, tries: [(0, 0)])
    #expect(labels.labels.count == 2)
    #expect(labels.labels.first?.box.contains(200, 190) == true)
    #expect(labels.labels.last?.box.contains(200, 150) == true)
  }
}
