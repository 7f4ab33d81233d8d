import Coverage
import GeoModel

/// The composition that a study names: which communes each CPTS or project lists.
enum CompositionReader {
  /// Names of those that list communes; empty without a table of them.
  static func names(
    _ source: CompositionSource, _ study: LoadedStudy, session: LoadSession
  ) throws(Diagnostic) -> [String: String] {
    guard let names = source.names else { return [:] }
    return try MembershipLoader.names(
      study.resolve(names.file), key: names.key, value: names.value, filter: names.filter,
      role: "Noms (\(source.noun))", source: source.source, session: session)
  }

  /// A table keyed by the codes of a level lists every commune of that level.
  ///
  /// - Throws: `Diagnostic` for a level that the study does not have, and those of the table.
  static func listings(
    _ source: CompositionSource, _ study: LoadedStudy, _ inputs: StudyInputs, field: String,
    session: LoadSession
  ) throws(Diagnostic) -> [MembershipCoverage.Listing] {
    let listings = try CoverageMembershipLoader.load(
      CoverageMembershipLoader.Options(
        path: study.resolve(source.file), key: source.key, by: source.by, part: source.part,
        filter: source.filter),
      role: "Composition (\(source.noun))", source: source.source, session: session)
    guard let level = source.keyLevel else {
      guard let year = source.millesime else { return listings }
      return try CodeCarrying(from: year, territories: inputs.layer, session: session).listings(
        listings, path: study.resolve(source.file), role: "Composition (\(source.noun))", session: session)
    }
    guard let membership = inputs.memberships.first(where: { $0.level == level }) else {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: study.path, field: field + ".cle_niveau"),
        Phrase(en: "the study has no such level", fr: "l’étude n’a pas ce niveau"), found: level,
        expected: Phrase(verbatim: inputs.memberships.map(\.level).joined(separator: ", ")))
    }
    var communes: [String: [String]] = [:]
    for commune in inputs.layer.codes {
      if let code = membership.levelOf[commune] { communes[code, default: []].append(commune) }
    }
    return listings.flatMap { listing in
      // A code without a commune in the study stays, and is counted as unmatched.
      communes[listing.commune]?.map { .init(coverage: listing.coverage, commune: $0) } ?? [listing]
    }
  }
}
