import Coverage
public import GeoFormats
import GeoModel

/// Access of territories as CSV and JSON.
public struct AccessLevelTable {
  private let levels: AccessLevels
  private let job: AccessJob

  public init(_ levels: AccessLevels, of job: AccessJob) {
    self.levels = levels
    self.job = job
  }

  private var isPerInhabitant: Bool { levels.method.isPerInhabitant }

  private var columns: [String] {
    var names = ["code", "nom", "lieux", "population", "population_sans_acces", "acces", "acces_pour_100k"]
    if levels.classes != nil { names.append("classe") }
    names.append("part_population_au_bord")
    if levels.figuresAlone != nil {
      names += ["acces_sans_voisins", "acces_sans_voisins_pour_100k", "ecart", "ecart_pour_100k"]
      if levels.classes != nil { names.append("classe_sans_voisins") }
    }
    return names + ["lieux_sans_valeur", "tronque", "motif"]
  }

  private func cells(_ index: Int) -> [JSONValue] {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    func integer(_ value: Int?) -> JSONValue { value.map { .int($0) } ?? .null }
    func per100k(_ value: Double?) -> JSONValue { number(isPerInhabitant ? value.map { $0 * 100_000 } : nil) }
    let (territories, means, figure) = (levels.territories, levels.means[index], levels.figures[index])
    let hasPeople = levels.hasPeople(index)
    var cells: [JSONValue] = [
      .string(territories.codes[index]), .optional(territories.names[index]), .int(means.places),
      number(hasPeople ? means.inhabitants : nil), number(hasPeople ? means.without : nil),
      number(figure), per100k(figure),
    ]
    if levels.classes != nil { cells.append(integer(levels.classNumber(figure))) }
    cells.append(number(levels.edgeShares[index]))
    if let figuresAlone = levels.figuresAlone {
      let alone = figuresAlone[index]
      let difference = alone.flatMap { alone in figure.map { $0 - alone } }
      cells += [number(alone), per100k(alone), number(difference), per100k(difference)]
      if levels.classes != nil { cells.append(integer(levels.classNumber(alone))) }
    }
    return cells + [
      .int(means.unknownPlaces), .bool(territories.isTruncated(index)), .optional(reason(index)?.french),
    ]
  }

  /// Why a territory has no figure; nil where it has one.
  private func reason(_ index: Int) -> Phrase? {
    guard levels.figures[index] == nil else { return nil }
    if levels.territories.level == nil { return AccessTable.reason(levels.territories.places[index], job) }
    let means = levels.means[index]
    if means.unknownPlaces == means.places {
      return Phrase(en: "no place with a known access", fr: "aucun lieu d’accès connu")
    }
    if means.populatedPlaces == 0 {
      return Phrase(en: "unknown population", fr: "population inconnue")
    }
    if levels.method.isCost && means.without > 0 {
      return Phrase(en: "no supply in reach", fr: "aucune offre à portée")
    }
    return Phrase(en: "no inhabitant", fr: "aucun habitant")
  }

  public func csv() -> [UInt8] {
    var writer = CSVWriter()
    writer.row(columns)
    for index in 0..<levels.territories.count { writer.row(cells: cells(index)) }
    return writer.bytes
  }

  public func json() -> JSONValue {
    .array(
      (0..<levels.territories.count).map { index in
        .object(zip(columns, cells(index)).map { (key: $0, value: $1) })
      })
  }
}

extension CSVWriter {
  /// A row of values as a table of JSON has them; figures in full.
  mutating func row(cells: [JSONValue]) {
    for cell in cells {
      switch cell {
      case .string(let text): self.cell(text)
      case .int(let count): self.cell(count)
      case .number(let value, _): self.cell(value)
      case .bool(let flag): self.cell(flag ? "true" : "false")
      default: emptyCell()
      }
    }
    endRow()
  }
}
