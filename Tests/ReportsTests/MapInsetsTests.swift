import GeoModel
import Reports
import Testing

@Suite struct MapInsetsTests {
  /// The sample with two insets: 4 km wide, and 400 km wide.
  private func model() -> MapModel {
    var model = sampleMap()
    model.insets = [
      MapInset(
        title: "Petite île", areas: [MapArea(polygons: square(0, 0, 4_000), value: 100, label: "Île")],
        sites: [MapSite(position: Position(x: 2_000, y: 2_000))]),
      MapInset(
        title: "Grande île", areas: [MapArea(polygons: square(5e6, -3e6, 400_000), value: 0)],
        gaps: [MapGap(polygons: square(5e6, -3e6, 300_000), rank: 2)]),
    ]
    return model
  }

  @Test func eachHasItsNameAndItsOwnScale() throws {
    let tree = try #require(XMLTree(MapSVG().render(model())))
    for text in ["Petite île", "Grande île", "2\u{202F}km", "200\u{202F}km"] {
      #expect(tree.texts.contains(text), "\(text)")
    }
    let titles = tree.elements("title").map(\.text)
    #expect(titles.contains { $0.hasPrefix("Île : 100,0") })
  }

  @Test func eachIsDrawnInAFrameOfItsOwn() throws {
    let svg = MapSVG().render(model())
    let tree = try #require(XMLTree(svg))
    #expect(
      tree.elements("clipPath").compactMap { $0.attributes["id"] } == ["m-frame", "m-frame-1", "m-frame-2"])
    // Identifiers are told apart, and every one that is used is there.
    #expect(svg.contains("id=\"m-gaps\"") && svg.contains("id=\"m-gaps-2\""))
    #expect(svg.contains("xlink:href=\"#m-gaps-2\"") && !svg.contains("m-gaps-1"))
    // The first rectangle of a frame bounds it: the main map begins right of the insets, and they lie apart.
    let boxes = tree.elements("rect").compactMap { element -> Envelope? in
      guard element.attributes["fill"] == nil, let x = Double(element.attributes["x"] ?? ""),
        let y = Double(element.attributes["y"] ?? ""), let width = Double(element.attributes["width"] ?? ""),
        let height = Double(element.attributes["height"] ?? "")
      else { return nil }
      return Envelope(minX: x, minY: y, maxX: x + width, maxY: y + height)
    }
    let frames = boxes.filter { $0.height > 50 }
    #expect(frames.count == 3)
    for (index, frame) in frames.enumerated() {
      #expect(frame.minX >= 34 && frame.maxX <= 1123 - 34 && frame.maxY <= 794)
      for other in frames[(index + 1)...] { #expect(!frame.intersects(other)) }
    }
  }

  @Test func theLegendCountsThemToo() throws {
    let alone = try #require(XMLTree(MapSVG().render(sampleMap())))
    let tree = try #require(XMLTree(MapSVG().render(model())))
    let description = try #require(tree.elements("desc").first).text
    #expect(description.contains("Zone blanche : 2") && description.contains("Site : 2"))
    #expect(alone.texts.contains("5") && tree.texts.count { $0 == "2" } > alone.texts.count { $0 == "2" })
  }

  @Test func manyInsetsStayOnThePage() throws {
    var model = model()
    model.insets = (0..<9).map { number in
      MapInset(
        title: "Île numéro \(number) au nom beaucoup trop long pour son cadre",
        areas: [MapArea(polygons: square(0, 0, 1_000), value: 50)])
    }
    let tree = try #require(XMLTree(MapSVG().render(model)))
    for element in tree.elements("rect") {
      guard let y = Double(element.attributes["y"] ?? ""),
        let height = Double(element.attributes["height"] ?? "")
      else { continue }
      #expect(height > 0 && y + height <= 794)
    }
  }
}
