import Coverage
public import GeoFormats

/// Inequality of a figure as CSV and JSON.
public enum InequalityTable {
  /// The Lorenz curve: a line for each territory by ascending value, after the origin.
  public static func lorenz(_ job: InequalityJob) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(["code", "nom", "valeur", "poids", "part_poids_cumulee", "part_valeur_cumulee"])
    guard let inequality = job.inequality, let points = inequality.lorenz else { return writer.bytes }
    for (rank, point) in points.enumerated() {
      let index = rank == 0 ? nil : job.counted[inequality.order[rank - 1]]
      writer.cell(index.map { job.codes[$0] } ?? "")
      writer.cell(index.flatMap { job.names[$0] } ?? "")
      writer.cell(index.flatMap { job.values[$0] })
      writer.cell(index.flatMap { job.people[$0] })
      writer.cell(point.people, decimals: 9)
      writer.cell(point.amount, decimals: 9)
      writer.endRow()
    }
    return writer.bytes
  }

  /// Local figures: a line for each territory; those of islands and of missing values are empty.
  ///
  /// - Parameter isApproximate: adds a last column that says so of contours.
  public static func locals(_ job: InequalityJob, isApproximate: Bool = false) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(
      ["code", "nom", "valeur", "voisins", "moran_local", "quadrant", "p_permutation", "motif"]
        + (isApproximate ? ["contours"] : []))
    let islands = Set(job.moran?.islands ?? [])
    for (index, code) in job.codes.enumerated() {
      let local = job.moran?.locals[index]
      writer.cell(code)
      writer.cell(job.names[index] ?? "")
      writer.cell(job.values[index])
      writer.cell(job.contiguity.neighbours[index].count)
      writer.cell(local?.index, decimals: 9)
      writer.cell(local?.quadrant.rawValue ?? "")
      writer.cell(local?.probability, decimals: 6)
      writer.cell(reason(index, job, islands) ?? "")
      if isApproximate { writer.cell("approchés") }
      writer.endRow()
    }
    return writer.bytes
  }

  /// The local figures of a territory by the names of their columns.
  ///
  /// - Parameters:
  ///   - populations: empty where they are not known.
  ///   - islands: territories without neighbours, which Moran’s index leaves out.
  static func members(
    _ index: Int, _ job: InequalityJob, populations: [Double?], islands: Set<Int>
  ) -> [(
    key: String, value: JSONValue
  )] {
    let local = job.moran?.locals[index]
    return [
      ("code", .string(job.codes[index])), ("nom", .optional(job.names[index])),
      ("population", populations.isEmpty ? .null : .people(populations[index])),
      ("valeur", job.values[index].map { .number($0) } ?? .null),
      ("voisins", .int(job.contiguity.neighbours[index].count)),
      ("moran_local", Figures.number(local?.index, 9)), ("quadrant", .optional(local?.quadrant.rawValue)),
      ("p_permutation", Figures.number(local?.probability, 6)),
      ("motif", .optional(reason(index, job, islands))),
    ]
  }

  /// Why a territory has no local figure; nil where it has one.
  private static func reason(_ index: Int, _ job: InequalityJob, _ islands: Set<Int>) -> String? {
    if job.values[index] == nil { return "valeur inconnue" }
    return islands.contains(index) ? "sans voisin" : nil
  }

  public static func moran(_ job: InequalityJob) -> JSONValue {
    guard let moran = job.moran else { return .null }
    let hasRounds = moran.permutationProbability != nil
    return .object([
      ("i", .number(moran.index, decimals: 9)), ("i_attendu", .number(moran.expected, decimals: 9)),
      ("z", .number(moran.z, decimals: 9)), ("p_normale", .number(moran.normalProbability, decimals: 9)),
      ("p_permutation", Figures.number(moran.permutationProbability, 9)),
      ("permutations", .int(hasRounds ? job.options.permutations : 0)),
      ("graine", hasRounds ? .string(String(job.options.seed)) : .null),
      ("territoires", .int(moran.count)),
      ("sans_voisin", .array(moran.islands.map { .string(job.codes[$0]) })),
      ("voisins_par_contact", .array(job.touching.map { .string(job.codes[$0]) })),
    ])
  }

  public static func theil(_ job: InequalityJob) -> JSONValue {
    guard let parts = job.parts else { return .null }
    return .object([
      ("entre", .number(parts.between, decimals: 9)), ("dans", .number(parts.within, decimals: 9)),
      (
        "groupes",
        .array(
          parts.groups.map { group in
            .object([
              ("code", .string(group.code)), ("poids", .people(group.people)),
              ("moyenne", .number(group.mean, decimals: 9)),
              ("part_valeur", .number(group.share, decimals: 9)),
              ("theil", .number(group.theil, decimals: 9)),
            ])
          })
      ),
    ])
  }
}
