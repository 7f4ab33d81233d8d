import Coverage
import GeoFormats
import GeoModel
import Reports
import Testing

@testable import Studies

@Suite struct ClassedColumnTests {
  private let rows: [ClassedColumn.Properties] = [
    [("code", "a"), ("population", 100), ("taux", .number(1.00000049, decimals: 6)), ("motif", .null)],
    [("code", "b"), ("population", 200), ("taux", .number(1.0000004, decimals: 6)), ("motif", .null)],
    [("code", "c"), ("population", .null), ("taux", .number(4)), ("motif", .null)],
    [("code", "d"), ("population", 50), ("taux", .null), ("motif", "secret secondaire")],
    [("code", "e"), ("population", 0), ("taux", .null), ("motif", "population nulle")],
  ]

  private func value(_ name: String, _ properties: ClassedColumn.Properties) -> JSONValue? {
    properties.first { $0.key == name }?.value
  }

  /// Two figures that are written alike are one value: three classes asked for, two made.
  @Test func classesAreThoseOfTheFiguresAsWritten() {
    let classed = ClassedColumn("taux", of: rows, by: .quantiles(3))
    #expect(classed.indices == [0, 0, 1, nil, nil])
    #expect(classed.isReduced)
    #expect(classed.classes.map(\.territories) == [2, 1])
    #expect(classed.classes.map(\.population) == [300, nil])
    #expect(value("classe", classed.properties(of: 0)) == 1)
    #expect(value("classe_min", classed.properties(of: 2)) == .number(4))
    #expect(value("classe_libelle", classed.properties(of: 2)) == "4")
  }

  /// Missing, secret and zero are told apart.
  @Test func whatHasNoClassSaysWhich() {
    let classed = ClassedColumn("taux", of: rows, by: .fixed([2]))
    #expect(value("classe_libelle", classed.properties(of: 3)) == "s")
    #expect(value("classe_libelle", classed.properties(of: 4)) == "n.d.")
    for index in 3...4 {
      #expect(value("classe", classed.properties(of: index)) == .null)
      #expect(value("classe_min", classed.properties(of: index)) == .null)
    }
    guard case .array(let legend) = classed.legend else { return #expect(Bool(false)) }
    #expect(legend.map { $0["classe_libelle"]?.text } == ["moins de 2", "2 ou plus", "n.d.", "s"])
    #expect(legend.map { $0["territoires"] } == [2, 1, 1, 1])
  }

  @Test func aColumnOfTheSameNameKeepsIt() {
    let own = rows.map { $0 + [("classe", "rurale"), ("couleur", .null)] as ClassedColumn.Properties }
    let classed = ClassedColumn("taux", of: own, by: .fixed([2]))
    #expect(
      classed.properties(of: 0).map(\.key) == [
        "indicateur", "unite", "classe_2", "classe_min", "classe_max", "classe_libelle", "couleur_2",
      ])
    #expect(Set(classed.added(to: own)[0].map(\.key)).count == own[0].count + 7)
  }

  @Test func withoutAnyFigureThereIsNoClass() {
    for rows in [[], Array(rows.suffix(2))] {
      let classed = ClassedColumn("taux", of: rows, by: .naturalBreaks(5))
      #expect(classed.classes.isEmpty && classed.indices.allSatisfy { $0 == nil })
      #expect(!classed.isReduced)
    }
  }

  @Test func theClassesOfAMap() {
    let rows: [ClassedColumn.Properties] = [0, 9e-8, 0.25, 0.9999999, 1].map {
      [("part_couverte", .number($0, decimals: 8))]
    }
    let classed = ClassedColumn(
      "part_couverte", words: FigureWords(key: "part_couverte"), of: rows, as: .coveredShare(), scale: 100)
    #expect(classed.indices == [0, 0, 2, 5, 5])
    #expect(classed.classes.map(\.lower) == [0, 1e-6, 0.25, 0.5, 0.75, 0.999999])
    #expect(classed.method == "carte" && !classed.isReduced)
  }

  @Test(arguments: [
    ("distance_m", "m"), ("duree_min", "min"), ("surface_km2", "km²"),
    ("taux_pour_1k", "pour 1\u{202F}000 habitants"),
    ("taux_pour_250", "pour 250 habitants"), ("part_couverte", "part de 0 à 1"), ("revenu", nil),
    ("x_pour_0", nil),
    ("age_pour_99999999999k", nil), ("prix_euros", "€"),
  ])
  func unitsAreInTheNames(_ key: String, _ unit: String?) {
    #expect(FigureWords(key: key).unit == unit)
  }
}
