import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// What `apl` says of territories, of two years and of published figures; null where they are not asked for.
struct AplLevelSummary {
  private let job: AplJob
  private let number = FrenchNumber.typographic

  init(_ job: AplJob) { self.job = job }

  private func value(_ number: Double?) -> JSONValue { number.map { .number($0, decimals: 9) } ?? .null }

  private func pair(_ places: Int, _ people: Double?) -> String {
    "\(number.integer(places)), \(number.population(people))"
  }

  func zones(_ outcome: inout CommandOutcome) -> JSONValue {
    guard let zones = job.zones, let membership = job.membership else { return .null }
    let below = job.threshold.map { limit in
      zones.filter { !$0.isTruncated && $0.series.first?.mean.map { $0 < limit } ?? false }
    }
    let truncated = zones.filter(\.isTruncated)
    let without = zones.filter { $0.series.first?.mean == nil }
    outcome.text(Phrase(en: "Territories, \(membership.level)", fr: "Territoires, \(membership.level)"))
    outcome.figure(Phrase(en: "territories", fr: "territoires"), number.integer(zones.count))
    outcome.figure(
      Phrase(en: "cut by the data, without an APL", fr: "coupés par les données, sans APL"),
      "\(number.integer(truncated.count)), \(number.integer(without.count))")
    let people = below.map { $0.reduce(0) { $0 + ($1.people ?? 0) } }
    if let below, let people, let threshold = job.threshold {
      outcome.figure(
        Phrase(
          en: "whole ones under \(FixedDecimal.shortest(threshold)), inhabitants",
          fr: "entiers sous \(number.short(threshold)), habitants"), pair(below.count, people))
    }
    return .object([
      ("niveau", .string(membership.level)), ("territoires", .int(zones.count)),
      ("tronques", .int(truncated.count)), ("sans_apl", .int(without.count)),
      ("sous_seuil", below.map { .int($0.count) } ?? .null), ("population_sous_seuil", .people(people)),
    ])
  }

  func change(_ outcome: inout CommandOutcome) -> JSONValue {
    guard let previous = job.previous else { return .null }
    let now = job.distributions[previous.own]
    let (before, change) = (previous.distribution, previous.change)
    let means = (before.mean ?? before.meanOfPlaces, now.mean ?? now.meanOfPlaces)
    var difference: Double?
    if let first = means.0, let second = means.1 { difference = second - first }
    let (own, other) = (job.places.series[previous.own], previous.places.series[previous.series])
    outcome.text(
      Phrase(
        en: "Two years (\(other.words.english); \(own.words.english))",
        fr: "Deux années (\(other.words.french) ; \(own.words.french))"))
    outcome.figure(
      Phrase(en: "places in both, first only, second only", fr: "lieux des deux, de la 1re, de la 2de seule"),
      [change.compared, change.onlyBefore.count, change.onlyAfter.count].map { number.integer($0) }
        .joined(separator: ", "))
    outcome.figure(
      Phrase(en: "mean before", fr: "moyenne avant"), number.decimal(means.0, decimals: 3))
    outcome.figure(Phrase(en: "mean after", fr: "moyenne après"), number.decimal(means.1, decimals: 3))
    outcome.figure(
      Phrase(en: "change of the mean", fr: "évolution de la moyenne"),
      number.decimal(difference, decimals: 3, signed: true))
    var members: [(key: String, value: JSONValue)] = [
      ("serie_avant", .string(other.words.french)), ("serie_apres", .string(own.words.french)),
      ("lieux_compares", .int(change.compared)), ("codes_premiere_annee", .int(change.onlyBefore.count)),
      ("codes_seconde_annee", .int(change.onlyAfter.count)), ("moyenne_avant", value(means.0)),
      ("moyenne_apres", value(means.1)), ("ecart_moyenne", value(difference)),
      ("population_sous_seuil_avant", .people(before.peopleBelow)),
      ("part_population_sous_seuil_avant", .share(before.shareBelow)),
    ]
    let labels: [(AplChange.Crossing, Phrase)] = [
      (.falls, Phrase(en: "fall under the threshold", fr: "passent sous le seuil")),
      (.rises, Phrase(en: "leave it", fr: "n’y sont plus")),
      (.staysBelow, Phrase(en: "stay under", fr: "restent sous le seuil")),
      (.staysAbove, Phrase(en: "stay at it or over", fr: "restent au seuil ou au-dessus")),
    ]
    for (crossing, label) in labels where job.threshold != nil {
      let count = change.count(crossing)
      outcome.figure(label, pair(count.places, count.people))
      members.append(("lieux_\(crossing.rawValue)", .int(count.places)))
      members.append(("population_\(crossing.rawValue)", .people(count.people)))
    }
    return .object(members)
  }

  func published(_ outcome: inout CommandOutcome) -> JSONValue {
    guard let published = job.published else { return .null }
    let comparison = published.comparison
    let (own, series) = (job.places.series[published.own], published.places.series[published.series].words)
    outcome.text(
      Phrase(
        en: "\(own.name), beside the published \(series.english)",
        fr: "\(own.name), à côté du chiffre publié \(series.french)"))
    outcome.figure(
      Phrase(en: "compared, own only, published only", fr: "comparés, non publiés, publiés seulement"),
      [comparison.matched.count, comparison.onlyOwn.count, comparison.onlyPublished.count]
        .map { number.integer($0) }.joined(separator: ", "))
    if published.truncated > 0 {
      outcome.figure(
        Phrase(en: "cut by the data, left out", fr: "coupés par les données, écartés"),
        number.integer(published.truncated))
    }
    outcome.figure(
      Phrase(en: "published secret, missing; own missing", fr: "publiés secrets, absents ; sans APL"),
      [comparison.secret.count, comparison.unpublished.count, comparison.withoutOwn.count]
        .map { number.integer($0) }.joined(separator: ", "))
    outcome.figure(
      Phrase(en: "mean of own − published", fr: "moyenne de calculé − publié"),
      number.decimal(comparison.meanDifference, decimals: 3, signed: true))
    outcome.figure(
      Phrase(en: "mean absolute difference", fr: "écart absolu moyen"),
      number.decimal(comparison.meanAbsoluteDifference, decimals: 3))
    if let largest = comparison.largest {
      outcome.figure(
        Phrase(en: "largest, \(largest.code)", fr: "le plus grand, \(largest.code)"),
        number.decimal(largest.difference, decimals: 3, signed: true))
    }
    if let correlation = comparison.correlation {
      outcome.figure(
        Phrase(en: "correlation, by inhabitants", fr: "corrélation, par habitants"),
        number.decimal(correlation, decimals: 3))
    }
    if let other = comparison.otherSide {
      outcome.figure(
        Phrase(en: "on the other side of the threshold", fr: "de l’autre côté du seuil"),
        number.integer(other.count))
    }
    return .object([
      ("niveau", .string(published.level == .zones ? "territoires" : "lieux")),
      ("serie", .string(own.name)), ("serie_publiee", .string(series.french)),
      ("compares", .int(comparison.matched.count)),
      ("non_publies", .int(comparison.onlyOwn.count)),
      ("publies_seulement", .int(comparison.onlyPublished.count)),
      ("tronques_ecartes", .int(published.truncated)),
      ("publies_secrets", .int(comparison.secret.count)),
      ("publies_absents", .int(comparison.unpublished.count)),
      ("sans_apl", .int(comparison.withoutOwn.count)),
      ("ecart_moyen", value(comparison.meanDifference)),
      ("ecart_absolu_moyen", value(comparison.meanAbsoluteDifference)),
      ("ecart_maximal", value(comparison.largest?.difference)),
      ("ecart_maximal_code", .optional(comparison.largest?.code)),
      ("correlation", value(comparison.correlation)),
      ("autre_cote_du_seuil", comparison.otherSide.map { .int($0.count) } ?? .null),
    ])
  }
}
