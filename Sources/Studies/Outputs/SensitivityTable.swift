public import Coverage
public import GeoFormats
import GeoModel

/// The figures of territories under other ways to compute them.
public struct SensitivityTable {
  private let levels: AccessLevels
  private let variants: [AccessSensitivity.Variant]
  private let figures: [[Double?]]

  public init(_ levels: AccessLevels, _ variants: [AccessSensitivity.Variant]) {
    self.levels = levels
    self.variants = variants
    figures = variants.map { levels.figures(of: $0) }
  }

  /// Names of the columns of the ways: their texts, numbered where two would be the same.
  private var names: [String] {
    var seen: [String: Int] = [:]
    return variants.map { variant in
      let name = AccessAlternative(variant.text, variant.options).column
      seen[name, default: 0] += 1
      let count = seen[name] ?? 1
      return count > 1 ? "\(name)__\(count)" : name
    }
  }

  /// One line a territory: `code`, `nom`, `population`, the published figure and its class in the base case (`base`,
  /// `base_classe`), the same for each way, and `change`: whether any way puts it in another class.
  public func csv() -> [UInt8] {
    let hasClasses = levels.classes != nil
    var writer = CSVWriter()
    writer.row(
      ["code", "nom", "population", "base"] + (hasClasses ? ["base_classe"] : [])
        + names.flatMap { hasClasses ? [$0, $0 + "_classe"] : [$0] } + (hasClasses ? ["change"] : []))
    let territories = levels.territories
    for index in 0..<territories.count {
      writer.cell(territories.codes[index])
      writer.cell(territories.names[index] ?? "")
      writer.cell(levels.hasPeople(index) ? levels.people[index] : nil)
      let all = [levels.figures[index]] + figures.map { $0[index] }
      for figure in all {
        writer.cell(levels.published(figure))
        if hasClasses { writer.cell(levels.classNumber(figure)) }
      }
      if hasClasses {
        let own = levels.classNumber(all[0])
        writer.cell(all.contains { levels.classNumber($0) != own } ? "true" : "false")
      }
      writer.endRow()
    }
    return writer.bytes
  }

  /// What each way does: its parameters, its mean, who has no access, and who changes class.
  public func json() -> JSONValue {
    .array(
      variants.indices.map { index in
        let variant = variants[index]
        let summary = AccessTotals(
          levels.territories.places.map { variant.access[$0] }, levels.territories.populations,
          variant.options.method)
        var members: [(key: String, value: JSONValue)] = [
          ("variante", .string(variant.text)), ("colonne", .string(names[index])),
          ("methode", .string(variant.options.method.rawValue)),
          (
            "decroissance",
            .string(DecayText.words(variant.options.decay, unit: variant.options.cost.unit).french)
          ), ("intervalles", .string(variant.options.closure.rawValue)),
          ("portee", .number(variant.limit)), ("couples", .int(variant.pairCount)),
          ("sans_acces", .int(summary.placesWithout)),
          ("population_sans_acces", .people(summary.peopleWithout)),
        ]
        members += summary.means
        if let changes = levels.changes(to: figures[index]) { members += Self.members(changes) }
        return .object(members)
      })
  }

  /// Who changes class, and the whole table of it.
  public static func members(_ changes: ClassChanges) -> [(key: String, value: JSONValue)] {
    let (up, down, other) = (changes.up, changes.down, changes.withOrWithout)
    return [
      ("territoires_classe_superieure", .int(up.territories)),
      ("population_classe_superieure", .people(up.people)),
      ("territoires_classe_inferieure", .int(down.territories)),
      ("population_classe_inferieure", .people(down.people)),
      ("territoires_avec_ou_sans_classe", .int(other.territories)),
      ("transitions_territoires", .array(changes.territories.map { .array($0.map { .int($0) }) })),
      ("transitions_population", .array(changes.people.map { .array($0.map { .people($0) }) })),
    ]
  }
}

/// What an access comes to over places.
public struct AccessTotals: Sendable {
  /// Places without access, and their people: 0, or for a cost nothing in reach.
  public let placesWithout: Int
  public let peopleWithout: Double
  public let unknown: Int
  /// Over the inhabitants, and over the places; infinite costs are left out.
  public let mean: Double?
  public let plainMean: Double?
  private let isPerInhabitant: Bool

  public init(_ access: [Double?], _ populations: [Double?], _ method: AccessModel.Method) {
    isPerInhabitant = method.isPerInhabitant
    let known = access.indices.filter { access[$0]?.isFinite ?? false }
    let without = access.indices.filter { access[$0] == (method.isCost ? .infinity : 0) }
    let people = known.reduce(0) { $0 + (populations[$1] ?? 0) }
    let sum = known.reduce(0) { $0 + (access[$1] ?? 0) * (populations[$1] ?? 0) }
    mean = people > 0 ? sum / people : nil
    plainMean = known.isEmpty ? nil : known.reduce(0) { $0 + (access[$1] ?? 0) } / Double(known.count)
    placesWithout = without.count
    peopleWithout = without.reduce(0) { $0 + (populations[$1] ?? 0) }
    unknown = access.count { $0 == nil }
  }

  /// The means as the JSON of a run has them.
  public var means: [(key: String, value: JSONValue)] {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0, decimals: 9) } ?? .null }
    return isPerInhabitant
      ? [("moyenne_pour_100k", number(mean.map { $0 * 100_000 }))]
      : [("moyenne_lieux", number(plainMean)), ("moyenne_habitants", number(mean))]
  }
}
