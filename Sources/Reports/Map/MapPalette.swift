/// Colours of the classes, from little (pale sand) to much (blue).
///
/// Nine steps whose CIE L* goes down evenly: 96, 90, 84, 78, 72, 66, 60, 54, 48 (6 a step; 12 between
/// neighbours of five classes, 9.6 of six). Lightness alone orders them, so a grey print and an eye that
/// confuses red with green, or blue with yellow, read the same order; the hue only goes from sand through
/// green to blue, which no common deficiency folds back on itself.
public enum MapPalette {
  static let ramp: [(red: Int, green: Int, blue: Int)] = [
    (0xFC, 0xF3, 0xE0), (0xDF, 0xE5, 0xCC), (0xC2, 0xD8, 0xB9), (0xA4, 0xCA, 0xB2), (0x85, 0xBB, 0xAC),
    (0x71, 0xAB, 0xA8), (0x5B, 0x9A, 0xA3), (0x4C, 0x89, 0x9E), (0x3B, 0x79, 0x98),
  ]

  /// Outline and hatching of gaps: L* 21, darker than any class.
  static let gap = "#6b0f2e"
  static let ink = "#1f2328"
  static let faint = "#5b6168"

  /// What has no figure, in files that know no hatching.
  public static let missing = "#d9dce0"

  /// `count` colours spread over the whole ramp.
  public static func colors(_ count: Int) -> [String] {
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
