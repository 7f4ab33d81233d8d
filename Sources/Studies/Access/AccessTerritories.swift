public import Coverage
import GeoModel

/// The territories that access is given for: those of a level, or the places themselves.
public struct AccessTerritories: Sendable {
  /// Column of the level; nil where the territories are the places.
  public let level: String?
  public let codes: [String]
  public let names: [String?]
  /// Places of demand that count, and the territory of each; −1 in none.
  public let places: [Int]
  public let levelOf: [Int]
  /// Inhabitants of each of the places; 1 each where no column gives them.
  public let populations: [Double?]
  public let hasPopulation: Bool
  private let frame: LevelFrame?

  public var count: Int { codes.count }
  /// The data, or the study, hold only some of its communes.
  public func isTruncated(_ index: Int) -> Bool { frame?.isTruncated(index) ?? false }

  /// - Parameter membership: nil makes each place a territory.
  public init(_ job: AccessJob, study: AccessStudy?, membership: Membership?) {
    let places = study?.places ?? Array(0..<job.demand.count)
    let keys = places.map { job.demand.keys[$0] }
    self.places = places
    populations = places.map { job.demand.figures[$0] }
    hasPopulation = job.demand.hasFigures
    level = membership?.level
    if let membership {
      let frame = LevelFrame(membership, codes: keys, names: [], populations: populations)
      (codes, names, levelOf) = (frame.codes, frame.names, frame.levelOf)
      self.frame = frame
    } else {
      (codes, levelOf, frame) = (keys, Array(keys.indices), nil)
      names = places.map { place in
        job.demand.sites.labelColumn == nil ? nil : job.demand.sites.label(place)
      }
    }
  }

  /// The means of an access of the places.
  func means(_ access: [Double?], _ method: AccessModel.Method) -> AccessOfLevel {
    AccessOfLevel(
      access, populations: populations, levelOf: levelOf, territories: count, zeroIsNone: !method.isCost)
  }

  /// The figure of each territory: a place has its own access, also where nobody lives there.
  func figures(_ access: [Double?], _ method: AccessModel.Method) -> [Double?] {
    level == nil
      ? access.map { $0?.isFinite == true ? $0 : nil } : means(access, method).territories.map(\.mean)
  }
}
