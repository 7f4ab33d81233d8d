public import Coverage
public import GeoFormats
public import GeoModel

/// A table of commune codes carried from one year to another.
public struct CogJob: Sendable {
  public struct Options: Sendable {
    public var path: String
    /// Column of the codes; nil to recognise it.
    public var key: String?
    /// Year of the codes; nil to recognise it.
    public var from: Int?
    public var to: Int
    /// Condition on the rows to keep; nil for all.
    public var filter: String?
    /// Columns to sum by new code; none to carry rows as they are.
    public var sums: [String] = []

    public init(path: String, key: String? = nil, from: Int? = nil, to: Int, sums: [String] = []) {
      self.path = path
      self.key = key
      self.from = from
      self.to = to
      self.sums = sums
    }
  }

  /// A code of the table and what became of it; targets are empty where it is not a commune.
  public struct Code: Sendable, Equatable {
    public var code: String
    /// Nil for a code that is not carried.
    public var change: CommuneChange?
    public var targets: [String]
    public var isArrondissement = false
    public var unknown: UnknownCode?
  }

  public var from: Int
  public var to: Int
  /// Nil where the year was told.
  public var recognition: MillesimeRecognition?
  /// Distinct codes in the order of the file.
  public var codes: [Code]
  /// Index in `codes` of each row; nil for a row without a code.
  public var codeOfRow: [Int?]
  public var rejects: [RowReject]
  /// Codes on several rows.
  public var repeated: [String]
  public var repaired: Int
  /// By new code, where columns are summed.
  public var sums: CogSums?
  public var rowsFilteredOut: Int
  let table: CodeTable

  public var rowCount: Int { table.table.rowCount }
  public var unknown: [Code] { codes.filter { $0.change == nil } }
  public func count(_ change: CommuneChange) -> Int { codes.count { $0.change == change } }

  /// - Parameter weights: people by new code, to share out what is summed where a commune is split.
  /// - Throws: `Diagnostic` for a year out of range or not recognised, a column that is not there, a split
  ///   without weights where columns are summed, and where no row is left.
  public init(
    _ options: Options, weights: [String: Double]?, facts: CommuneFacts, session: LoadSession
  ) throws(Diagnostic) {
    let place = SourceLocation(file: options.path)
    let read = try CodeTable.load(
      options.path, key: options.key, role: "Codes", option: "--key", repairing: false, session: session)
    table = try options.filter.map { text throws(Diagnostic) in try read.keeping(text) } ?? read
    rowsFilteredOut = read.table.rowCount - table.table.rowCount
    let keys = CogKeys(table, facts)
    to = try Self.year(options.to, "--to", facts)
    if let told = options.from {
      from = try Self.year(told, "--from", facts)
    } else {
      let found = try CogYear.recognise(keys.distinct, to: to, place: place, facts, session)
      (from, recognition) = (found.year, found.recognition)
    }
    let carry = CommuneCarry(facts.history, from: from, to: to)
    codes = keys.distinct.map { Self.code($0, carry, facts) }
    var index: [String: Int] = [:]
    for (rank, code) in codes.enumerated() { index[code.code] = rank }
    codeOfRow = keys.codes.map { $0.flatMap { index[$0] } }
    repeated = keys.repeated
    repaired = keys.repaired.values.reduce(0) { $0 + $1.count }
    rejects = []
    for row in codeOfRow.indices {
      if let reject = Self.reject(row, codeOfRow[row].map { codes[$0] }, table, year: from) {
        rejects.append(reject)
      }
    }
    if !options.sums.isEmpty {
      var columns: [Int] = []
      for name in options.sums { columns.append(try table.column(name, option: "--sum")) }
      let done = try CogSums(
        table: table, columns: columns, codes: codes, codeOfRow: codeOfRow, weights: weights, carry: carry,
        session: session)
      rejects = (rejects + done.rejects).sorted { $0.row < $1.row }
      sums = done
    }
    CogWarnings.say(self, keys, carry, facts, session)
    guard rejects.count < rowCount else {
      throw Diagnostic(
        "cog.no-row", at: place,
        Phrase(
          en: "none of the \(rowCount) rows has a code of a commune of \(from)",
          fr: "aucune des \(rowCount) lignes n’a de code de commune de \(from)"),
        found: codes.first?.code)
    }
  }

  private static func year(_ year: Int, _ option: String, _ facts: CommuneFacts) throws(Diagnostic) -> Int {
    let years = facts.history.years
    guard years.contains(year) else {
      throw Diagnostic(
        "cog.year",
        Phrase(
          en: "\(option): the list of communes of this year is not known",
          fr: "\(option) : la liste des communes de cette année n’est pas connue"), found: String(year),
        expected: Phrase(
          en: "a year from \(years.lowerBound) to \(years.upperBound)",
          fr: "une année de \(years.lowerBound) à \(years.upperBound)"))
    }
    return year
  }

  private static func code(_ code: String, _ carry: CommuneCarry, _ facts: CommuneFacts) -> Code {
    if let carried = carry[code] { return Code(code: code, change: carried.change, targets: carried.targets) }
    if facts.parts.isArrondissement(code) {
      return Code(code: code, change: .unchanged, targets: [code], isArrondissement: true)
    }
    return Code(
      code: code, change: nil, targets: [],
      unknown: UnknownCode(code, in: carry.from, history: facts.history, parts: facts.parts))
  }

  private static func reject(_ row: Int, _ code: Code?, _ table: CodeTable, year: Int) -> RowReject? {
    let reason: Phrase
    if let code {
      guard let unknown = code.unknown else { return nil }
      reason = CogWarnings.reason(unknown, year: year)
    } else {
      reason = Phrase(en: "no code", fr: "pas de code")
    }
    let place = table.place(row, field: table.key)
    return RowReject(
      row: row, line: place.line ?? 0, field: table.table.columns[table.key].name,
      value: table.table.columns[table.key][row], reason: reason, code: "row.code")
  }
}
