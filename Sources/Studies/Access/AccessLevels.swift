public import Coverage
import GeoModel

/// Access of territories, with and without the neighbours of a study, and the classes of its figures.
public struct AccessLevels: Sendable {
  public let territories: AccessTerritories
  public let method: AccessModel.Method
  public let means: [AccessOfLevel.Territory]
  /// In the unit of `acces`; nil where there is none.
  public let figures: [Double?]
  /// The same without the neighbours; nil without a study.
  public let figuresAlone: [Double?]?
  /// Of the study's places, without the neighbours.
  public let accessAlone: [Double?]?
  /// Known inhabitants of each territory.
  public let people: [Double]
  public let edge: AccessEdge?
  /// Share of each territory's people who live where something outside is within reach; nil where unknown.
  public let edgeShares: [Double?]
  /// Nil where no classes are asked for, or the figures leave none.
  public let classes: ClassBounds?

  /// - Parameters:
  ///   - alone: access of the study's places without its neighbours.
  ///   - edge: nil where it is not asked for.
  public init(
    _ job: AccessJob, _ territories: AccessTerritories, alone: [Double?]? = nil, edge: AccessEdge? = nil,
    classes: ClassMethod? = nil
  ) {
    let method = job.options.method
    let access = territories.places.map { job.model.access[$0] }
    self.territories = territories
    self.method = method
    self.edge = edge
    accessAlone = alone
    means = territories.means(access, method).territories
    people = means.map(\.inhabitants)
    figures = territories.figures(access, method)
    figuresAlone = alone.map { territories.figures($0, method) }
    edgeShares = Self.shares(edge, territories)
    let published = figures.compactMap { Self.published($0, method) }
    self.classes = classes.flatMap { ClassBounds(published, $0, zeroApart: true) }
  }

  private static func shares(_ edge: AccessEdge?, _ territories: AccessTerritories) -> [Double?] {
    var known = [Double](repeating: 0, count: territories.count)
    var near = known
    for (place, level) in territories.levelOf.enumerated() where level >= 0 {
      guard let edge, let isNear = edge.isNear[place], let people = territories.populations[place] else {
        continue
      }
      known[level] += people
      if isNear { near[level] += people }
    }
    return zip(near, known).map { $1 > 0 ? $0 / $1 : nil }
  }

  /// False where no column gives the inhabitants of a territory, or none of its places has any that are known.
  func hasPeople(_ index: Int) -> Bool { territories.hasPopulation && means[index].populatedPlaces > 0 }

  /// The figure as it is published: per 100,000 inhabitants where it is per inhabitant.
  public static func published(_ figure: Double?, _ method: AccessModel.Method) -> Double? {
    method.isPerInhabitant ? figure.map { $0 * 100_000 } : figure
  }

  public func published(_ figure: Double?) -> Double? { Self.published(figure, method) }

  /// Class of a territory, from 1.
  public func classNumber(_ figure: Double?) -> Int? { classes?.index(of: published(figure)).map { $0 + 1 } }

  /// Classes with the neighbours, then without; nil without a study or classes.
  public var changesAlone: ClassChanges? {
    guard let figuresAlone else { return nil }
    return changes(to: figuresAlone)
  }

  /// What becomes of the classes with other figures of the same territories.
  public func changes(to others: [Double?]) -> ClassChanges? {
    classes.map { classes in
      ClassChanges(classes, before: figures.map(published), after: others.map(published), people: people)
    }
  }

  /// The figures of the territories by the access of another way, of the same unit.
  public func figures(of variant: AccessSensitivity.Variant) -> [Double?] {
    territories.figures(territories.places.map { variant.access[$0] }, variant.options.method)
  }

  /// People who live where something outside the study is within reach, and all those of whom it is known.
  public var peopleAtEdge: (near: Double, known: Double)? {
    guard let edge, edge.source != nil else { return nil }
    var (near, known) = (0.0, 0.0)
    for (place, people) in territories.populations.enumerated() {
      guard let isNear = edge.isNear[place], let people else { continue }
      known += people
      if isNear { near += people }
    }
    return (near, known)
  }
}
