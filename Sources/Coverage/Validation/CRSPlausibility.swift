public import GeoModel
public import GeoNative

/// Whether coordinates can be in the CRS that is announced, judged by where in France they fall.
public struct CRSPlausibility: Sendable, Equatable {
  /// A CRS in which nearly all places would lie in France.
  public struct Candidate: Sendable, Equatable {
    public var crs: CRS
    /// True where latitude or north comes first in the file.
    public var isSwapped: Bool

    public init(crs: CRS, isSwapped: Bool) {
      self.crs = crs
      self.isSwapped = isSwapped
    }

    /// The CRS as a hint names it.
    public var name: Phrase {
      isSwapped
        ? Phrase(en: "\(crs.code) with its axes swapped", fr: "\(crs.code), axes inversés")
        : Phrase(verbatim: crs.code)
    }
  }

  /// Share of the places, those at 0, 0 left out, that lie in France in the announced CRS.
  public var shareInFrance: Double
  /// Places judged.
  public var places: Int
  /// Others in which 95 % of the places would, the most usual first; empty where the announced CRS will do.
  public var candidates: [Candidate] = []

  /// True where the announced CRS holds less than half of the places in France and another would hold nearly all.
  public var isDoubtful: Bool { !candidates.isEmpty }

  /// CRS that French files are in, the most usual first.
  static let usual =
    [2154, 4326, 27572, 3857, 3035] + Array(3942...3950)
    + [5490, 32620, 2972, 32622, 2975, 32740, 4471, 32738, 4467, 32621, 27561, 27562, 27563, 27564]

  /// - Parameter positions: flat x, y in the announced CRS; those that are not finite, or at 0, 0, are left out.
  ///   Of more than 2,000, an even sample is judged.
  public init(of positions: [Double], in crs: CRS) throws(ProjError) {
    var sample: [Double] = []
    let count = positions.count / 2
    let step = max(1, count / 2_000)
    for index in stride(from: 0, to: count, by: step) {
      let (x, y) = (positions[2 * index], positions[2 * index + 1])
      if x.isFinite && y.isFinite && !(x == 0 && y == 0) { sample += [x, y] }
    }
    places = sample.count / 2
    shareInFrance = places == 0 ? 1 : try Self.share(sample, crs, isSwapped: false)
    guard places > 0, shareInFrance < 0.5 else { return }
    for code in Self.usual {
      let other = CRS("EPSG:\(code)")
      for isSwapped in [false, true] where other != crs || isSwapped {
        guard Self.canHold(sample, other, isSwapped) else { continue }
        if try Self.share(sample, other, isSwapped: isSwapped) >= 0.95 {
          candidates.append(Candidate(crs: other, isSwapped: isSwapped))
        }
      }
    }
  }

  /// Degrees are small and metres are not: spares PROJ the rest.
  private static func canHold(_ sample: [Double], _ crs: CRS, _ isSwapped: Bool) -> Bool {
    let largest = sample.reduce(0) { max($0, abs($1)) }
    return crs == .wgs84 ? largest <= 180 : largest > 1_000
  }

  private static func share(_ sample: [Double], _ crs: CRS, isSwapped: Bool) throws(ProjError) -> Double {
    var places = sample
    if isSwapped {
      for index in 0..<places.count / 2 { places.swapAt(2 * index, 2 * index + 1) }
    }
    if crs != .wgs84 { try CoordinateTransformer(from: crs, to: .wgs84).transform(&places) }
    let inside = (0..<places.count / 2).count {
      LegalCRS(longitude: places[2 * $0], latitude: places[2 * $0 + 1]) != nil
    }
    return Double(inside) / Double(places.count / 2)
  }
}
