public import Coverage
public import GeoFormats
import GeoModel

/// Columns summed by new code, without rounding.
public struct CogSums: Sendable {
  /// One column, and what became of its total.
  public struct Column: Sendable {
    public var name: String
    /// Decimals of the column: all its values are whole numbers of such units.
    public var decimals: Int
    public var before: Int128 = 0
    public var after: Int128 = 0
    /// Of rows that are not carried.
    public var rejected: Int128 = 0
    /// Rows without a value.
    public var emptyRows: [Int] = []

    public var isBalanced: Bool { before == after + rejected }
    public func text(_ units: Int128) -> String { ExactDecimal(units: units, decimals: decimals).text }
  }

  /// A new code and where its figures come from.
  public struct Row: Sendable {
    public var code: String
    public var change: CommuneChange
    /// Codes of the table, ascending.
    public var origins: [String]
    /// Communes of the first year that make it up and are not in the table.
    public var missing: [String]
    /// By column; nil where none of its rows has a value.
    public var values: [Int128?]
  }

  public var columns: [Column]
  /// Ascending by code.
  public var rows: [Row] = []
  public var rejects: [RowReject] = []

  /// - Throws: `Diagnostic` where a commune is split and weights are not given, or say nothing of its parts.
  init(
    table: CodeTable, columns indices: [Int], codes: [CogJob.Code], codeOfRow: [Int?],
    weights: [String: Double]?, carry: CommuneCarry, session: LoadSession
  ) throws(Diagnostic) {
    let read = CogNumbers(table, indices, session)
    columns = zip(indices, read.decimals).map {
      Column(name: table.table.columns[$0].name, decimals: $1)
    }
    rejects = read.rejects.filter { codeOfRow[$0.row].map { codes[$0].change != nil } ?? false }
    let rejected = Set(read.rejects.map(\.row))
    let width = indices.count
    var totals = [Int128?](repeating: nil, count: codes.count * width)
    var isRead = [Bool](repeating: false, count: codes.count)
    for row in codeOfRow.indices {
      let code = codeOfRow[row]
      let isCarried = code.map { codes[$0].change != nil } ?? false
      let isKept = isCarried && !rejected.contains(row)
      for column in 0..<width {
        guard let value = read.units[row * width + column] else {
          if isKept { columns[column].emptyRows.append(row) }
          continue
        }
        columns[column].before += value
        if isKept, let code {
          totals[code * width + column] = (totals[code * width + column] ?? 0) + value
        } else {
          columns[column].rejected += value
        }
      }
      if isKept, let code { isRead[code] = true }
    }
    let shares = CogShares(weights: weights)
    var targets: [String: (values: [Int128?], origins: [String], isSplit: Bool)] = [:]
    for (index, code) in codes.enumerated() where isRead[index] {
      for target in code.targets {
        targets[target, default: (Array(repeating: nil, count: width), [], false)].origins.append(code.code)
        if code.targets.count > 1 { targets[target]?.isSplit = true }
      }
      for column in 0..<width {
        guard let total = totals[index * width + column] else { continue }
        let parts = try shares.of(total, code, path: table.path, from: carry.from, to: carry.to)
        for (target, part) in zip(code.targets, parts) {
          let sum = (targets[target]?.values[column] ?? 0) + part
          targets[target]?.values[column] = sum
          columns[column].after += part
        }
      }
    }
    for code in targets.keys.sorted() {
      guard let target = targets[code] else { continue }
      let all = carry.origins(of: code)
      let change: CommuneChange
      if target.isSplit {
        change = .split
      } else if all.count > 1 {
        change = .merged
      } else {
        change = target.origins == [code] ? .unchanged : .recoded
      }
      rows.append(
        Row(
          code: code, change: change, origins: target.origins.sorted(),
          missing: all.filter { !target.origins.contains($0) }, values: target.values))
    }
    for column in columns {
      precondition(column.isBalanced, "the total of a carried column does not close")
    }
  }
}

/// What each part of a split commune gets.
struct CogShares {
  private let weights: [String: Double]?

  init(weights: [String: Double]?) { self.weights = weights }

  func of(
    _ total: Int128, _ code: CogJob.Code, path: String, from: Int, to: Int
  ) throws(Diagnostic) -> [Int128] {
    guard code.targets.count > 1 else { return [total] }
    let place = SourceLocation(file: path)
    let list = code.targets.joined(separator: ", ")
    guard let weights else {
      throw Diagnostic(
        "cog.split-without-weights", at: place,
        Phrase(
          en: "\(code.code) of \(from) is \(code.targets.count) communes in \(to) (\(list)); "
            + "nothing says how to share out what is summed",
          fr: "\(code.code) de \(from) est \(code.targets.count) communes en \(to) (\(list)) ; "
            + "rien ne dit comment partager ce qui est sommé"),
        hint: Phrase(
          en: "--weights with the inhabitants of the communes of \(to)",
          fr: "--weights avec les habitants des communes de \(to)"))
    }
    let missing = code.targets.filter { weights[$0] == nil }
    guard missing.isEmpty else {
      throw Diagnostic(
        "cog.weight-missing", at: place,
        Phrase(
          en: "\(code.code) of \(from) is split, and the weights have no \(missing.joined(separator: ", "))",
          fr: "\(code.code) de \(from) est scindée, et les poids n’ont pas \(missing.joined(separator: ", "))"
        ),
        hint: Phrase(
          en: "weights with all of \(list)", fr: "des poids pour chacun de \(list)"))
    }
    // Weights count to the millionth.
    let units = code.targets.map { Int128((min(weights[$0] ?? 0, 1e12) * 1e6).rounded()) }
    guard let shares = LargestRemainder.shares(of: total, weights: units) else {
      throw Diagnostic(
        "cog.weight-zero", at: place,
        Phrase(
          en: "\(code.code) of \(from) is split, and the weights of \(list) are all zero or too large",
          fr: "\(code.code) de \(from) est scindée, et les poids de \(list) sont tous nuls ou trop grands"))
    }
    return shares
  }
}
