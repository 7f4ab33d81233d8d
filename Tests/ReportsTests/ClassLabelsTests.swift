import Coverage
import Testing

@testable import Reports

@Suite struct ClassLabelsTests {
  private func labels(_ values: [Double], _ method: ClassMethod, _ style: ClassLabels.Style = .number)
    -> [String]
  {
    ClassBounds(values, method, zeroApart: true).map { ClassLabels($0, style: style).all } ?? []
  }

  @Test func givenBoundsStandAsTheyAre() {
    #expect(labels([], .fixed([2.5, 4])) == ["moins de 2,5", "de 2,5 à moins de 4", "4 ou plus"])
    #expect(labels([3], .fixed([1234.125])) == ["moins de 1\u{202F}234,125", "1\u{202F}234,125 ou plus"])
    #expect(
      labels([], .fixed([0.25, 0.5]), .share)
        == ["moins de 25\u{202F}%", "de 25\u{202F}% à moins de 50\u{202F}%", "50\u{202F}% ou plus"])
  }

  @Test func computedBoundsAreRoundedToTellThemApart() {
    #expect(
      labels([1.23456, 2.34567, 3.45678, 9.87654], .quantiles(2)) == [
        "de 1,2 à moins de 3,5", "de 3,5 à 9,9",
      ])
    #expect(
      labels([100, 200, 300], .quantiles(3)) == ["de 100 à moins de 200", "de 200 à moins de 300", "300"])
    #expect(labels([-2.5, 2.5], .equalIntervals(2)) == ["de \u{2212}2,5 à moins de 0", "de 0 à 2,5"])
  }

  @Test func zeroAndSingleValues() {
    #expect(labels([0, 0, 1, 2, 3], .quantiles(2)) == ["0", "plus de 0 à moins de 2", "de 2 à 3"])
    #expect(labels([4.25, 4.25], .quantiles(5)) == ["4,250"])
    #expect(labels([0, 0], .quantiles(5)) == ["0"])
  }

  @Test func wordsOfAMap() {
    let shares = MapClasses.coveredShare()
    #expect(
      (0..<shares.count).map(shares.words) == [
        "0\u{202F}%", "plus de 0\u{202F}% à moins de 25\u{202F}%", "de 25\u{202F}% à moins de 50\u{202F}%",
        "de 50\u{202F}% à moins de 75\u{202F}%", "de 75\u{202F}% à moins de 100\u{202F}%", "100\u{202F}%",
      ])
    // What counts as nothing or as everything lies within the ends.
    for value in [0, 0.00009, 0.01, 24.99, 25, 99.99, 99.99995, 100] {
      let index = shares.index(of: value) ?? -1
      let ends = shares.ends(of: index)
      #expect(ends.lower <= value && value <= ends.upper)
    }
  }
}
