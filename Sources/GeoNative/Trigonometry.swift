#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The C library's functions that Swift's standard library lacks, so that no other target needs it.
extension Double {
  public static func sine(_ radians: Double) -> Double { sin(radians) }
  public static func cosine(_ radians: Double) -> Double { cos(radians) }
  /// Angle of the vector (x, y), −π…π.
  public static func arcTangent(y: Double, x: Double) -> Double { atan2(y, x) }
  public static func logarithm(_ value: Double) -> Double { log(value) }
  public static func exponential(_ value: Double) -> Double { exp(value) }
  public static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  /// ln Γ(x) for x > 0; reentrant, unlike `lgamma`, which writes a global.
  public static func logGamma(_ value: Double) -> Double {
    #if canImport(Glibc)
      var sign: Int32 = 0
      return lgamma_r(value, &sign)
    #else
      return lgamma(value)
    #endif
  }
}
