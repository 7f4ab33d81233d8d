public import Coverage
public import GeoModel

/// Tables by commune code carried to the codes of the territories before they are joined.
public struct CodeCarrying: Sendable {
  private let carry: CommuneCarry

  /// - Throws: `Diagnostic` for a year that is not known, and where the embedded data are not found.
  public init(from: Int, to: Int, session: LoadSession) throws(Diagnostic) {
    let facts = try session.requiredCommuneFacts()
    for year in [from, to] where !facts.history.years.contains(year) {
      throw Diagnostic(
        "cog.year",
        Phrase(
          en: "the list of communes of this year is not known",
          fr: "la liste des communes de cette année n’est pas connue"), found: String(year),
        expected: Phrase(
          en: "a year from \(facts.history.years.lowerBound) to \(facts.history.years.upperBound)",
          fr: "une année de \(facts.history.years.lowerBound) à \(facts.history.years.upperBound)"))
    }
    carry = CommuneCarry(facts.history, from: from, to: to)
  }

  /// Carries to the year of the territories, recognised from their codes.
  public init(from: Int, territories: LoadedTerritories, session: LoadSession) throws(Diagnostic) {
    let found = try session.requiredCommuneFacts().recognise(territories.codes)
    guard let to = found.years.last else {
      throw Diagnostic(
        "cog.not-communes", at: SourceLocation(file: territories.source),
        Phrase(
          en: "the year of the territories is not recognised: no code is that of a commune",
          fr: "l’année des territoires n’est pas reconnue : aucun code n’est celui d’une commune"),
        found: territories.codes.first)
    }
    try self.init(from: from, to: to, session: session)
  }

  /// Inhabitants by new code; what is not a commune of the first year keeps its code.
  ///
  /// - Throws: `Diagnostic` where a commune with inhabitants is split: nothing says how many live in each part.
  public func populations(
    _ populations: Populations, path: String, role: String = "Populations", session: LoadSession
  ) throws(Diagnostic) -> Populations {
    var result = Populations(byCode: [:])
    result.summed = populations.summed
    var tally = Tally()
    for code in populations.byCode.keys.sorted() {
      let people = populations.byCode[code] ?? 0
      guard let carried = carry[code] else {
        result.byCode[code, default: 0] += people
        continue
      }
      tally.add(carried.change)
      guard carried.targets.count == 1 || people == 0 else {
        throw Diagnostic(
          "cog.split-without-weights", at: SourceLocation(file: path),
          Phrase(
            en: "\(code) of \(carry.from) is \(carried.targets.count) communes in \(carry.to) "
              + "(\(carried.targets.joined(separator: ", "))); nothing says how many live in each",
            fr: "\(code) de \(carry.from) est \(carried.targets.count) communes en \(carry.to) "
              + "(\(carried.targets.joined(separator: ", "))) ; rien ne dit combien vivent dans chacune"),
          hint: Phrase(
            verbatim: "maillage cog \(path) --from \(carry.from) --to \(carry.to) --sum C --weights F"))
      }
      for target in carried.targets { result.byCode[target, default: 0] += people }
    }
    say(tally, path, role, session)
    return result
  }

  /// The level of each new commune: that of the communes it is made of. One whose communes do not agree is in
  /// none, with a warning: nothing says which.
  public func membership(
    _ membership: Membership, path: String, role: String? = nil, session: LoadSession
  ) -> Membership {
    var levels: [String: String] = [:]
    var divided: Set<String> = []
    var tally = Tally()
    for code in membership.levelOf.keys.sorted() {
      guard let level = membership.levelOf[code] else { continue }
      if let change = carry[code]?.change { tally.add(change) }
      for target in carry[code]?.targets ?? [code] {
        if levels[target, default: level] != level { divided.insert(target) }
        levels[target] = level
      }
    }
    for code in divided { levels[code] = nil }
    say(tally, path, role ?? "Niveau \(membership.level)", session)
    if !divided.isEmpty {
      session.warn(
        Diagnostic(
          "cog.two-levels", at: SourceLocation(file: path),
          Phrase(
            en: "communes of \(carry.to) made of communes of \(carry.from) in two territories of "
              + "\(membership.level), put in none: \(divided.count)",
            fr: "communes de \(carry.to) faites de communes de \(carry.from) dans deux territoires de "
              + "\(membership.level), mises dans aucun : \(divided.count)"),
          found: divided.sorted().prefix(5).joined(separator: ", "),
          hint: Phrase(
            en: "a composition by the communes of \(carry.to)",
            fr: "une composition par communes de \(carry.to)")))
    }
    let alone = divided.union(membership.unassigned.flatMap { carry[$0]?.targets ?? [$0] })
    return Membership(
      level: membership.level, levelOf: levels, names: membership.names,
      unassigned: alone.filter { levels[$0] == nil }.sorted())
  }

  /// Rows of a composition of CPTS by new commune; a commune that is split is listed in all its parts.
  public func listings(
    _ listings: [MembershipCoverage.Listing], path: String, role: String = "Composition des CPTS",
    session: LoadSession
  ) -> [MembershipCoverage.Listing] {
    var tally = Tally()
    let result = listings.flatMap { listing -> [MembershipCoverage.Listing] in
      guard let carried = carry[listing.commune] else { return [listing] }
      tally.add(carried.change)
      return carried.targets.map {
        MembershipCoverage.Listing(coverage: listing.coverage, commune: $0, part: listing.part)
      }
    }
    say(tally, path, role, session)
    return result
  }

  private struct Tally {
    var counts: [CommuneChange: Int] = [:]
    mutating func add(_ change: CommuneChange) { counts[change, default: 0] += 1 }
  }

  private func say(_ tally: Tally, _ path: String, _ role: String, _ session: LoadSession) {
    let count = { (change: CommuneChange) in tally.counts[change] ?? 0 }
    let phrase = Phrase(
      en: "\(path): carried from \(carry.from) to \(carry.to): \(count(.unchanged)) codes unchanged, "
        + "\(count(.merged)) merged, \(count(.recoded)) under another code, \(count(.split)) split",
      fr: "\(path) : porté de \(carry.from) à \(carry.to) : \(count(.unchanged)) codes inchangés, "
        + "\(count(.merged)) fusionnés, \(count(.recoded)) renommés, \(count(.split)) scindés")
    session.note(phrase)
    session.describe(role: role, "codes portés de \(carry.from) à \(carry.to)")
  }
}
