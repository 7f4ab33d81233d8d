public import GeoModel
public import GeoNative

/// The areas that the polygons of two layers share, in one plane CRS.
public struct ArealOverlaps: Sendable {
  public struct Overlap: Sendable, Equatable {
    public var source: Int
    public var target: Int
    /// In squared units of the coordinates: m² in a plane CRS in metres.
    public var area: Double

    public init(source: Int, target: Int, area: Double) {
      self.source = source
      self.target = target
      self.area = area
    }
  }

  /// Area of each source and of each target.
  public let sourceAreas: [Double]
  public let targetAreas: [Double]
  /// Positive areas only, by source, then by target.
  public let list: [Overlap]

  /// Below this share of a source, what is missing from or beyond its whole area is rounding of the overlay.
  static let rounding = 1e-9

  /// - Parameters: valid polygons; those of one layer may overlap, and are then counted more than once.
  public init(
    _ sources: [MultiPolygon], _ targets: [MultiPolygon], threads: Int
  ) throws(GEOSError) {
    // The layer with fewer polygons is prepared: its figures are the larger ones.
    let swaps = sources.count < targets.count
    let (few, many) = swaps ? (sources, targets) : (targets, sources)
    let boxes = many.map(\.envelope)
    let grid = CandidateGrid(boxes)
    let found = try ParallelMap.map(
      count: few.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
    ) { (session, index) throws(GEOSError) -> [(Int, Double)] in
      let box = few[index].envelope
      let near = grid.boxes(near: box).filter { boxes[$0].intersects(box) }
      let areas = try session.overlapAreas(of: few[index], with: near.map { many[$0] })
      return zip(near, areas).filter { $0.1 > 0 }
    }
    var all: [Overlap] = []
    for (index, others) in found.enumerated() {
      for (other, area) in others {
        all.append(
          swaps
            ? Overlap(source: index, target: other, area: area)
            : Overlap(source: other, target: index, area: area))
      }
    }
    all.sort { ($0.source, $0.target) < ($1.source, $1.target) }
    self.init(sourceAreas: sources.map(\.area), targetAreas: targets.map(\.area), list: all)
  }

  /// Overlaps that are known already; `list` by source, then by target.
  init(sourceAreas: [Double], targetAreas: [Double], list: [Overlap]) {
    self.sourceAreas = sourceAreas
    self.targetAreas = targetAreas
    self.list = list
  }

  /// Sum of the shared areas of each source.
  var areaInTargets: [Double] {
    var sums = [Double](repeating: 0, count: sourceAreas.count)
    for overlap in list { sums[overlap.source] += overlap.area }
    return sums
  }

  /// Share of its source that each entry of `list` is; shares that make a whole but for rounding are made to
  /// make it exactly.
  var sharesOfSource: [Double] {
    let inside = areaInTargets
    return list.map { overlap in
      let area = sourceAreas[overlap.source]
      guard area > 0 else { return 0 }
      let isWhole = abs(inside[overlap.source] / area - 1) <= Self.rounding
      return overlap.area / (isWhole ? inside[overlap.source] : area)
    }
  }
}

extension ArealOverlaps {
  /// One table from those of several plane CRS, each with some of the targets.
  ///
  /// A source that lies in two of them has the area of the first; what it shares in the second is brought to the
  /// same scale, so that shares stay shares.
  public init(merging parts: [(overlaps: ArealOverlaps, members: [Int])], targets: Int) {
    let sources = parts.first?.overlaps.sourceAreas.count ?? 0
    var sourceAreas = [Double](repeating: 0, count: sources)
    var targetAreas = [Double](repeating: 0, count: targets)
    var list: [Overlap] = []
    for (overlaps, members) in parts {
      for (local, global) in members.enumerated() { targetAreas[global] = overlaps.targetAreas[local] }
      for source in 0..<sources where sourceAreas[source] == 0 {
        sourceAreas[source] = overlaps.sourceAreas[source]
      }
      for overlap in overlaps.list {
        let own = overlaps.sourceAreas[overlap.source]
        let area = own > 0 ? overlap.area * (sourceAreas[overlap.source] / own) : overlap.area
        list.append(Overlap(source: overlap.source, target: members[overlap.target], area: area))
      }
    }
    list.sort { ($0.source, $0.target) < ($1.source, $1.target) }
    self.init(sourceAreas: sourceAreas, targetAreas: targetAreas, list: list)
  }
}
