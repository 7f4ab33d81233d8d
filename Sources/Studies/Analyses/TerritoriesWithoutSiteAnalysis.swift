import Coverage
import GeoModel
import Reports

/// `territoires_sans_site`: which territories of a level have no site at all.
struct TerritoriesWithoutSiteAnalysis: StudyAnalysis {
  static let type = "territoires_sans_site"
  static let defaultTitle = "Territoires sans site"

  var level: String
  var sites: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case level = "niveau"
    case sites
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.strict(CodingKeys.self, and: AnalysisEntry.commonKeys)
    level = try members.decode(String.self, forKey: .level)
    sites = try members.decodeIfPresent(String.self, forKey: .sites)
  }

  func answer(_ context: AnalysisContext) throws(Diagnostic) -> AnalysisAnswer {
    let frame = try context.frame(level)
    let set = try context.siteSet(sites)
    let owners = try context.territories(ofSet: set, in: frame)
    var counts = [Int](repeating: 0, count: frame.count)
    var names = [[String]](repeating: [], count: frame.count)
    for (site, territory) in owners.enumerated() where territory >= 0 {
      counts[territory] += 1
      names[territory].append(context.inputs.siteSets[set].label(site))
    }
    let elsewhere = owners.count { $0 < 0 }
    let empty = frame.codes.indices.filter { counts[$0] == 0 && !frame.isTruncated($0) }
    let people = empty.reduce(0.0) { $0 + (frame.populations[$1] ?? 0) }
    let noun = context.noun(set)
    let whole = frame.codes.indices.count { !frame.isTruncated($0) }

    var table = FigureTable(
      AnalysisContext.fileName("sites-par", frame.key, context.study.file.siteSets[set].id),
      [
        .init("code", nil), .init("nom", "Territoire"), .init("population", "Habitants", .people),
        .init("tronque", nil, .flag), .init("sites", "Sites", .count), .init("noms_des_sites", nil),
        .init("", "Lesquels"),
      ])
    table.rows = frame.codes.indices.map { index in
      [
        .text(frame.codes[index]), .text(frame.label(index)), .init(frame.populations[index]),
        .flag(frame.isTruncated(index)), .count(counts[index]),
        .text(names[index].joined(separator: " ; ")), .text(FrenchWords.list(names[index], limit: 6)),
      ]
    }
    table.shown = frame.codes.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$0], frame.codes[$1]) > (counts[$1], frame.codes[$0]) }
    table.caption = "Territoires qui ont au moins un site (\(noun))"
    if (table.shown?.count ?? 0) > Self.mostNamed {
      // Where most territories have sites, those without are what the reader looks for.
      table.shown = empty.sorted {
        (frame.populations[$0] ?? 0, frame.codes[$1]) > (frame.populations[$1] ?? 0, frame.codes[$0])
      }
      table.caption = "Territoires sans site, les plus peuplés d’abord"
      table.columns[table.columns.count - 1].title = nil
    }
    if frame.communesOutside > 0 || elsewhere > 0 {
      table.totals.append([
        .missing, .text("Hors niveau"), .init(frame.populationOutside), .text(""), .count(elsewhere),
        .text(""),
      ])
    }
    table.totals.append([
      .missing, .text("Total"), .init(frame.population), .text(""), .count(owners.count), .text(""),
      .text(""),
    ])
    var answer = AnalysisAnswer(answer: [])
    if empty.isEmpty {
      answer.answer = [
        Prose("Les \(numbers.integer(whole)) territoires entiers ont tous au moins un site (\(noun)).")
      ]
    } else {
      let verb = empty.count > 1 ? "n’ont" : "n’a"
      answer.answer = [
        Prose(
          "\(FrenchWords.sentence(FrenchWords.territories(empty.count))) sur \(numbers.integer(whole)) \(verb) aucun site (\(noun)) ; \(FrenchWords.livingThere(people))."
        ),
        Prose(
          "Sans site : "
            + FrenchWords.list(empty.map { "\(frame.label($0)) (\(frame.codes[$0]))" }) + "."),
      ]
    }
    answer.tables = [table]
    answer.method = [method(context.isOwned(set, in: frame))]
    answer.balances = [
      AnalysisSection.Balance(
        "Sites par territoire (\(noun))", total: Double(owners.count), "lus",
        parts: [
          (Double(counts.reduce(0, +)), "dans \(FrenchWords.territories(frame.count))"),
          (Double(elsewhere), "hors de ce niveau"),
        ])
    ]
    answer.figures = [
      ("niveau", .text(frame.key)), ("territoires", .count(frame.count)),
      ("territoires_sans_site", .count(empty.count)),
      ("codes_sans_site", .text(empty.map { frame.codes[$0] }.joined(separator: " "))),
      ("population_sans_site", .number(people)), ("sites_hors_niveau", .count(elsewhere)),
    ]
    var map = AnalysisMap(
      level: frame.key == "mailles" ? nil : frame.key,
      values: Dictionary(uniqueKeysWithValues: zip(frame.codes, counts.map(Double.init))),
      title: FrenchWords.sentence(noun), description: "nombre de sites (\(noun)) de chaque territoire")
    map.fileWords = FigureWords(map.title, unit: "sites")
    map.classAsCounts(none: "aucun", one: "un", several: "plusieurs")
    answer.map = map
    return answer
  }

  /// More territories with sites than that are not listed in the report.
  private static let mostNamed = 30

  private var numbers: FrenchNumber { FrenchNumber.typographic }

  private func method(_ isOwned: Bool) -> Prose {
    isOwned
      ? "Un site compte pour le territoire que son fichier lui attribue, où qu’il se trouve ; un territoire sans site dans ces données peut en avoir que les données ne nomment pas."
      : "Un site compte pour le territoire de sa commune ; un territoire sans site dans ces données peut en avoir que les données ne nomment pas."
  }
}
