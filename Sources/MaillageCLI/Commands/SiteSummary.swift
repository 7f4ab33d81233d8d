import GeoFormats
import GeoModel
import Reports
import Studies

/// The mass balance of sites, as every command prints it.
enum SiteSummary {
  static func add(_ sites: LoadedSites, _ join: SiteAssignment, to outcome: inout CommandOutcome) {
    let number = FrenchNumber.typographic
    if sites.rowsFilteredOut > 0 {
      outcome.figure(
        Phrase(en: "rows of the file", fr: "lignes du fichier"), number.integer(sites.table.rowCount))
      outcome.figure(
        Phrase(en: "left out by --where", fr: "écartées par --where"), number.integer(sites.rowsFilteredOut))
    }
    outcome.figure(Phrase(en: "sites read", fr: "sites lus"), number.integer(join.read))
    outcome.figure(Phrase(en: "located", fr: "localisés"), number.integer(sites.locatedCount))
    outcome.figure(Phrase(en: "rejected", fr: "rejetés"), number.integer(join.rejected))
    outcome.figure(Phrase(en: "assigned", fr: "affectés"), number.integer(join.assigned))
    outcome.figure(
      Phrase(en: "in several territories", fr: "dans plusieurs territoires"), number.integer(join.ambiguous))
    outcome.figure(Phrase(en: "outside", fr: "hors territoire"), number.integer(join.outside))
    outcome.figure(Phrase(en: "on a boundary", fr: "sur une limite"), number.integer(join.onBoundary))
    outcome.json("lignes_lues", .int(sites.table.rowCount))
    outcome.json("lignes_hors_filtre", .int(sites.rowsFilteredOut))
    outcome.json("sites_lus", .int(join.read))
    outcome.json("sites_localises", .int(sites.locatedCount))
    outcome.json("sites_rejetes", .int(join.rejected))
    outcome.json("affectes", .int(join.assigned))
    outcome.json("hors_territoire", .int(join.outside))
    outcome.json("sur_limite", .int(join.onBoundary))
    outcome.json("ambigus", .int(join.ambiguous))
    if join.unknownCodes > 0 {
      outcome.figure(
        Phrase(
          en: "outside, by a code of no territory", fr: "hors territoire, par un code inconnu"),
        number.integer(join.unknownCodes))
      outcome.json("codes_inconnus", .int(join.unknownCodes))
    }
    if join.byCode > 0 { outcome.json("affectes_par_code", .int(join.byCode)) }
  }
}
