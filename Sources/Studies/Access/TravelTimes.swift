public import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// A matrix of travel times in minutes, from a table with a row for each pair.
public struct TravelTimes: Sendable {
  public struct Options: Sendable {
    public var path: String
    /// Columns; nil to recognise them.
    public var from: String?
    public var to: String?
    public var minutes: String?
    /// Minutes from a place to itself, where the table has no such row and they are within reach.
    public var intrazonalMinutes: Double?

    public init(path: String) { self.path = path }
  }

  public let path: String
  public private(set) var costs: CostMatrix
  public private(set) var rows = 0
  /// Rows whose time is empty: no way between the two.
  public private(set) var emptyRows = 0
  /// Rows that name no place of the demand, or none of the supply.
  public private(set) var strangers = 0
  /// Rows beyond the limit.
  public private(set) var beyond = 0
  /// Pairs given twice, of which the shorter time is kept.
  public private(set) var repeated = 0
  /// Places of demand without any row, and supplies.
  public private(set) var demandsWithoutRow: [Int] = []
  public private(set) var suppliesWithoutRow: [Int] = []
  /// Pairs of a place with itself: given in the table, and added.
  public private(set) var intrazonalGiven = 0
  public private(set) var intrazonalAdded = 0

  static let fromNames = [
    "from", "origin", "origine", "depart", "idsrc", "source", "from_id", "code_from", "de",
  ]
  static let toNames = [
    "to", "dest", "destination", "arrivee", "iddst", "target", "to_id", "code_to", "vers", "a",
  ]
  static let minuteNames = [
    "minutes", "duree", "temps", "time", "cost", "duree_min", "temps_min", "travel_time",
  ]

  /// - Parameters:
  ///   - limit: minutes; longer times are left out (equal ones too where `isOpen`).
  /// - Throws: `Diagnostic` for a missing column and a time that is no number of 0 or more, with its line.
  init(
    _ options: Options, demand: [String], supply: [String], limit: Double, isOpen: Bool, session: LoadSession
  ) throws(Diagnostic) {
    path = options.path
    let table = try session.read([options.path], role: "Temps de trajet")[0].table
    let from = try Self.column(options.from, Self.fromNames, table, "--times-from")
    let to = try Self.column(options.to, Self.toNames, table, "--times-to")
    let minutes = try Self.column(options.minutes, Self.minuteNames, table, "--times-value")
    rows = table.rowCount
    let decimalSign = try Self.decimalSign(of: table, minutes, options.path)
    let (demandTable, supplyTable) = (KeyTable(demand), KeyTable(supply))
    let own = demand.map { key in
      let bytes = Array(key.utf8)
      return supplyTable.index(bytes, 0..<bytes.count)
    }
    let chunk = 131_072
    let pieces = ParallelMap.map(count: (rows + chunk - 1) / chunk, threads: session.threads) { piece in
      Piece(
        piece * chunk..<min(table.rowCount, (piece + 1) * chunk), table.columns[from], table.columns[to],
        table.columns[minutes], demandTable, supplyTable, own, decimalSign, limit, isOpen)
    }
    if let bad = pieces.lazy.compactMap(\.badRow).first {
      throw Diagnostic(
        "access.minutes",
        at: SourceLocation(
          file: options.path, line: bad < table.lines.count ? Int(table.lines[bad]) : nil,
          field: table.columns[minutes].name),
        Phrase(en: "this is not a time of 0 or more", fr: "ce n’est pas une durée positive ou nulle"),
        found: table.columns[minutes][bad])
    }
    costs = CostMatrix(rows: [], supplyCount: supply.count)
    let intrazonal = options.intrazonalMinutes.flatMap { minutes in
      (isOpen ? minutes < limit : minutes <= limit) ? minutes : nil
    }
    gather(pieces, demand, supply, own, intrazonal: intrazonal)
  }

  /// A matrix is long and its times seldom have commas: one look at the bytes spares a reading of every cell.
  static func decimalSign(of table: Table, _ minutes: Int, _ path: String) throws(Diagnostic) -> UInt8 {
    guard table.columns[minutes].bytes.contains(UInt8(ascii: ",")) else { return UInt8(ascii: ".") }
    let cells = FigureColumn(table.columns[minutes])
    try AccessPlaces.requireSureSign(cells, table, minutes, path)
    return UInt8(ascii: cells.sign == .comma ? "," : ".")
  }

  static func column(
    _ told: String?, _ names: [String], _ table: Table, _ option: String
  ) throws(Diagnostic) -> Int {
    if let told { return try ColumnLookup.index(of: told, in: table, option: option) }
    let folded = table.names.map(NameMatch.folded)
    for name in names {
      if let index = folded.firstIndex(of: name) { return index }
    }
    throw Diagnostic(
      "access.times-column", at: SourceLocation(file: table.source),
      Phrase(
        en:
          "no column is known as this part of a matrix; the columns are: \(table.names.joined(separator: ", "))",
        fr: "aucune colonne connue pour cette part d’une matrice ; les colonnes sont : "
          + table.names.joined(separator: ", ")),
      expected: Phrase(verbatim: names.joined(separator: ", ")), hint: Phrase(verbatim: option))
  }

  /// Pairs of a range of rows.
  private struct Piece: Sendable {
    var demands: [Int32] = []
    var supplies: [Int32] = []
    var minutes: [Double] = []
    var empty = 0
    var strangers = 0
    var beyond = 0
    var badRow: Int?
    /// Places whose time to themselves is given, and beyond the limit.
    var ownBeyond: [Int32] = []
    var seenDemands: [Bool]
    var seenSupplies: [Bool]

    init(
      _ range: Range<Int>, _ from: TextColumn, _ to: TextColumn, _ time: TextColumn, _ demand: KeyTable,
      _ supply: KeyTable, _ own: [Int32], _ decimalSign: UInt8, _ limit: Double, _ isOpen: Bool
    ) {
      seenDemands = Array(repeating: false, count: demand.count)
      seenSupplies = Array(repeating: false, count: supply.count)
      for row in range {
        let first = demand.index(from.bytes, from.byteRange(row))
        let second = supply.index(to.bytes, to.byteRange(row))
        let text = time.byteRange(row)
        if first >= 0 { seenDemands[Int(first)] = true }
        if second >= 0 { seenSupplies[Int(second)] = true }
        guard first >= 0, second >= 0 else {
          strangers += 1
          continue
        }
        if text.isEmpty || time.kind(row) == .missing {
          empty += 1
          continue
        }
        guard let value = DecimalNumber.parse(time.bytes, in: text, decimalSign: decimalSign), value.isFinite,
          value >= 0
        else {
          badRow = row
          return
        }
        guard isOpen ? value < limit : value <= limit else {
          beyond += 1
          if own[Int(first)] == second { ownBeyond.append(first) }
          continue
        }
        demands.append(first)
        supplies.append(second)
        minutes.append(value)
      }
    }
  }

  private mutating func gather(
    _ pieces: [Piece], _ demand: [String], _ supply: [String], _ own: [Int32], intrazonal: Double?
  ) {
    var byDemand = [[(supply: Int32, cost: Double)]](repeating: [], count: demand.count)
    var seenDemand = [Bool](repeating: false, count: demand.count)
    var seenSupply = [Bool](repeating: false, count: supply.count)
    var isOwnBeyond = seenDemand
    for piece in pieces {
      for index in piece.ownBeyond { isOwnBeyond[Int(index)] = true }
      emptyRows += piece.empty
      strangers += piece.strangers
      beyond += piece.beyond
      for index in demand.indices where piece.seenDemands[index] { seenDemand[index] = true }
      for index in supply.indices where piece.seenSupplies[index] { seenSupply[index] = true }
      for index in piece.demands.indices {
        byDemand[Int(piece.demands[index])].append((piece.supplies[index], piece.minutes[index]))
      }
    }
    demandsWithoutRow = demand.indices.filter { !seenDemand[$0] }
    suppliesWithoutRow = supply.indices.filter { !seenSupply[$0] }
    for index in demand.indices {
      let itself = own[index]
      if itself >= 0 {
        if byDemand[index].contains(where: { $0.supply == itself }) {
          intrazonalGiven += 1
        } else if let intrazonal, !isOwnBeyond[index] {
          byDemand[index].append((itself, intrazonal))
          intrazonalAdded += 1
        }
      }
      byDemand[index].sort { ($0.supply, $0.cost) < ($1.supply, $1.cost) }
      var kept: [(supply: Int32, cost: Double)] = []
      kept.reserveCapacity(byDemand[index].count)
      for pair in byDemand[index] {
        if kept.last?.supply == pair.supply { repeated += 1 } else { kept.append(pair) }
      }
      byDemand[index] = kept
    }
    costs = CostMatrix(rows: byDemand, supplyCount: supply.count)
  }
}

/// Indices of keys by their bytes: an open table, for tens of millions of questions.
struct KeyTable: Sendable {
  private let slots: [Int32]
  private let starts: [Int]
  private let bytes: [UInt8]
  private let mask: Int

  var count: Int { starts.count - 1 }

  /// - Parameter keys: distinct.
  init(_ keys: [String]) {
    var size = 64
    while size < 2 * keys.count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    var starts = [0]
    var bytes: [UInt8] = []
    for (index, key) in keys.enumerated() {
      let start = bytes.count
      bytes.append(contentsOf: key.utf8)
      starts.append(bytes.count)
      var slot = Self.hash(bytes, start..<bytes.count) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
    (self.slots, self.starts, self.bytes, mask) = (slots, starts, bytes, size - 1)
  }

  /// Index of a key; −1 where it is none.
  func index(_ text: [UInt8], _ range: Range<Int>) -> Int32 {
    var slot = Self.hash(text, range) & mask
    while true {
      let index = slots[slot]
      guard index >= 0 else { return -1 }
      let own = starts[Int(index)]..<starts[Int(index) + 1]
      if own.count == range.count && Self.isSame(bytes, own.lowerBound, text, range) { return index }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func isSame(_ a: [UInt8], _ start: Int, _ b: [UInt8], _ range: Range<Int>) -> Bool {
    for offset in 0..<range.count where a[start + offset] != b[range.lowerBound + offset] { return false }
    return true
  }

  /// FNV-1a.
  @inline(__always)
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for at in range { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
