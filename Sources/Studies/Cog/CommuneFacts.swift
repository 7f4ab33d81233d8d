public import Coverage
import GeoFormats
public import GeoModel
import GeoNative

/// The communes of every year and their parts, from `GeoData/cog`.
public struct CommuneFacts: Sendable {
  public var history: CommuneHistory
  public var parts: CommuneParts

  public init(history: CommuneHistory, parts: CommuneParts) {
    self.history = history
    self.parts = parts
  }

  /// - Throws: `Diagnostic` where the embedded data are not found or not what they should be.
  public static func load(environment: [String: String]) throws(Diagnostic) -> CommuneFacts {
    try load(GeoDataFolder.find(environment: environment))
  }

  public static func load(_ folder: GeoDataFolder) throws(Diagnostic) -> CommuneFacts {
    let communes = try Rows(folder.cog("communes"), ["code", "debut", "fin"])
    var (first, last) = (Int.max, Int.min)
    var spans: [(code: String, start: Int)] = []
    for row in 0..<communes.count {
      let (start, end) = (try communes.number(row, 1), try communes.number(row, 2))
      (first, last) = (min(first, start), max(last, end))
      spans.append((communes[row, 0], start))
    }
    guard first <= last, last - first < 32, first >= 1900 else { throw communes.fault("communes") }
    let moves = try Rows(
      folder.cog("mouvements"), ["date", "type_avant", "code_avant", "code_apres"])
    var events: [CommuneEvent] = []
    for row in 0..<moves.count {
      events.append(
        CommuneEvent(
          date: try moves.date(row, 0), before: moves[row, 2], after: moves[row, 3],
          isRestored: moves[row, 1] != "COM"))
    }
    let history: CommuneHistory
    do throws(CommuneEventFault) {
      history = try CommuneHistory(
        first: spans.filter { $0.start == first }.map(\.code), years: first...last, events: events)
    } catch {
      throw moves.fault("\(error.date) " + error.codes.prefix(5).joined(separator: ", "))
    }
    let listed = try Rows(folder.cog("rattachements"), ["code", "nature", "commune_2024", "commune_2026"])
    var parts: [String: CommuneParts.Part] = [:]
    for row in 0..<listed.count {
      guard let kind = CommuneParts.Kind(rawValue: listed[row, 1]) else { continue }
      let commune = listed[row, 2].isEmpty ? listed[row, 3] : listed[row, 2]
      if parts[listed[row, 0]] == nil {
        parts[listed[row, 0]] = CommuneParts.Part(kind: kind, commune: commune)
      }
    }
    return CommuneFacts(history: history, parts: CommuneParts(parts))
  }

  /// What a table of codes lists as communes: an arrondissement municipal stands for its commune.
  func commune(_ code: String) -> String {
    guard let part = parts[code], part.kind == .arrondissement else { return code }
    return part.commune
  }

  /// The years that a list of codes can be of.
  public func recognise(_ codes: some Sequence<String>) -> MillesimeRecognition {
    MillesimeRecognition(Set(codes.map { commune($0) }), in: history)
  }
}

/// Named columns of one embedded table.
private struct Rows {
  private let table: Table
  private let columns: [Int]
  private let path: String

  init(_ path: String, _ names: [String]) throws(Diagnostic) {
    self.path = path
    table = try DataFile.parse(try ByteFile.read(path), source: path).table
    var columns: [Int] = []
    for name in names { columns.append(try ColumnLookup.index(of: name, in: table, option: name)) }
    self.columns = columns
  }

  var count: Int { table.rowCount }
  subscript(row: Int, column: Int) -> String { table.columns[columns[column]][row] }

  func number(_ row: Int, _ column: Int) throws(Diagnostic) -> Int {
    guard let value = Int(self[row, column]) else { throw fault(self[row, column]) }
    return value
  }

  /// `2025-01-01` as 20250101.
  func date(_ row: Int, _ column: Int) throws(Diagnostic) -> Int {
    guard let value = Int(self[row, column].filter { $0 != "-" }), (1900_01_01...2999_12_31).contains(value)
    else { throw fault(self[row, column]) }
    return value
  }

  func fault(_ found: String) -> Diagnostic {
    Diagnostic(
      "geodata.cog", at: SourceLocation(file: path),
      Phrase(
        en: "the embedded table of communes is damaged", fr: "la table embarquée des communes est abîmée"),
      found: found)
  }
}
