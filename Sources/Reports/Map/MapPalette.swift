/// Colours of the classes, from little (pale sand) to much (deep blue).
///
/// Nine steps whose CIE L* goes down evenly: 96, 89, 82, 75, 68, 61, 54, 47, 40 (7 a step, 14 or more between
/// neighbours when there are five classes). Lightness alone orders them, so a grey print and an eye that
/// confuses red with green, or blue with yellow, read the same order; the hue only goes from sand through
/// green to blue, which no common deficiency folds back on itself.
enum MapPalette {
  static let ramp: [(red: Int, green: Int, blue: Int)] = [
    (0xFA, 0xF3, 0xE4), (0xDA, 0xE3, 0xCC), (0xBA, 0xD3, 0xB5), (0x98, 0xC2, 0xAD), (0x75, 0xB1, 0xA5),
    (0x5E, 0x9E, 0x9F), (0x45, 0x8B, 0x99), (0x35, 0x77, 0x90), (0x21, 0x64, 0x88),
  ]

  /// Outline and hatching of gaps: L* 21, darker than any class.
  static let gap = "#6b0f2e"
  static let ink = "#1f2328"
  static let faint = "#5b6168"

  /// `count` colours spread over the whole ramp.
  static func colors(_ count: Int) -> [String] {
    (0..<max(0, count)).map { index in
      let place = count == 1 ? 4 : Double(index) / Double(count - 1) * Double(ramp.count - 1)
      let low = min(Int(place), ramp.count - 2)
      let part = place - Double(low)
      func mix(_ channel: KeyPath<(red: Int, green: Int, blue: Int), Int>) -> Int {
        let from = Double(ramp[low][keyPath: channel])
        let to = Double(ramp[low + 1][keyPath: channel])
        return Int((from + (to - from) * part).rounded())
      }
      return "#" + hex(mix(\.red)) + hex(mix(\.green)) + hex(mix(\.blue))
    }
  }

  private static func hex(_ value: Int) -> String {
    let digits = String(value, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
