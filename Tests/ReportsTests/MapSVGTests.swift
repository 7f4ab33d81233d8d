import GeoModel
import Reports
import Testing

@Suite struct MapSVGTests {
  @Test func theMapIsWellFormedAndSaysWhatItShows() throws {
    let tree = try #require(XMLTree(MapSVG().render(sampleMap())))
    #expect(tree.elements.first?.name == "svg")
    #expect(tree.elements.first?.attributes["viewBox"] == "0 0 1123 794")
    #expect(tree.elements("title").first?.text == "Zones blanches d’essai")
    let description = try #require(tree.elements("desc").first).text
    #expect(description.contains("Zone blanche : 1"))
    #expect(description.contains("Site : 1"))
    #expect(tree.elements("circle").count { $0.attributes["r"] == "3.6" } == 2)
    #expect(tree.elements("polygon").count == 2)
  }

  @Test func theLegendHasClassesSignsAndScale() throws {
    let tree = try #require(XMLTree(MapSVG().render(sampleMap())))
    for text in [
      "Part couverte (%)", "communes", "100", "[75 ; 100[", "[50 ; 75[", "[25 ; 50[", "]0 ; 25[", "0",
      "Donnée absente", "Zone blanche", "Site", "Lieu le plus éloigné d’un site", "10\u{202F}km", "5",
      "27,4 km", "Essai-en-Carré", "Contours approchés", "Sources : IGN ; INSEE", "1",
    ] {
      #expect(tree.texts.contains(text), "\(text)")
    }
    #expect(tree.texts.joined(separator: " ").contains("Territoire coupé par le bord de l’étude"))
  }

  @Test func whatIsNotOnTheMapIsNotInTheLegend() throws {
    let model = MapModel(
      title: "T", areas: [MapArea(polygons: square(0, 0, 1000), value: 3)],
      classes: MapClasses(title: "Taux", bounds: [0, 5, 10]))
    let tree = try #require(XMLTree(MapSVG().render(model)))
    #expect(tree.texts == ["T", "Taux", "[5 ; 10]", "[0 ; 5[", "0", "100", "200\u{202F}m"])
  }

  @Test func sameModelSameBytes() {
    let first = MapSVG().render(sampleMap())
    #expect(first == MapSVG().render(sampleMap()))
    #expect(first.hasSuffix("</svg>\n"))
    #expect(!first.contains("\r"))
  }

  @Test func markupOfDataIsEscapedEverywhere() throws {
    let hostile = "<script>\"a\" & 'b'\u{0}\u{1B}\u{FFFF}\n]]></svg>"
    let shown = "<script>\"a\" & 'b'\u{FFFD}\u{FFFD}\u{FFFD} ]]></svg>"
    var model = sampleMap()
    model.title = hostile
    model.note = hostile
    model.areas[0].label = hostile
    model.borders[0].label = hostile
    model.words.gap = hostile
    model.classes.unit = hostile
    model.sources = [hostile]
    let tree = try #require(XMLTree(MapSVG().render(model)))
    #expect(tree.elements("title").first?.text == shown)
    #expect(tree.elements("script").isEmpty)
    #expect(tree.texts.contains(shown))
    #expect(tree.elements("title").contains { $0.text.hasPrefix(shown + " : 0") })
  }

  @Test func neighboursShareTheirLine() throws {
    let model = MapModel(
      title: "T",
      areas: [
        MapArea(polygons: square(0, 0, 777.7), value: 1),
        MapArea(polygons: square(777.7, 0, 777.7), value: 1),
      ], classes: MapClasses(title: "C", bounds: [0, 2]))
    let tree = try #require(XMLTree(MapSVG().render(model)))
    let paths = tree.elements("path").compactMap { $0.attributes["d"] }.filter { $0.hasSuffix("z") }
    let left = try #require(paths.first).split(separator: "l")
    let right = try #require(paths.dropFirst().first)
    let start = try #require(left.first?.dropFirst().split(separator: " ").first.flatMap { Double($0) })
    let step = try #require(left.last?.split(separator: " ").first.flatMap { Double($0) })
    #expect(right.hasPrefix("M\(oneDecimal(start + step)) "))
  }

  private func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  @Test func aTinyIslandIsStillDrawn() throws {
    var model = sampleMap()
    model.areas.append(MapArea(polygons: square(-20_000, 20_000, 5), value: 100, label: "Îlot"))
    let text = MapSVG().render(model)
    let line = try #require(text.split(separator: "\n").first { $0.contains("Îlot") })
    #expect(line.contains("h1.4v1.4h-1.4z"))
  }

  @Test func aTinyPartOfATerritoryIsStillDrawn() throws {
    var model = sampleMap()
    model.areas[3].polygons.append(square(-20_000, 20_000, 5))
    let line = try #require(
      MapSVG().render(model).split(separator: "\n").first { $0.contains("Commune 3 ") })
    #expect(line.contains("h1.4v1.4h-1.4z"))
    #expect(line.split(separator: "M").count == 3)
  }

  @Test func emptyAndBrokenModelsStillGiveAPage() throws {
    let nowhere = MultiPolygon(
      coordinates: [.nan, 0, .infinity, 1, 2, -.infinity, .nan, 0], ringEnds: [4], polygonEnds: [1])
    let far = square(1e300, -1e300, 1e299)
    for areas in [[], [MapArea(polygons: nowhere, value: .nan)], [MapArea(polygons: far, value: .infinity)]] {
      for classes in [MapClasses(title: "", bounds: []), .coveredShare()] {
        let model = MapModel(
          title: "", areas: areas, borders: [MapBorder(polygons: nowhere, label: "x")],
          gaps: [MapGap(polygons: nowhere, rank: 1), MapGap(polygons: MultiPolygon())],
          sites: [MapSite(position: Position(x: .nan, y: 0), label: "s")],
          highlights: [MapHighlight(position: Position(x: 0, y: .infinity))], classes: classes)
        #expect(XMLTree(MapSVG().render(model)) != nil)
      }
    }
  }

  @Test func aMapOfOnlySitesShowsThem() throws {
    let model = MapModel(
      title: "T", areas: [], sites: [MapSite(position: Position(x: 700_000, y: 6_600_000), label: "Seul")],
      classes: .coveredShare())
    let tree = try #require(XMLTree(MapSVG().render(model)))
    #expect(tree.texts.contains("Seul"))
    #expect(tree.elements("circle").count { $0.attributes["r"] == "3.6" } == 2)
  }

  @Test func longTitlesAndSourcesStayOnThePage() throws {
    var model = sampleMap()
    model.title = String(repeating: "Zones blanches des maisons de santé ", count: 9)
    model.sources = Array(repeating: "Un producteur de données au nom fort long, millésime 2024", count: 12)
    let tree = try #require(XMLTree(MapSVG().render(model)))
    for text in tree.elements("text") {
      let y = try #require(text.attributes["y"].flatMap { Double($0) })
      #expect(y > 10 && y < 794)
    }
    let titles = tree.elements("text").filter { model.title.contains($0.text) && $0.text.count > 20 }
    #expect(titles.map(\.text).joined(separator: " ") + " " == model.title)
  }

  /// Four thousand territories of 48 vertices each, as many as a region of communes has.
  @Test func aRegionOfCommunesStaysUnderTwoMegabytes() {
    var areas: [MapArea] = []
    for row in 0..<63 {
      for column in 0..<64 {
        let (x, y) = (Double(column) * 2500, Double(row) * 2500)
        var shell: [Position] = []
        for step in 0..<12 {
          let along = Double(step) * 2500 / 12
          let wave = step % 2 == 0 ? 0.0 : 130
          shell.append(Position(x: x + along, y: y + wave))
        }
        for step in 0..<12 {
          shell.append(Position(x: x + 2500 + (step % 2 == 0 ? 0 : 130), y: y + Double(step) * 2500 / 12))
        }
        for step in 0..<12 {
          let along = Double(12 - step) * 2500 / 12
          shell.append(Position(x: x + along, y: y + 2500 + (step % 2 == 0 ? 0 : 130)))
        }
        for step in 0..<12 {
          shell.append(
            Position(x: x + (step % 2 == 0 ? 0 : 130), y: y + Double(12 - step) * 2500 / 12))
        }
        shell.append(shell[0])
        areas.append(
          MapArea(
            polygons: MultiPolygon(shell: shell), value: Double((row * 7 + column) % 101),
            label: "Saint-Martin-le-Grand"))
      }
    }
    let model = MapModel(title: "T", areas: areas, classes: .coveredShare())
    #expect(MapSVG().render(model).utf8.count < 2_000_000)
  }
}
