import Coverage
import GeoFormats
import GeoModel
import Reports

/// The access of a level as a table, and that of every place as CSV.
struct AccessTables {
  let context: AnalysisContext
  let access: StudyAccess
  let unit: AccessUnit
  let values: [Double?]

  private var zeroIsNone: Bool { !unit.method.isCost }

  func level(_ frame: LevelFrame) -> AccessOfLevel {
    AccessOfLevel(
      frame, access: values, populations: context.inputs.populations, zeroIsNone: zeroIsNone)
  }

  /// Whole territories with a figure, the worst served first.
  func ranked(_ frame: LevelFrame, _ level: AccessOfLevel) -> [Int] {
    let known = frame.codes.indices.filter { !frame.isTruncated($0) && level.territories[$0].mean != nil }
    return known.sorted { a, b in
      let (first, second) = (level.territories[a].mean ?? 0, level.territories[b].mean ?? 0)
      if first != second { return unit.method.isCost ? first > second : first < second }
      return a < b
    }
  }

  /// - Parameter upper: the level that each territory is compared with.
  func table(_ frame: LevelFrame, _ level: AccessOfLevel, upper: (frame: LevelFrame, level: AccessOfLevel)?)
    -> FigureTable
  {
    var columns: [FigureTable.Column] = [.init("code", nil), .init("nom", "Territoire")]
    if let upper {
      columns += [
        .init(FieldName.ascii(upper.frame.key), nil),
        .init(FieldName.ascii(upper.frame.key) + "_nom", context.title(upper.frame)),
      ]
    }
    columns += [
      .init("population", "Habitants", .people), .init("communes", nil, .count),
      .init("communes_total", nil, .count), .init("tronque", nil, .flag),
      .init(unit.key, unit.title, unit.kind),
      .init("ecart_ensemble", "Écart à l’ensemble", .change),
    ]
    if upper != nil { columns.append(.init("ecart_niveau_superieur", "Écart au niveau supérieur", .change)) }
    columns += [
      .init("population_sans_acces", "Habitants sans accès", .people), .init("part_sans_acces", nil, .share),
      .init("population_acces_inconnu", nil, .people), .init(unit.stem + "_min", nil, unit.kind),
      .init(unit.stem + "_max", nil, unit.kind),
    ]
    var table = FigureTable(AnalysisContext.fileName("acces", frame.key, access.id), columns)
    let parents = upper.map { Self.parents(of: frame, in: $0.frame, context.inputs.populations) }
    table.rows = frame.codes.indices.map { index in
      var row: [FigureTable.Figure] = [.text(frame.codes[index]), .text(frame.label(index))]
      let parent = parents?[index]
      if let upper {
        row += [.init(parent.map { upper.frame.codes[$0] }), .init(parent.map { upper.frame.label($0) })]
      }
      row += [
        .init(frame.populations[index]), .count(frame.communes[index]), .count(frame.communesTotal[index]),
        .flag(frame.isTruncated(index)),
      ]
      return row
        + cells(
          level.territories[index], level.total.mean,
          upper.map { upper in parent.flatMap { upper.level.territories[$0].mean } }, hasUpper: upper != nil)
    }
    let order = ranked(frame, level)
    if order.count > 20 {
      table.shown = Array(order.prefix(10) + order.suffix(10))
      table.caption =
        unit.method.isCost
        ? "\(context.title(frame)) : les dix plus éloignés, puis les dix plus proches"
        : "\(context.title(frame)) : les dix accès les plus bas, puis les dix plus hauts"
    } else {
      table.shown = order + frame.codes.indices.filter { !order.contains($0) }
      table.caption = context.title(frame)
    }
    table.marked = Set(frame.codes.indices.filter { frame.isTruncated($0) })
    if table.shown?.contains(where: { frame.isTruncated($0) }) ?? false {
      table.note = "* Territoire tronqué : seules ses communes présentes dans l’étude comptent."
    }
    func line(_ name: String, _ people: Double?, _ communes: Int, _ sum: AccessOfLevel.Territory)
      -> [FigureTable.Figure]
    {
      [.missing, .text(name)] + (upper == nil ? [] : [.text(""), .text("")])
        + [.init(people), .count(communes), .text(""), .text("")]
        + cells(sum, nil, upper == nil ? nil : .some(nil), hasUpper: upper != nil)
    }
    if frame.communesOutside > 0 {
      table.totals.append(line("Hors niveau", frame.populationOutside, frame.communesOutside, level.outside))
    }
    table.totals.append(line("Ensemble", frame.population, context.layer.codes.count, level.total))
    return table
  }

  private func cells(
    _ sum: AccessOfLevel.Territory, _ whole: Double?, _ upper: Double??, hasUpper: Bool
  ) -> [FigureTable.Figure] {
    func difference(_ other: Double?) -> FigureTable.Figure {
      guard let mean = sum.mean, let other, other > 0 else { return .text("") }
      return .number(mean / other - 1)
    }
    let people = sum.people + (zeroIsNone ? 0 : sum.without) + sum.unknown
    return [unit.figure(sum.mean), difference(whole)]
      + (hasUpper ? [difference(upper ?? nil)] : []) + [
        .number(sum.without), .init(people > 0 ? sum.without / people : nil), .number(sum.unknown),
        unit.figure(sum.lowest), unit.figure(sum.highest),
      ]
  }

  /// The territory of another level that holds most inhabitants of each; ties go to the lowest code.
  static func parents(of frame: LevelFrame, in upper: LevelFrame, _ populations: [Double?]) -> [Int?] {
    var people = [[Int: Double]](repeating: [:], count: frame.count)
    for (mesh, level) in frame.levelOf.enumerated() where level >= 0 && upper.levelOf[mesh] >= 0 {
      people[level][upper.levelOf[mesh], default: 0] += populations[mesh] ?? 0
    }
    return people.map { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
  }

  /// Every place of the mesh, with the columns of `maillage access` in full precision.
  func places() -> (name: String, bytes: [UInt8]) {
    let (layer, job) = (context.layer, access.job)
    let isNearest = job.options.method == .nearest
    var writer = CSVWriter()
    let levels = context.frames.map { FieldName.ascii($0.key) }
    writer.row(
      ["code", "nom", "population"] + levels + ["acces", "acces_pour_100k"]
        + (isNearest ? [job.options.cost.isInMinutes ? "duree_min" : "distance_m", "site"] : []) + ["motif"])
    for index in layer.codes.indices {
      let demand = access.demandOf[index]
      let value = values[index].flatMap { $0.isFinite ? $0 : nil }
      writer.cell(layer.codes[index])
      writer.cell(layer.names[index] ?? "")
      writer.cell(context.inputs.populations[index], decimals: 3)
      for frame in context.frames {
        let level = frame.levelOf[index]
        writer.cell(level < 0 ? "" : frame.codes[level])
      }
      writer.cell(value)
      writer.cell(job.options.method.isPerInhabitant ? value.map { $0 * 100_000 } : nil)
      if isNearest {
        writer.cell(value)
        writer.cell(job.model.nearest[demand].map { job.supply.sites.label(Int($0)) } ?? "")
      }
      writer.cell(AccessTable.reason(demand, job)?.french ?? "")
      writer.endRow()
    }
    return (AnalysisContext.fileName("acces", access.id) + ".csv", writer.bytes)
  }
}
