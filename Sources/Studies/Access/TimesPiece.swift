import GeoFormats
import GeoModel

/// Pairs of some rows of a matrix.
struct TimesPiece: Sendable {
  /// What a piece needs to know.
  struct Context: Sendable {
    let columns: TimesColumns
    let demand: KeyTable
    let supply: KeyTable
    /// For each demand the supply with the same key; −1 where there is none.
    let own: [Int32]
    let unit: TravelTimes.Unit
    /// In minutes.
    let limit: Double
    let isOpen: Bool
    /// True to tell which places have a row within reach to a key that is none of `supply`.
    let findsWaysOut: Bool
    var decimalSign = UInt8(ascii: ".")
  }

  /// A row that cannot be read.
  struct BadRow: Sendable {
    var line: Int?
    var text: String
  }

  var rowCount: Int
  var demands: [Int32] = []
  var supplies: [Int32] = []
  var minutes: [Double] = []
  var empty = 0
  var strangers = 0
  /// Strangers that go from a supply to a place of demand.
  var reversed = 0
  var beyond = 0
  /// Places whose time to themselves is given, and beyond the limit.
  var ownBeyond: [Int32] = []
  /// Where it was asked for: places with a way out within reach, and the rows that lead out.
  var waysOut: [Int32] = []
  var rowsOut = 0
  var badRow: BadRow?
  /// Keys of the first stranger.
  var stranger: (from: String, to: String)?
  /// The column of times where it has commas: how they are meant is decided over all pieces.
  var commas: CommaEvidence?
  var seenDemands: [Bool]
  var seenSupplies: [Bool]
  /// Places, and supplies, to which a stranger leads that differs by a zero at its start.
  var zerolessDemands: Set<Int32> = []
  var zerolessSupplies: Set<Int32> = []

  init(_ table: Table, _ rows: Range<Int>, _ context: Context) {
    rowCount = rows.count
    let (demand, supply) = (context.demand, context.supply)
    let from = table.columns[context.columns.from]
    let to = table.columns[context.columns.to]
    let time = table.columns[context.columns.time]
    seenDemands = Array(repeating: false, count: demand.count)
    seenSupplies = Array(repeating: false, count: supply.count)
    if context.decimalSign == UInt8(ascii: ".") { commas = CommaEvidence(time, rows, table) }
    // Matrices are written origin after origin.
    var last = (word: KeyTable.Word([], 0..<0), index: Int32(-1))
    for row in rows {
      let start = Self.trimmed(from.bytes, from.byteRange(row))
      let end = Self.trimmed(to.bytes, to.byteRange(row))
      let word = KeyTable.Word(from.bytes, start)
      let first =
        word == last.word && word.isWhole ? last.index : demand.index(word, from.bytes, start)
      let isNew = word != last.word || !word.isWhole
      last = (word, first)
      let second = supply.index(to.bytes, end)
      if first >= 0 { seenDemands[Int(first)] = true }
      if second >= 0 { seenSupplies[Int(second)] = true }
      guard first >= 0, second >= 0 else {
        strangers += 1
        if stranger == nil { stranger = (from[row], to[row]) }
        // Matrices are written origin after origin: each is looked at once.
        if first < 0, isNew, let meant = demand.indexButForAZero(from.bytes, start) {
          zerolessDemands.insert(meant)
        }
        if second < 0, let meant = supply.indexButForAZero(to.bytes, end) { zerolessSupplies.insert(meant) }
        if context.findsWaysOut, first >= 0 { findWayOut(first, time, row, context) }
        if supply.index(word, from.bytes, start) >= 0 && demand.index(to.bytes, end) >= 0 { reversed += 1 }
        continue
      }
      let value: Double
      switch Self.time(time, row, context.decimalSign) {
      case .number(let number) where number.isFinite && number >= 0: value = context.unit.minutes(number)
      case .missing:
        empty += 1
        continue
      default:
        badRow =
          badRow ?? BadRow(line: row < table.lines.count ? Int(table.lines[row]) : nil, text: time[row])
        continue
      }
      guard context.isOpen ? value < context.limit : value <= context.limit else {
        beyond += 1
        if context.own[Int(first)] == second { ownBeyond.append(first) }
        continue
      }
      demands.append(first)
      supplies.append(second)
      minutes.append(value)
    }
  }

  /// Counts a row that leads out of the known keys, where it has a time.
  private mutating func findWayOut(_ place: Int32, _ time: TextColumn, _ row: Int, _ context: Context) {
    guard case .number(let number) = Self.time(time, row, context.decimalSign), number.isFinite, number >= 0
    else { return }
    rowsOut += 1
    let value = context.unit.minutes(number)
    if context.isOpen ? value < context.limit : value <= context.limit, waysOut.last != place {
      waysOut.append(place)
    }
  }

  /// Without blanks at the ends.
  @inline(__always)
  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end && bytes[start] <= 0x20 { start += 1 }
    while start < end && bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  @inline(__always)
  private static func time(_ column: TextColumn, _ row: Int, _ sign: UInt8) -> Figure {
    let range = column.byteRange(row)
    if let value = DecimalNumber.parse(column.bytes, in: range, decimalSign: sign) { return .number(value) }
    if column.kind(row) == .missing { return .missing }
    return Figure(column.bytes, in: range, decimal: sign == UInt8(ascii: ",") ? .comma : .point)
  }
}

/// What the commas of a column may be.
struct CommaEvidence: Sendable {
  /// The commas are decimal signs: some stand before other than three digits.
  var isSure: Bool
  var hasPoint: Bool
  /// Row of the first comma.
  var line: Int?
  var text: String

  /// Nil for rows without a comma.
  init?(_ column: TextColumn, _ rows: Range<Int>, _ table: Table) {
    guard let first = rows.first, let last = rows.last else { return nil }
    let bytes = column.byteRange(first).lowerBound..<column.byteRange(last).upperBound
    guard column.bytes[bytes].contains(UInt8(ascii: ",")) else { return nil }
    var some = TextColumn(name: column.name)
    for row in rows { some.append(column.bytes[column.byteRange(row)]) }
    let cells = FigureColumn(some)
    guard let comma = cells.firstComma else { return nil }
    hasPoint = cells.sign == .point && !cells.isAmbiguous
    isSure = !cells.isAmbiguous && !hasPoint
    line = first + comma < table.lines.count ? Int(table.lines[first + comma]) : nil
    text = some[comma]
  }
}
