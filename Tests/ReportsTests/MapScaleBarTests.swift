import Testing

@testable import Reports

@Suite struct MapScaleBarTests {
  @Test(arguments: [1e-7, 3.3e-5, 0.0029, 0.0101, 0.5, 7, 1234])
  func lengthsAreRoundAndFit(_ scale: Double) throws {
    let bar = try #require(MapScaleBar(scale: scale, room: 190))
    #expect(bar.length <= 190)
    #expect(bar.length > 190 / 2.51)
    var first = bar.metres
    while first >= 9.99 { first /= 10 }
    while first < 0.99 { first *= 10 }
    #expect([1, 2, 5].contains { abs(first - $0) < 1e-6 })
  }

  @Test func labelsAreInKilometresFromOneOn() throws {
    let bar = try #require(MapScaleBar(scale: 0.0029, room: 190))
    #expect([0, 0.5, 1].map { bar.label(part: $0) } == ["0", "25", "50\u{202F}km"])
    let short = try #require(MapScaleBar(scale: 0.5, room: 190))
    #expect([0, 0.5, 1].map { short.label(part: $0) } == ["0", "100", "200\u{202F}m"])
  }

  @Test func noScaleNoBar() {
    #expect(MapScaleBar(scale: 0, room: 190) == nil)
    #expect(MapScaleBar(scale: .nan, room: 190) == nil)
  }
}
