import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The analyses of a study: the answer of each, one line.
enum AnalysisSummary {
  static func add(_ analyses: [AnalysisResult], to outcome: inout CommandOutcome) {
    for analysis in analyses {
      guard let answer = analysis.section.answer.first else { continue }
      // Answers are sentences of the report, which is French.
      outcome.text(Phrase(verbatim: "\(analysis.section.heading) : \(answer.text)"))
    }
    outcome.json(
      "analyses",
      .array(
        analyses.map { analysis in
          .object([
            ("type", .string(analysis.type)), ("question", .optional(analysis.section.question)),
            ("titre", .string(analysis.section.title)),
            ("reponse", .array(analysis.section.answer.map { .string($0.text) })),
            ("fichiers", .array(analysis.files.map { .string($0.name) })),
            ("chiffres", .object(analysis.figures.map { ($0.key, $0.value.json) })),
            (
              "bilans",
              .array(
                analysis.section.balances.map { balance in
                  .object([
                    ("libelle", .string(balance.label)), ("total", .optional(balance.total)),
                    (
                      "parties",
                      .array(
                        balance.parts.map {
                          .object([("libelle", .string($0.name)), ("valeur", .optional($0.value))])
                        })
                    ), ("juste", .bool(balance.isBalanced)),
                  ])
                })
            ),
          ])
        }))
  }
}

/// The mesh of a study that looks at no distance.
enum MeshSummary {
  static func add(_ results: StudyResults, to outcome: inout CommandOutcome) {
    let layer = results.inputs.layer
    let number = FrenchNumber.typographic
    let people = results.inputs.populations.reduce(nil as Double?) { total, value in
      value.map { (total ?? 0) + $0 } ?? total
    }
    let area = results.zones.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.area } }
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(layer.codes.count))
    outcome.figure(Phrase(en: "land", fr: "territoire"), number.area(km2: area / 1e6))
    outcome.figure(Phrase(en: "inhabitants", fr: "habitants"), number.population(people))
    outcome.json("territoires", .int(layer.codes.count))
    outcome.json("surface_km2", .km2(area))
    outcome.json("population", .people(people))
    outcome.json("crs", .string(results.zones.map(\.crs.code).joined(separator: " ")))
  }
}
