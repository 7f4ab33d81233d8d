import Coverage
import GeoFormats
import GeoModel

/// The APL of places, territories and two years as CSV; figures in full.
public enum AplFiles {
  /// A line a place: `code`, inhabitants, the series, `motif`, then the published figure.
  public static func places(_ job: AplJob) -> [UInt8] {
    var writer = CSVWriter()
    let published = job.published?.level == .places ? job.published : nil
    writer.row(
      ["code", "population", "population_standardisee"] + job.places.series.map(\.name) + ["motif"]
        + (published == nil ? [] : publishedNames))
    for (index, code) in job.places.codes.enumerated() {
      writer.cell(code)
      writer.cell(job.places.people[index])
      writer.cell(job.isStandardised ? job.places.standardised[index] : nil)
      for series in job.places.series { writer.cell(series.values[index]) }
      writer.cell(job.places.reasons[index]?.french ?? "")
      add(published, code, published.flatMap { job.places.series[$0.own].values[index] }, &writer)
      writer.endRow()
    }
    return writer.bytes
  }

  private static let publishedNames = ["apl_publie", "ecart", "motif_publie"]

  private static func add(
    _ published: AplJob.Published?, _ code: String, _ own: Double?, _ writer: inout CSVWriter
  ) {
    guard let published else { return }
    let value = published.byCode[code]
    writer.cell(value)
    writer.cell(own.flatMap { own in value.map { own - $0 } })
    writer.cell(value == nil ? published.reasons[code] ?? "absent" : "")
  }

  /// A line a territory of the level, by code; empty without a level.
  public static func zones(_ job: AplJob) -> [UInt8] {
    var writer = CSVWriter()
    let published = job.published?.level == .zones ? job.published : nil
    let hasThreshold = job.threshold != nil
    var names = [
      "code", "nom", "lieux", "lieux_total", "tronque", "lieux_sans_apl", "population_sans_apl",
      "lieux_sans_population", "population", "population_standardisee",
    ]
    for series in job.places.series {
      let suffix = series.name.dropFirst("apl".count)
      names += [series.name, "apl_pond_population_totale\(suffix)"]
      if hasThreshold {
        names += [
          "sous_seuil\(suffix)", "population_sous_seuil\(suffix)", "part_population_sous_seuil\(suffix)",
        ]
      }
    }
    writer.row(names + ["motif"] + (published == nil ? [] : publishedNames))
    for zone in job.zones ?? [] {
      writer.cell(zone.code)
      writer.cell(job.membership?.names[zone.code] ?? "")
      writer.cell(zone.places)
      writer.cell(zone.placesTotal)
      writer.cell(zone.isTruncated ? "true" : "false")
      writer.cell(zone.placesWithout.count)
      writer.cell(zone.peopleWithout)
      writer.cell(zone.placesWithoutPeople)
      writer.cell(zone.people)
      writer.cell(job.isStandardised ? zone.standardised : nil)
      for series in zone.series {
        writer.cell(series.mean)
        writer.cell(series.meanByPeople)
        guard let threshold = job.threshold else { continue }
        writer.cell(series.mean.map { $0 < threshold ? "true" : "false" } ?? "")
        writer.cell(series.people > 0 ? series.peopleBelow : nil)
        writer.cell(series.shareBelow)
      }
      writer.cell(reason(zone))
      add(published, zone.code, published.flatMap { zone.series[$0.own].mean }, &writer)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Why a territory has no APL, in French; empty where it has one.
  static func reason(_ zone: AplZone) -> String {
    guard zone.series.first?.mean == nil else { return "" }
    if zone.placesWithout.count == zone.places { return "aucun lieu avec une APL" }
    if zone.peopleWithout > 0 { return "habitants sans APL" }
    return zone.placesWithoutPeople > 0 || zone.people == nil ? "population inconnue" : "sans habitant"
  }

  /// A line for each code of either year; empty without another year.
  public static func changes(_ job: AplJob) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(["code", "population", "apl_avant", "apl_apres", "ecart", "passage", "motif"])
    guard let change = job.previous?.change else { return writer.bytes }
    let (gone, new) = (Set(change.onlyBefore), Set(change.onlyAfter))
    for row in change.rows {
      writer.cell(row.code)
      writer.cell(row.people)
      writer.cell(row.before)
      writer.cell(row.after)
      writer.cell(row.difference)
      writer.cell(row.crossing?.rawValue ?? "")
      if gone.contains(row.code) {
        writer.cell("absent de la seconde année")
      } else if new.contains(row.code) {
        writer.cell("absent de la première année")
      } else {
        writer.cell(row.difference == nil ? "APL inconnue" : "")
      }
      writer.endRow()
    }
    return writer.bytes
  }
}
