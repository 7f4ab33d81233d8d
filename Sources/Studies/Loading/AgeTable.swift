public import GeoFormats
public import GeoModel

/// People or events by age class of communes or territories: a column a class, or a row a class.
public struct AgeTable: Sendable {
  public enum Content: Sendable { case people, events }

  /// In the order of the file.
  public private(set) var classes: [String]
  /// Figures by class of each code; nil where unknown or secret.
  public private(set) var byCode: [String: [Double?]] = [:]
  public let path: String
  /// Cells without a figure and cells that are secret.
  public private(set) var missing = 0
  public private(set) var secret = 0
  public private(set) var isLong = false
  /// Classes that stand in the table beside those that are wanted.
  public private(set) var unwanted: [String] = []
  private let content: Content
  /// Rows that the table has not are 0.
  let absentIsZero: Bool

  /// - Parameters:
  ///   - key: column of the codes; nil to recognise it.
  ///   - option: the option of the table, which those of its columns begin with.
  ///   - wanted: the classes; empty takes all columns of figures, or all classes of the rows.
  ///   - classesOption: the option that names the classes.
  ///   - absentIsZero: true where a row that the table has not is 0 rather than unknown.
  /// - Throws: `Diagnostic` for a text that is no figure, a negative one, events that are no whole numbers, and a code that
  ///   stands twice with different figures.
  public static func load(
    _ path: String, key: String?, option: String, content: Content, wanted: [String],
    classesOption: String = "--age-classes", absentIsZero: Bool = false, layer: String? = nil,
    csv: CSVOptions = CSVOptions(), session: LoadSession
  ) throws(Diagnostic) -> AgeTable {
    let role = content == .people ? "Âges" : "Événements"
    let codes = try CodeTable.load(
      path, key: key, layer: layer, role: role, option: "\(option)-key", csv: csv, session: session)
    var table = AgeTable(path: path, content: content, absentIsZero: absentIsZero)
    let folded = codes.table.columns.map { NameMatch.folded($0.name) }
    if let column = folded.indices.first(where: { $0 != codes.key && AgeWords.classes.contains(folded[$0]) }),
      wanted.isEmpty || !wanted.allSatisfy({ name in codes.table.names.contains(name) })
    {
      try table.readLong(codes, column, folded, wanted, option)
    } else {
      try table.readWide(codes, folded, wanted, classesOption, session)
    }
    table.addArrondissements()
    let list = AgeWords.list(table.classes)
    session.note(
      Phrase(
        en: "\(path): \(table.classes.count) age classes: \(list)",
        fr: "\(path) : \(table.classes.count) classes d’âge : \(list)"))
    if table.missing + table.secret > 0 {
      session.warn(
        Diagnostic(
          "ages.missing", at: SourceLocation(file: path),
          Phrase(
            en: "\(table.missing) figures are missing and \(table.secret) secret; none is 0",
            fr: "\(table.missing) valeurs manquent et \(table.secret) sont secrètes ; aucune n’est 0")))
    }
    return table
  }

  private init(path: String, content: Content, absentIsZero: Bool) {
    classes = []
    self.path = path
    self.content = content
    self.absentIsZero = absentIsZero
  }

  private mutating func readWide(
    _ codes: CodeTable, _ folded: [String], _ wanted: [String], _ option: String, _ session: LoadSession
  ) throws(Diagnostic) {
    let table = codes.table
    var columns: [Int] = []
    var leftOut: [String] = []
    if wanted.isEmpty {
      for index in table.columns.indices where index != codes.key {
        let isClass =
          !AgeWords.totals.contains(folded[index]) && !AgeWords.codes.contains(folded[index])
          && holdsFigures(FigureColumn(table.columns[index]))
        if isClass { columns.append(index) } else { leftOut.append(table.columns[index].name) }
      }
    } else {
      for name in wanted { columns.append(try codes.column(name, option: option)) }
      unwanted = others(codes, folded, columns)
    }
    guard !columns.isEmpty else {
      throw Diagnostic(
        "ages.no-class", at: SourceLocation(file: path),
        Phrase(en: "no column is an age class", fr: "aucune colonne n’est une classe d’âge"),
        found: table.names.joined(separator: ", "),
        hint: Phrase(
          en: "one column a class, or rows code,classe,population",
          fr: "une colonne par classe, ou des lignes code,classe,population"))
    }
    if !leftOut.isEmpty {
      session.note(
        Phrase(
          en: "\(path): not age classes: \(leftOut.joined(separator: ", "))",
          fr: "\(path) : pas des classes d’âge : \(leftOut.joined(separator: ", "))"))
    }
    classes = columns.map { CodeText.trimmed(table.columns[$0].name) }
    var cells: [FigureColumn] = []
    for column in columns { cells.append(try figures(codes, column)) }
    byCode.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      var values: [Double?] = []
      values.reserveCapacity(columns.count)
      for (slot, column) in columns.enumerated() {
        values.append(try value(cells[slot], row, codes, column))
      }
      let code = codes.code(row)
      if let earlier = byCode[code], earlier != values { throw repeated(codes, row, code) }
      byCode[code] = values
    }
  }

  private mutating func readLong(
    _ codes: CodeTable, _ column: Int, _ folded: [String], _ wanted: [String], _ option: String
  ) throws(Diagnostic) {
    isLong = true
    let table = codes.table
    let others = table.columns.indices.filter { $0 != codes.key && $0 != column }
    let numeric = others.filter { holdsFigures(FigureColumn(table.columns[$0])) }
    let named = numeric.filter { AgeWords.values.contains(folded[$0]) }
    guard let figure = named.count == 1 ? named[0] : numeric.count == 1 ? numeric[0] : nil else {
      throw Diagnostic(
        "ages.value", at: SourceLocation(file: path),
        Phrase(
          en: "beside the code and the class, one column of figures is needed",
          fr: "il faut, outre le code et la classe, une colonne de valeurs"),
        found: others.map { table.columns[$0].name }.joined(separator: ", "))
    }
    let cells = try figures(codes, figure)
    var slots: [String: Int] = [:]
    for name in wanted where slots[name] == nil {
      slots[name] = classes.count
      classes.append(name)
    }
    // Which class each row is of, before how many there are is known.
    var slotOf: [Int32] = []
    slotOf.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      slotOf.append(Int32(try slot(row, column, codes, wanted, &slots)))
    }
    var places: [String: Int] = [:]
    var values: [Double?] = []
    var isSet: [Bool] = []
    let count = classes.count
    for row in 0..<table.rowCount where slotOf[row] >= 0 {
      let code = codes.code(row)
      let place = places[code] ?? places.count
      if place == places.count {
        places[code] = place
        values.append(contentsOf: repeatElement(absentIsZero ? 0 : nil, count: count))
        isSet.append(contentsOf: repeatElement(false, count: count))
      }
      let cell = place * count + Int(slotOf[row])
      let figure = try value(cells, row, codes, figure)
      if isSet[cell], values[cell] != figure { throw repeated(codes, row, code) }
      values[cell] = figure
      isSet[cell] = true
    }
    byCode = places.mapValues { Array(values[$0 * count..<($0 + 1) * count]) }
    if !absentIsZero { missing += isSet.count { !$0 } }
  }

  /// The place of a row's class among `classes`; -1 for totals and classes that are not wanted.
  private mutating func slot(
    _ row: Int, _ column: Int, _ codes: CodeTable, _ wanted: [String], _ slots: inout [String: Int]
  ) throws(Diagnostic) -> Int {
    let name = CodeText.trimmed(codes.table.columns[column][row])
    if let known = slots[name] { return known }
    if AgeWords.totals.contains(NameMatch.folded(name)) { return -1 }
    guard !name.isEmpty else {
      throw Diagnostic(
        "ages.class", at: codes.place(row, field: column),
        Phrase(en: "this row names no age class", fr: "cette ligne ne nomme aucune classe d’âge"))
    }
    guard wanted.isEmpty else {
      slots[name] = -1
      unwanted.append(name)
      return -1
    }
    guard classes.count < 1000 else {
      throw Diagnostic(
        "ages.class", at: codes.place(row, field: column),
        Phrase(en: "these are not age classes: more than 1,000", fr: "plus de 1 000 classes d’âge"),
        found: name)
    }
    slots[name] = classes.count
    classes.append(name)
    return classes.count - 1
  }

  /// The figures of a code; nil where the table has no row of it.
  public func figures(of code: String) -> [Double?]? {
    byCode[code] ?? (absentIsZero ? classes.map { _ in 0 } : nil)
  }

  /// The same figures, by the classes of another table.
  ///
  /// - Throws: for a class that one of the two has not; where rows that are absent are 0, so is a class that only the
  ///   other has.
  public func ordered(as others: [String], of other: String) throws(Diagnostic) -> AgeTable {
    if let alone = classes.first(where: { !others.contains($0) }) {
      throw Diagnostic(
        "ages.class-unknown", at: SourceLocation(file: path),
        Phrase(
          en: "this class is none of \(other): \(AgeWords.list(others))",
          fr: "cette classe n’est aucune de celles de \(other) : \(AgeWords.list(others))"),
        found: alone)
    }
    if !(isLong && absentIsZero), let alone = others.first(where: { !classes.contains($0) }) {
      throw Diagnostic(
        "ages.class-absent", at: SourceLocation(file: path),
        Phrase(en: "this class of \(other) is absent", fr: "cette classe de \(other) est absente"),
        found: alone)
    }
    var result = self
    result.classes = others
    let places = others.map { classes.firstIndex(of: $0) }
    result.byCode = byCode.mapValues { values in places.map { place in place.map { values[$0] } ?? 0 } }
    return result
  }

  /// Columns that hold nothing but figures, and are neither totals nor codes nor wanted.
  private func others(_ codes: CodeTable, _ folded: [String], _ columns: [Int]) -> [String] {
    let table = codes.table
    let left = table.columns.indices.filter { index in
      guard index != codes.key, !columns.contains(index), !AgeWords.totals.contains(folded[index]),
        !AgeWords.codes.contains(folded[index])
      else { return false }
      let cells = FigureColumn(table.columns[index])
      let isFigures = (0..<cells.count).allSatisfy { row in
        if case .notANumber = cells[row] { false } else { true }
      }
      return isFigures && holdsFigures(cells)
    }
    return left.map { table.columns[$0].name }
  }

  /// A figure in one cell at least; texts in others are told when they are read.
  private func holdsFigures(_ column: FigureColumn) -> Bool {
    (0..<column.count).contains { if case .number = column[$0] { true } else { false } }
  }

  private func figures(_ codes: CodeTable, _ column: Int) throws(Diagnostic) -> FigureColumn {
    let cells = FigureColumn(codes.table.columns[column])
    guard cells.isAmbiguous, let row = cells.firstComma else { return cells }
    throw Diagnostic(
      "ages.decimal-sign", at: codes.place(row, field: column),
      Phrase(
        en: "every comma of this column stands before three digits: a decimal sign, or thousands?",
        fr: "chaque virgule de cette colonne précède trois chiffres : signe décimal, ou milliers ?"),
      found: codes.table.columns[column][row],
      hint: Phrase(en: "numbers without commas", fr: "des nombres sans virgule"))
  }

  private mutating func value(
    _ cells: FigureColumn, _ row: Int, _ codes: CodeTable, _ column: Int
  ) throws(Diagnostic) -> Double? {
    switch cells[row] {
    case .number(let number) where number >= 0 && number <= 1e12:
      // More events than a country has people are no events.
      guard content == .people || number.rounded() == number && number <= 1e8 else { break }
      return number
    case .missing, .notSignificant:
      missing += 1
      return nil
    case .secret:
      secret += 1
      return nil
    default: break
    }
    throw Diagnostic(
      "ages.number", at: codes.place(row, field: column),
      content == .people
        ? Phrase(en: "this is not a number of inhabitants", fr: "ce n’est pas un nombre d’habitants")
        : Phrase(en: "this is not a number of events", fr: "ce n’est pas un nombre d’événements"),
      found: codes.table.columns[column][row],
      expected: content == .people
        ? Phrase(en: "a number of 0 or more", fr: "un nombre positif ou nul")
        : Phrase(en: "a whole number from 0 to 100,000,000", fr: "un entier de 0 à 100 000 000"),
      hint: CellAdvice.hint(codes.table.columns[column][row]))
  }

  private func repeated(_ codes: CodeTable, _ row: Int, _ code: String) -> Diagnostic {
    Diagnostic(
      "ages.repeated", at: codes.place(row, field: codes.key),
      Phrase(
        en: "this code stands twice with different figures",
        fr: "ce code figure deux fois avec des valeurs différentes"), found: code)
  }

  /// Paris, Lyon and Marseille from their arrondissements municipaux, where only these are given.
  private mutating func addArrondissements() {
    for (commune, first, last) in PopulationLoader.arrondissements where byCode[commune] == nil {
      let parts = (first...last).compactMap { byCode[String($0)] }
      guard parts.count == last - first + 1 || absentIsZero && !parts.isEmpty else { continue }
      byCode[commune] = classes.indices.map { slot in
        var sum: Double? = 0
        for part in parts { sum = sum.flatMap { total in part[slot].map { total + $0 } } }
        return sum
      }
    }
  }
}
