import Coverage
import GeoModel
import Reports

/// `apl`: the APL of a table, published or made by the command `apl`, by territory of a level, as DREES counts it.
struct AplAnalysis: StudyAnalysis {
  static let type = "apl"
  static let defaultTitle = "Accessibilité potentielle localisée (APL)"

  /// Whose codes the table has: the mesh, or a level.
  var places: String
  /// Territories of the answer; nil for the places themselves.
  var level: String?
  var table: AplTableSource
  var previous: AplTableSource?
  var threshold: Double
  var unit: String
  var noun: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case table
    case previous = "precedente"
    case places = "lieux"
    case level = "niveau"
    case threshold = "seuil"
    case unit = "unite"
    case noun = "libelle"
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    table = try members.decode(AplTableSource.self, forKey: .table)
    previous = try members.decodeIfPresent(AplTableSource.self, forKey: .previous)
    places = try members.decodeIfPresent(String.self, forKey: .places) ?? "mailles"
    level = try members.decodeIfPresent(String.self, forKey: .level)
    threshold = try decoder.number(
      try members.decodeIfPresent(Double.self, forKey: .threshold) ?? 2.5, in: 0...1e9, CodingKeys.threshold)
    unit =
      try members.decodeIfPresent(String.self, forKey: .unit) ?? "consultations par an et par habitant"
    noun = try members.decodeIfPresent(String.self, forKey: .noun)
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(places, key: "lieux")
    let upper = try level.flatMap { $0 == places ? nil : $0 }
      .map { name throws(Diagnostic) in try context.frame(name) }
    if let upper, places != "mailles" {
      throw context.fault(
        "niveau",
        Phrase(
          en: "the places are territories of a level: they cannot be put together into another",
          fr: "les lieux sont les territoires d’un niveau : ils ne se regroupent pas dans un autre"),
        found: upper.key, expected: [places])
    }
    let read = try AplTable.load(table.options(context, role: "APL"), session: context.session)
    CodeJoin.report(
      read.codes, of: read.path, role: "APL", to: frame.codes, isComplete: false, session: context.session)
    var job = AplJob(
      Self.inside(frame, read), threshold: threshold,
      membership: upper.map { Self.membership(frame, in: $0) })
    if let previous {
      let earlier = try AplTable.load(
        previous.options(context, role: "APL, année précédente"), session: context.session)
      job.compare(with: Self.inside(frame, earlier, missing: false))
    }
    let outside = read.codes.count { frame.index(of: $0) == nil }
    return AplSection(self, context, frame, upper, job, outside: outside).answer
  }

  /// The places of the study: those that the table lacks have no APL, and inhabitants that it lacks are the study's.
  ///
  /// - Parameter missing: false leaves out places that the table lacks, and takes no inhabitants from the study.
  private static func inside(_ frame: LevelFrame, _ read: AplPlaces, missing: Bool = true) -> AplPlaces {
    var row: [String: Int] = [:]
    for (index, code) in read.codes.enumerated() { row[code] = index }
    let kept = frame.codes.indices.filter { missing || row[frame.codes[$0]] != nil }
    let rows = kept.map { row[frame.codes[$0]] }
    func column(_ values: [Double?]) -> [Double?] { rows.map { index in index.flatMap { values[$0] } } }
    let hasPeople = read.people.contains { $0 != nil }
    var result = read
    result.codes = kept.map { frame.codes[$0] }
    result.people = hasPeople || !missing ? column(read.people) : kept.map { frame.populations[$0] }
    result.standardised = column(read.standardised)
    for index in result.series.indices {
      let series = read.series[index]
      result.series[index].values = column(series.values)
      result.series[index].reasons = rows.map { row in
        row.map { series.reasons[$0] } ?? Phrase(en: "not in the table", fr: "absent de la table")
      }
    }
    return result
  }

  private static func membership(_ frame: LevelFrame, in upper: LevelFrame) -> Membership {
    var levelOf: [String: String] = [:]
    for (index, level) in upper.levelOf.enumerated() where level >= 0 {
      levelOf[frame.codes[index]] = upper.codes[level]
    }
    return Membership(level: upper.key, levelOf: levelOf)
  }
}
