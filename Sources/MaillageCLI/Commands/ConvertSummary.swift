import Coverage
import GeoFormats
import GeoModel
import Reports
import Studies

/// The balance of `convert`, for people and for scripts.
enum ConvertSummary {
  static func outcome(_ job: ConvertJob, _ output: ConvertOutput, _ format: OutputFormat) -> CommandOutcome {
    precondition(
      job.read == job.written + job.filteredOut, "the mass balance of the conversion does not close")
    let number = FrenchNumber.typographic
    var outcome = CommandOutcome()
    outcome.figure(Phrase(en: "features read", fr: "objets lus"), number.integer(job.read))
    if job.filteredOut > 0 {
      outcome.figure(
        Phrase(en: "left out by --where", fr: "écartés par --where"), number.integer(job.filteredOut))
    }
    outcome.figure(Phrase(en: "features written", fr: "objets écrits"), number.integer(job.written))
    outcome.json("objets_lus", .int(job.read))
    outcome.json("objets_hors_filtre", .int(job.filteredOut))
    outcome.json("objets_ecrits", .int(job.written))
    outcome.json("format", .string(format.rawValue))
    outcome.json("octets", .int(output.bytes.count))
    outcome.json("systeme_lu", .optional(job.sourceCRS?.code))
    if case .layer(let layer) = job.content {
      outcome.figure(Phrase(en: "CRS", fr: "système"), Phrase(verbatim: layer.crs.code))
      outcome.json("systeme_ecrit", .string(layer.crs.code))
      outcome.json("sans_geometrie", .int(job.withoutGeometry))
      outcome.json("non_transformes", .int(job.untransformed))
      outcome.json("valeurs_ecrites_en_texte", .int(output.coercedCells))
    }
    if let arcs = output.arcs { outcome.json("arcs", .int(arcs)) }
    if let simpler = job.simplification { add(simpler, job, to: &outcome) }
    if let rounding = job.rounding {
      outcome.json("positions_repetees_otees", .int(rounding.droppedPositions))
      outcome.json("positions_non_arrondies", .int(rounding.keptPositions))
      outcome.json("objets_non_arrondis", .int(rounding.spoiledFeatures.count))
    }
    return outcome
  }

  private static func add(_ simpler: Simplification, _ job: ConvertJob, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    outcome.figure(
      Phrase(en: "positions", fr: "positions"),
      "\(number.integer(simpler.positionsBefore)) → \(number.integer(simpler.positionsAfter))")
    outcome.figure(Phrase(en: "arcs", fr: "arcs"), number.integer(simpler.arcs))
    outcome.figure(
      Phrase(en: "shared by two parts", fr: "communs à deux parties"), number.integer(simpler.sharedArcs))
    outcome.figure(
      Phrase(en: "drawn finer, so that nothing collapses", fr: "dessinés plus finement, pour ne rien perdre"),
      number.integer(simpler.refinedArcs))
    outcome.json("positions_avant", .int(simpler.positionsBefore))
    outcome.json("positions_apres", .int(simpler.positionsAfter))
    outcome.json("arcs_simplifies", .int(simpler.arcs))
    outcome.json("arcs_communs", .int(simpler.sharedArcs))
    outcome.json("arcs_affines", .int(simpler.refinedArcs))
    guard let change = job.areaChange else { return }
    outcome.figure(
      Phrase(en: "change of the sum of areas", fr: "changement de la somme des surfaces"),
      number.percent(change.total, decimals: 4, signed: true))
    outcome.figure(
      Phrase(en: "largest change of a feature", fr: "plus grand changement d’un objet"),
      number.percent(change.largest, decimals: 2))
    outcome.json("part_surface_changee", .share(change.total))
    outcome.json("part_surface_changee_max", .share(change.largest))
    outcome.json("objet_le_plus_change", change.feature.map { .int($0 + 1) } ?? .null)
  }
}
