/// A scale bar of a round length.
struct MapScaleBar: Equatable {
  /// 1, 2 or 5 times a power of ten, in metres.
  let metres: Double
  /// Its length on the page.
  let length: Double

  /// The longest round length that fits; nil where the map has no scale.
  ///
  /// - Parameter scale: page units in a metre.
  init?(scale: Double, room: Double) {
    guard scale > 0, scale.isFinite, room > 0, (room / scale).isFinite else { return nil }
    let most = room / scale
    var power = 1.0
    while power * 10 <= most { power *= 10 }
    while power > most { power /= 10 }
    let factor = 5 * power <= most ? 5.0 : (2 * power <= most ? 2 : 1)
    metres = factor * power
    length = metres * scale
  }

  /// The text at a part of the bar: kilometres from 1 km on, metres below; the unit only at the end.
  func label(part: Double) -> String {
    let numbers = FrenchNumber.typographic
    let inKilometres = metres >= 1000
    let value = inKilometres ? metres * part / 1000 : metres * part
    return numbers.short(value, decimals: 3, unit: part == 1 ? (inKilometres ? "km" : "m") : nil)
  }
}
