public import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// A matrix of travel times, from a table with a row for each pair: from a place of demand to a supply.
///
/// The table is gone over once and not kept.
public struct TravelTimes: Sendable {
  /// What the times are in.
  public enum Unit: String, Sendable, CaseIterable {
    case minutes = "min", seconds = "s", hours = "h"

    @inline(__always)
    func minutes(_ value: Double) -> Double {
      switch self {
      case .minutes: value
      case .seconds: value / 60
      case .hours: value * 60
      }
    }

    var words: Phrase {
      switch self {
      case .minutes: Phrase(en: "minutes", fr: "minutes")
      case .seconds: Phrase(en: "seconds", fr: "secondes")
      case .hours: Phrase(en: "hours", fr: "heures")
      }
    }
  }

  public struct Options: Sendable {
    public var path: String
    /// Columns; nil to recognise them.
    public var from: String?
    public var to: String?
    public var minutes: String?
    /// Nil for minutes, unless a column says otherwise.
    public var unit: Unit?
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
  /// The keys of the first of these.
  public private(set) var firstStranger: (from: String, to: String)?
  /// Rows beyond the limit.
  public private(set) var beyond = 0
  /// Pairs given twice, of which the shorter time is kept.
  public private(set) var repeated = 0
  /// Places of demand without any row, and supplies.
  public private(set) var demandsWithoutRow: [Int] = []
  public private(set) var suppliesWithoutRow: [Int] = []
  /// Those of them that the table has but for a zero at the start of their key.
  public private(set) var demandsWithoutZero = 0
  public private(set) var suppliesWithoutZero = 0
  /// Pairs of a place with itself: given in the table, and added.
  public private(set) var intrazonalGiven = 0
  public private(set) var intrazonalAdded = 0

  /// - Parameters:
  ///   - limit: minutes; longer times are left out (equal ones too where `isOpen`).
  /// - Throws: `Diagnostic` for a missing column, a time that is no number of 0 or more, with its line, and a matrix whose
  ///   rows all go the other way.
  init(
    _ options: Options, demand: [String], supply: [String], limit: Double, isOpen: Bool, session: LoadSession
  ) throws(Diagnostic) {
    path = options.path
    let supplyTable = KeyTable(supply)
    let own = demand.map { key in
      let bytes = Array(key.utf8)
      return supplyTable.index(bytes, 0..<bytes.count)
    }
    var pieces = try Self.pieces(
      options, demand: KeyTable(demand), supply: supplyTable, own: own, limit: limit, isOpen: isOpen,
      session: session)
    costs = CostMatrix(rows: [], supplyCount: supply.count)
    var seenDemand = [Bool](repeating: false, count: demand.count)
    var seenSupply = [Bool](repeating: false, count: supply.count)
    var reversed = 0
    for piece in pieces {
      rows += piece.rowCount
      emptyRows += piece.empty
      strangers += piece.strangers
      firstStranger = firstStranger ?? piece.stranger
      reversed += piece.reversed
      beyond += piece.beyond
      for index in demand.indices where piece.seenDemands[index] { seenDemand[index] = true }
      for index in supply.indices where piece.seenSupplies[index] { seenSupply[index] = true }
    }
    if strangers == rows && reversed > 0 { throw Self.otherWay(options.path, reversed) }
    demandsWithoutRow = demand.indices.filter { !seenDemand[$0] }
    suppliesWithoutRow = supply.indices.filter { !seenSupply[$0] }
    let zeroless = pieces.reduce(into: (demands: Set<Int32>(), supplies: Set<Int32>())) {
      $0.demands.formUnion($1.zerolessDemands)
      $0.supplies.formUnion($1.zerolessSupplies)
    }
    demandsWithoutZero = zeroless.demands.count { !seenDemand[Int($0)] }
    suppliesWithoutZero = zeroless.supplies.count { !seenSupply[Int($0)] }
    let intrazonal = options.intrazonalMinutes.flatMap { minutes in
      (isOpen ? minutes < limit : minutes <= limit) ? minutes : nil
    }
    let pairs = TimesPairs(&pieces, own: own, supplyCount: supply.count, intrazonal: intrazonal)
    costs = pairs.costs
    (repeated, intrazonalGiven, intrazonalAdded) = (
      pairs.repeated, pairs.intrazonalGiven, pairs.intrazonalAdded
    )
  }

  /// Goes over the table, a second time where its times turn out to have decimal commas.
  ///
  /// - Parameter own: for each demand the supply with the same key; −1 where there is none.
  static func pieces(
    _ options: Options, demand: KeyTable, supply: KeyTable, own: [Int32], limit: Double, isOpen: Bool,
    findsWaysOut: Bool = false, session: LoadSession
  ) throws(Diagnostic) -> [TimesPiece] {
    let scan = try session.scan(options.path)
    let columns = try TimesColumns(options, in: scan.header)
    let unit = options.unit ?? .minutes
    var context = TimesPiece.Context(
      columns: columns, demand: demand, supply: supply, own: own, unit: unit, limit: limit, isOpen: isOpen,
      findsWaysOut: findsWaysOut)
    let name = scan.header.names[columns.time]
    let note = columns.note(scan.header, unit)
    // A table that is gone over again is told once.
    let isKnown = session.notes.contains(note)
    if !isKnown { session.note(note) }
    if !isKnown, let warning = columns.warning(scan.header, unit) { session.warn(warning) }
    var pass = try scan.pass(threads: session.threads, pieceSize: session.pieceSize) { [context] in
      TimesPiece($0, $1, context)
    }
    let commas = zip(pass.answers, pass.lines).compactMap { piece, line in piece.commas.map { ($0, line) } }
    if let (first, line) = commas.first, !commas.contains(where: { $0.0.hasPoint }) {
      guard commas.contains(where: { $0.0.isSure }) else {
        throw AccessPlaces.unsureSign(
          at: SourceLocation(file: options.path, line: first.line.map { $0 + line }, field: name), first.text)
      }
      context.decimalSign = UInt8(ascii: ",")
      pass = try scan.pass(threads: session.threads, pieceSize: session.pieceSize) { [context] in
        TimesPiece($0, $1, context)
      }
    }
    for (piece, line) in zip(pass.answers, pass.lines) {
      guard let bad = piece.badRow else { continue }
      throw Diagnostic(
        "access.minutes",
        at: SourceLocation(file: options.path, line: bad.line.map { $0 + line }, field: name),
        Phrase(en: "this is not a time of 0 or more", fr: "ce n’est pas une durée positive ou nulle"),
        found: bad.text)
    }
    if !isKnown { session.scanned(scan, pass, path: options.path, role: "Temps de trajet") }
    return pass.answers
  }

  private static func otherWay(_ path: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      "access.times-reversed", at: SourceLocation(file: path),
      Phrase(
        en: "no row goes from a place of demand to a supply; \(count) go from a supply to a place of demand",
        fr:
          "aucune ligne ne va d’un lieu de demande à une offre ; \(count) vont d’une offre à un lieu de demande"
      ),
      hint: Phrase(
        en: "if times are the same both ways, exchange --times-from and --times-to",
        fr: "si les durées sont les mêmes dans les deux sens, échanger --times-from et --times-to"))
  }
}
