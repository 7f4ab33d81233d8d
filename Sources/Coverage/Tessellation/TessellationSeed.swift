public import GeoModel

/// One territory to draw without its contour: a centre, its area where known, and its parts where one place
/// does not tell its shape (the arrondissements of Paris).
public struct TessellationSeed: Sendable, Equatable {
  /// Centre of the territory, in metres of a plane CRS; the closer to its centroid, the better the shape.
  public var center: Position
  /// Area in square metres; nil where unknown. Less than 1 m² or more than the Earth counts as unknown.
  public var area: Double?
  /// Places inside the territory which together stand for it; empty for the centre alone.
  public var parts: [Position]

  public init(center: Position, area: Double? = nil, parts: [Position] = []) {
    self.center = center
    self.area = area
    self.parts = parts
  }
}

/// The numbers of the method, each with the value that was measured on the communes of France.
///
/// Lengths are told in radii of a territory, the radius being that of the disc of the same area.
public struct TessellationOptions: Sendable, Equatable {
  /// Rounds of moving sites and weights towards the known centres and areas.
  public var rounds = 12
  /// Share of the difference in area that a round corrects.
  public var areaRelaxation = 0.8
  /// Share of the distance between wanted and drawn centre that a round corrects.
  public var centerRelaxation = 0.3
  /// How far a site may go from its place, in square roots of its territory's area.
  public var maximumShift = 0.5
  /// Greatest difference of weights of two neighbours, in squared distances: above 1, a site leaves its cell.
  public var weightLimit = 0.95
  /// Distance of a sea point from the coastal site it mirrors, in radii.
  public var mirrorDistance = 2.0
  /// Least distance of a mirrored point from any other site, in radii of that site.
  public var mirrorClearance = 2.4
  /// Least distance of open sea from any site, in radii of that site.
  public var seaClearance = 2.2

  public init() {}
}
