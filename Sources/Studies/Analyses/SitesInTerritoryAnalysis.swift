import Coverage
import GeoModel
import Reports

/// `sites_dans_leur_territoire`: does each site stand in the territory that it works for?
struct SitesInTerritoryAnalysis: StudyAnalysis {
  static let type = "sites_dans_leur_territoire"
  static let defaultTitle = "Les sites dans leur territoire"

  var sites: String?

  enum CodingKeys: String, CodingKey, CaseIterable { case sites }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let set = try context.siteSet(sites)
    guard let owner = context.study.file.siteSets[set].owner else {
      throw context.fault(
        "sites",
        Phrase(
          en: "these sites have no \"appartient\"", fr: "ces sites n’ont pas de clé « appartient »"),
        found: context.study.file.siteSets[set].id)
    }
    let frame = try context.frame(owner.level)
    let loaded = context.inputs.siteSets[set]
    let owners = try context.owners(set)
    let join = context.assignments[set]
    /// Territory of the level that holds a mesh territory.
    func level(_ mesh: Int) -> Int? { mesh < 0 || frame.levelOf[mesh] < 0 ? nil : frame.levelOf[mesh] }

    var table = FigureTable(
      AnalysisContext.fileName("sites-dans-leur-territoire", context.study.file.siteSets[set].id),
      [
        .init("site", "Site"), .init("territoire", nil), .init("territoire_nom", "Son territoire"),
        .init("commune", nil), .init("commune_nom", "Commune"), .init("territoire_de_la_commune", nil),
        .init("dedans_par_commune", "Dedans, par la commune", .flag), .init("territoire_du_contour", nil),
        .init("dedans_par_contour", "Dedans, par le contour", .flag),
      ])
    table.dependsOnContours = true
    var byCode: [Bool?] = []
    var byContour: [Bool?] = []
    for site in 0..<loaded.count {
      let owner = owners[site]
      let known = owner.flatMap { frame.index(of: $0) }
      let hasCode = loaded.codes.isEmpty ? false : loaded.codes[site] != nil
      let commune = join.territories[site]
      let contour = join.byContour[site]
      // Without its own code a site's commune is that of the contour: it answers nothing by commune.
      byCode.append(owner == nil || !hasCode ? nil : known != nil && level(commune) == known)
      byContour.append(
        owner == nil || !loaded.isLocated(site) ? nil : known != nil && level(contour) == known)
      table.rows.append([
        .text(loaded.label(site)), .init(owner), .init(known.map { frame.label($0) } ?? owner),
        .init(hasCode ? loaded.codes[site] : nil),
        .init(commune >= 0 ? context.layer.names[commune] : nil),
        .init(hasCode ? level(commune).map { frame.codes[$0] } : nil), .init(byCode[site]),
        .init(level(contour).map { frame.codes[$0] }), .init(byContour[site]),
      ])
    }
    var answer = AnalysisAnswer(answer: [Prose(text(byCode, byContour, table, context.noun(set)))])
    answer.tables = [table]
    answer.method = [
      "Par la commune : la commune du site, d’après son code, fait partie du territoire, quels que soient les contours. Par le contour : le point du site est à l’intérieur des contours\(context.isApproximate ? " approchés" : "") du territoire.",
      "Un site sans territoire attribué, ou sans commune connue, n’est pas jugé (n.d.).",
    ]
    let (inside, outside) = (byCode.count { $0 == true }, byCode.count { $0 == false })
    answer.balances = [
      AnalysisSection.Balance(
        "Sites et leur territoire (\(context.noun(set)))", total: Double(loaded.count), "lus",
        parts: [
          (Double(inside), "dedans"), (Double(outside), "dehors"),
          (Double(loaded.count - inside - outside), "non jugés"),
        ])
    ]
    answer.figures = [
      ("sites", .count(loaded.count)), ("dedans_par_commune", .count(inside)),
      ("dehors_par_commune", .count(outside)), ("dedans_par_contour", .count(byContour.count { $0 == true })),
      ("dehors_par_contour", .count(byContour.count { $0 == false })),
    ]
    return answer
  }

  private func text(_ byCode: [Bool?], _ byContour: [Bool?], _ table: FigureTable, _ noun: String) -> String {
    func sentence(_ answers: [Bool?], _ by: String) -> String {
      let judged = answers.count { $0 != nil }
      guard judged > 0 else { return "\(by), aucun site ne peut être jugé" }
      let outside = answers.indices.filter { answers[$0] == false }
      if outside.isEmpty { return "\(by), les \(judged) sites jugés sont tous dans leur territoire" }
      let names = outside.compactMap { site -> String? in
        if case .text(let name) = table.rows[site][0] { name } else { nil }
      }
      let word = outside.count > 1 ? "sont hors de leur" : "est hors de son"
      return "\(by), \(outside.count) sur \(judged) \(word) territoire (\(FrenchWords.list(names, limit: 5)))"
    }
    return FrenchWords.sentence(noun) + " : " + sentence(byCode, "par la commune") + " ; "
      + sentence(byContour, "par le contour") + "."
  }
}
