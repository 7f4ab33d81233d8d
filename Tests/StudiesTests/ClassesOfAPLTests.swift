import Coverage
import GeoFormats
import GeoModel
import GeoNative
import TestSupport
import Testing

@testable import Studies

/// Classes of the published APL of the bassins de vie of France (CartoSanté 2023), which has one decimal and many ties.
@Suite struct ClassesOfAPLTests {
  @Test(.enabled(if: RealData.isPresent))
  func boundsOfThePublishedFigures() throws {
    let session = LoadSession(threads: 2)
    let table = try CodeTable.load(
      RealData.path("cartosante-bassins-de-vie/health.csv"), key: "Code", role: "Valeurs", option: "--key",
      session: session)
    let column = try #require(table.table.index(of: "APL Médecins généralistes 2023"))
    let figures = FigureColumn(table.table.columns[column])
    let values = (0..<table.table.rowCount).compactMap { row -> Double? in
      if case .number(let value) = figures[row] { value } else { nil }
    }
    #expect(values.count == 1705)
    // Found apart by a programme over all cuts in NumPy: the least sum of squared deviations is 150.78155688744.
    #expect(ClassBounds(values, .naturalBreaks(5))?.inner == [2.5, 3.3, 4.1, 5.2])
    #expect(ClassBounds(values, .quantiles(5))?.inner == [2.5, 3.0, 3.4, 4.0])
    // 2.5, below which a territory lacks doctors, and 4, above which it does well: 2.5 itself is not below.
    let given = try #require(ClassBounds(values, .fixed([2.5, 4])))
    let counts = values.reduce(into: [0, 0, 0]) { counts, value in counts[given.index(of: value) ?? 0] += 1 }
    #expect(
      counts == [values.count { $0 < 2.5 }, values.count { $0 >= 2.5 && $0 < 4 }, values.count { $0 >= 4 }])
  }
}
