import Foundation
import Testing

@testable import Reports

@Suite struct MapPaletteTests {
  @Test(arguments: 2...9)
  func lightnessGoesDownInEvenSteps(_ count: Int) {
    let light = MapPalette.colors(count).map(lightness)
    let even = 48.0 / Double(count - 1)
    for (a, b) in zip(light, light.dropFirst()) { #expect(abs(a - b - even) < 1) }
  }

  @Test func gapsAreDarkerThanEveryClass() {
    let darkest = MapPalette.colors(9).map(lightness).min() ?? 0
    #expect(lightness(MapPalette.gap) < darkest - 20)
  }

  /// CIE L* of an sRGB colour, D65.
  private func lightness(_ color: String) -> Double {
    let digits = Array(color.dropFirst())
    let channels = stride(from: 0, to: 6, by: 2).map { index in
      let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
    }
    let luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return 116 * power(luminance, 1.0 / 3) - 16
  }

  private func power(_ base: Double, _ exponent: Double) -> Double { Foundation.pow(base, exponent) }
}
