import Coverage
import GeoModel
import Reports

/// `distances`: how far each territory of a level is from the nearest site, and from its own.
struct DistancesAnalysis: StudyAnalysis {
  static let type = "distances"
  static let defaultTitle = "Distances"
  static let measuresDistances = true

  var level: String
  var sites: String?
  /// Those farther are listed and their people counted.
  var limitMetres: Double?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case sites
    case limit = "au_dela"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    level = try members.decode(String.self, forKey: .level)
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
    limitMetres = try members.decodeIfPresent(String.self, forKey: .limit).map {
      try decoder.length($0, CodingKeys.limit)
    }
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    let set = try context.siteSet(sites)
    let owner = context.study.file.siteSets[set].owner
    let ownerFrame = try owner.map { owner throws(Diagnostic) in try context.frame(owner.level) }
    let meshOwner = ownerFrame.map { frame in frame.levelOf.map { $0 < 0 ? nil : frame.codes[$0] } } ?? []
    let job = try NearestSiteJob(
      context.places, zones: context.zones, sites: context.inputs.siteSets[set], meshOwner: meshOwner,
      siteOwner: try context.owners(set), threads: context.session.threads)
    func distances(_ answers: [NearestSiteJob.Answer?]) -> LevelDistances {
      LevelDistances(
        frame, mesh: context.layer.codes, distances: answers.map { $0?.metres },
        populations: context.inputs.populations, limitMetres: limitMetres)
    }
    let table = DistanceTable(
      context: context, frame: frame, set: set, limitMetres: limitMetres, nearest: distances(job.nearest),
      own: ownerFrame == nil ? nil : distances(job.own), job: job, ownerFrame: ownerFrame)
    return table.answer()
  }
}
