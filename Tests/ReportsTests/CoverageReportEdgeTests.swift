import Reports
import Testing

@Suite struct CoverageReportEdgeTests {
  func text(_ f: StudyFacts) -> String { TextRenderer().render(CoverageReport.document(from: f)) }
  func start(_ f: StudyFacts) -> String { text(f).components("\n\n\nMéthode") }

  @Test func show() {
    var f = sampleFacts()
    print("=== NO POP")
    f.population = nil
    f.uncoveredPopulation = nil
    f.edgePopulation = nil
    f.residuePopulation = nil
    for i in f.gaps.indices { f.gaps[i].population = nil; f.gaps[i].edgePopulation = nil }
    for l in f.levels.indices { for t in f.levels[l].territories.indices {
      f.levels[l].territories[t].population = nil
      f.levels[l].territories[t].uncoveredPopulation = nil
      f.levels[l].territories[t].rate = nil
      f.levels[l].territories[t].rateLower = nil
      f.levels[l].territories[t].rateUpper = nil
    } }
    for t in f.otherThresholds.indices { f.otherThresholds[t].uncoveredPopulation = nil }
    print(text(f))
    print("=== NO GAP")
    f = sampleFacts()
    f.gaps = []
    (f.uncoveredSquareMetres, f.uncoveredPopulation, f.edgeSquareMetres, f.edgePopulation) = (0, 0, 0, 0)
    (f.residueCount, f.residueSquareMetres, f.residuePopulation) = (0, 0, 0)
    (f.meshCovered, f.meshPartial, f.meshUncovered) = (4453, 0, 0)
    f.checks = []; f.otherThresholds = []; f.warnings = []
    for l in f.levels.indices { for t in f.levels[l].territories.indices {
      f.levels[l].territories[t].uncoveredPopulation = 0
      f.levels[l].territories[t].uncoveredSquareMetres = 0
    } }
    print(text(f))
    print("=== NO SITE")
    f = sampleFacts()
    f.sites = .init(noun: "maisons de santé")
    (f.uncoveredSquareMetres, f.uncoveredPopulation) = (f.landSquareMetres, f.population)
    (f.residueCount, f.residueSquareMetres, f.residuePopulation) = (0, 0, 0)
    f.gaps = [.init(id: 1, areaSquareMetres: f.landSquareMetres, population: f.population, communes: 4453, mainCommune: "Toulouse", nearestSite: nil, farthestMetres: nil, farthestPlace: nil, edgeSquareMetres: nil, edgePopulation: nil, levels: ["A"])]
    (f.meshCovered, f.meshPartial, f.meshUncovered) = (0, 0, 4453)
    f.hasApproximateContours = true
    f.otherThresholds = []
    for l in f.levels.indices { for t in f.levels[l].territories.indices {
      f.levels[l].territories[t].sites = 0
      f.levels[l].territories[t].rate = 0
      f.levels[l].territories[t].uncoveredPopulation = f.levels[l].territories[t].population
      f.levels[l].territories[t].uncoveredSquareMetres = f.levels[l].territories[t].areaSquareMetres
    } }
    print(text(f))
  }
}
extension String {
  func components(_ s: String) -> String { self }
}
