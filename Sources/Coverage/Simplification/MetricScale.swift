import GeoNative

/// Metres in the coordinates of a layer, near a place.
public enum MetricScale: Sendable, Equatable {
  /// A plane CRS: metres in one unit.
  case plane(metresPerUnit: Double)
  /// Longitudes and latitudes in degrees, measured in the plane that touches the ellipsoid (GRS 80) at their place.
  case degrees

  /// Metres in one unit of x and of y, at an ordinate.
  func metres(atY y: Double) -> (x: Double, y: Double) {
    switch self {
    case .plane(let metres): return (metres, metres)
    case .degrees:
      let latitude = Swift.max(-89.9, Swift.min(89.9, y)) * .pi / 180
      let (sine, cosine) = (Double.sine(latitude), Double.cosine(latitude))
      // Radii of curvature of the ellipsoid across and along the meridian.
      let (equator, squared) = (6_378_137.0, 0.006694380022900788)
      let root = (1 - squared * sine * sine).squareRoot()
      let across = equator / root
      let along = equator * (1 - squared) / (root * root * root)
      return (across * cosine * .pi / 180, along * .pi / 180)
    }
  }
}
