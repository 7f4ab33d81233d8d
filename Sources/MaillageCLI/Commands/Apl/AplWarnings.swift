import Coverage
import GeoFormats
import GeoModel
import Studies

/// What a user must know of an APL before publishing it.
enum AplWarnings {
  static func of(_ job: AplJob) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if let computation = job.computation {
      warnings += self.of(computation)
    } else {
      warnings += weights(job)
    }
    let without = job.places.codes.indices.filter { job.places.reasons[$0] != nil }
    if !without.isEmpty {
      warnings.append(
        Diagnostic(
          "apl.without", at: SourceLocation(file: job.places.path),
          Phrase(
            en: "places without an APL, counted nowhere: \(without.count)",
            fr: "lieux sans APL, comptés nulle part : \(without.count)"),
          found: AccessSummary.first(without.map { job.places.codes[$0] })))
    }
    let unpeopled = job.distributions.first?.placesWithoutPeople ?? 0
    if unpeopled > 0, unpeopled < job.distributions.first?.places ?? 0 {
      let places = job.places
      let codes = places.codes.indices.filter { places.reasons[$0] == nil && places.people[$0] == nil }
      warnings.append(
        Diagnostic(
          "apl.no-people", at: SourceLocation(file: places.path),
          Phrase(
            en: "places with an APL and unknown inhabitants, not among the people counted: \(unpeopled)",
            fr: "lieux avec une APL et une population inconnue, hors des habitants comptés : \(unpeopled)"),
          found: AccessSummary.first(codes.map { places.codes[$0] })))
    }
    if let previous = job.previous {
      warnings += self.of(previous)
      warnings += series(
        job.places.series[previous.own], previous.places.series[previous.series], previous.places.path,
        "--previous-apl C")
    }
    if let published = job.published {
      warnings += self.of(published)
      warnings += series(
        job.places.series[published.own], published.places.series[published.series], published.places.path,
        "--published-value C")
    }
    return warnings
  }

  private static func of(_ computation: AplComputation) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if case .crude = computation.options.population {
      warnings.append(
        Diagnostic(
          "apl.crude",
          Phrase(
            en: "all inhabitants weigh alike: without ages this is not the APL of DREES",
            fr: "tous les habitants pèsent autant : sans les âges, ce n’est pas l’APL de la DREES"),
          hint: Phrase(verbatim: "--ages F --consumption F | --standardised C")))
    }
    if let difference = computation.population.ageDifference,
      let people = computation.population.standardisation?.peopleTotal, abs(difference) > people / 100
    {
      warnings.append(
        Diagnostic(
          "apl.ages-total",
          Phrase(
            en: "people by age and all inhabitants differ by more than 1 %: a class may be missing",
            fr:
              "les habitants par âge et tous les habitants diffèrent de plus de 1 % : il manque peut-être une classe"
          ), found: FixedDecimal.shortest(difference)))
    }
    if computation.options.access.capacity == nil {
      warnings.append(
        Diagnostic(
          "apl.no-activity", at: SourceLocation(file: computation.options.access.supply.path),
          Phrase(
            en: "each supply counts 1: the figure is a number of places per inhabitant, not of an activity",
            fr: "chaque offre compte 1 : le chiffre est un nombre de lieux par habitant, pas une activité"),
          hint: Phrase(verbatim: "--activity C")))
    }
    if let unreached = computation.places.series.first?.balance?.unreached, !unreached.isEmpty {
      warnings.append(
        Diagnostic(
          "access.unreached", at: SourceLocation(file: computation.options.access.supply.path),
          Phrase(
            en: "supplies that no inhabitant reaches: \(unreached.count)",
            fr: "offres qu’aucun habitant n’atteint : \(unreached.count)"),
          found: AccessSummary.first(unreached.map { computation.access.supply.keys[$0] })))
    }
    if let professionals = computation.professionals, !professionals.unknown.isEmpty {
      let keys = professionals.unknown.map { computation.access.supply.keys[$0] }
      warnings.append(
        Diagnostic(
          "apl.unknown-age", at: SourceLocation(file: computation.options.access.supply.path),
          professionals.keepsUnknown
            ? Phrase(
              en: "professionals of unknown age, kept in both series: \(keys.count)",
              fr: "professionnels d’âge inconnu, gardés dans les deux séries : \(keys.count)")
            : Phrase(
              en: "professionals of unknown age, left out of the second series: \(keys.count)",
              fr: "professionnels d’âge inconnu, écartés de la seconde série : \(keys.count)"),
          found: AccessSummary.first(keys), hint: Phrase(verbatim: "--unknown-age keep|drop")))
    }
    if let times = computation.access.times {
      // Several professionals may share a key; the matrix is read by distinct ones.
      var seen: Set<String> = []
      let keys = computation.access.supply.keys.filter { seen.insert($0).inserted }
      warnings += AccessSummary.warnings(times, demand: computation.access.demand.keys, supply: keys)
    }
    return warnings
  }

  private static func weights(_ job: AplJob) -> [Diagnostic] {
    guard !job.isStandardised else { return [] }
    let isWeighed = (job.distributions.first?.people ?? 0) > 0
    return [
      Diagnostic(
        "apl.not-standardised", at: SourceLocation(file: job.places.path),
        isWeighed
          ? Phrase(
            en:
              "no standardised inhabitants: means weigh all inhabitants, which is not how DREES weighs them",
            fr:
              "pas d’habitants standardisés : les moyennes pèsent tous les habitants, ce que ne fait pas la DREES"
          )
          : Phrase(
            en: "no inhabitants: places are counted, people are not",
            fr: "pas d’habitants : les lieux sont comptés, pas les gens"),
        hint: Phrase(verbatim: isWeighed ? "--standardised C" : "--total C | --people F"))
    ]
  }

  /// Series of different professionals that are compared for want of others.
  private static func series(
    _ own: AplPlaces.Series, _ other: AplPlaces.Series, _ path: String, _ option: String
  ) -> [Diagnostic] {
    guard own.name != other.name else { return [] }
    return [
      Diagnostic(
        "apl.series", at: SourceLocation(file: path),
        Phrase(
          en: "two series of different professionals are compared, \(own.name) and \(other.name)",
          fr: "deux séries de professionnels différents sont comparées, \(own.name) et \(other.name)"),
        found: other.words.french, hint: Phrase(verbatim: option))
    ]
  }

  private static func of(_ previous: AplJob.Previous) -> [Diagnostic] {
    let change = previous.change
    var warnings: [Diagnostic] = []
    if !change.onlyBefore.isEmpty || !change.onlyAfter.isEmpty {
      warnings.append(
        Diagnostic(
          "apl.years", at: SourceLocation(file: previous.places.path),
          Phrase(
            en: "codes of the first year only: \(change.onlyBefore.count), of the second only: "
              + "\(change.onlyAfter.count); places are compared by code",
            fr: "codes de la première année seule : \(change.onlyBefore.count), de la seconde seule : "
              + "\(change.onlyAfter.count) ; les lieux se comparent par code"),
          found: AccessSummary.first(change.onlyBefore + change.onlyAfter),
          hint: Phrase(verbatim: "maillage cog")))
    }
    if previous.isWeighedByLater {
      warnings.append(
        Diagnostic(
          "apl.previous-weights", at: SourceLocation(file: previous.places.path),
          Phrase(
            en: "the first year has no inhabitants: those of the second weigh its mean",
            fr: "la première année n’a pas d’habitants : ceux de la seconde pèsent sa moyenne"),
          hint: Phrase(verbatim: "--previous-standardised C --previous-total C")))
    }
    return warnings
  }

  private static func of(_ published: AplJob.Published) -> [Diagnostic] {
    let comparison = published.comparison
    guard !comparison.onlyOwn.isEmpty || !comparison.onlyPublished.isEmpty else { return [] }
    return [
      Diagnostic(
        "apl.published-codes", at: SourceLocation(file: published.places.path),
        Phrase(
          en: "codes that are published only: \(comparison.onlyPublished.count), not published: "
            + "\(comparison.onlyOwn.count)",
          fr: "codes publiés seulement : \(comparison.onlyPublished.count), non publiés : "
            + "\(comparison.onlyOwn.count)"),
        found: AccessSummary.first(comparison.onlyPublished + comparison.onlyOwn),
        hint: comparison.matched.isEmpty ? Phrase(verbatim: "--published-for | --published-key") : nil)
    ]
  }
}
