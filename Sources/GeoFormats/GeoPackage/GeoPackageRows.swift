import GeoModel
import GeoNative

/// The rows of one table, cell by cell.
struct GeoPackageRows {
  /// Something that was put right: how often, and the first row and column concerned.
  struct Tally {
    var count = 0
    var location = SourceLocation()
  }

  private enum Rule { case geometry, boolean, plain }

  private let statement: SQLiteStatement
  private var columns: [TextColumn] = []
  private var rules: [Rule] = []
  /// Column of the identifier among those of the statement.
  private var identifier: Int?
  /// The same among the columns that are read.
  private var identifierColumn: Int?
  private var row = 0
  /// Bytes that the rows may still take: a damaged or hostile table can have more rows than bytes.
  private var allowance: Int

  private(set) var geometry = GeometryColumn()
  var srsID: Int64 = 0

  private(set) var dropped = Tally()
  private(set) var closed = Tally()
  private(set) var empty = Tally()
  private(set) var collections = Tally()
  private(set) var foreign = Tally()
  private(set) var blobs = Tally()
  private(set) var garbled = Tally()
  private(set) var infinite = Tally()

  init(
    _ layer: String, in database: SQLiteDatabase, geometry name: String?, byteCount: Int
  ) throws(SQLiteError) {
    let primary = try Self.primaryKey(of: layer, in: database)
    statement = try database.statement("SELECT * FROM \(SQLiteDatabase.quoted(layer))")
    allowance = (1 << 26) + 16 * byteCount
    if name != nil { LargeMemory.reserve(min(byteCount / 8, 1 << 26), in: &geometry.coordinates) }
    let wanted = name?.lowercased()
    for index in 0..<statement.columnCount {
      let own = statement.name(index)
      if own.lowercased() == wanted, !rules.contains(.geometry) {
        rules.append(.geometry)
        continue
      }
      rules.append(statement.declaredType(index) == "BOOLEAN" ? .boolean : .plain)
      if own.lowercased() == primary {
        identifier = index
        identifierColumn = columns.count
      }
      columns.append(TextColumn(name: unused(own)))
    }
  }

  var hasGeometry: Bool { rules.contains(.geometry) }

  /// The one column of the primary key, lower case; nil where there is none.
  private static func primaryKey(of layer: String, in database: SQLiteDatabase) throws(SQLiteError) -> String?
  {
    let rows = try database.statement("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 LIMIT 2")
    try rows.bind(layer, at: 1)
    guard try rows.step(), let name = rows.text(0), try !rows.step() else { return nil }
    return name.lowercased()
  }

  private func unused(_ name: String) -> String {
    var result = name
    var number = 2
    while columns.contains(where: { $0.name == result }) {
      result = "\(name)_\(number)"
      number += 1
    }
    return result
  }

  func table(source: String) -> Table { Table(columns: columns, source: source) }

  func layer(crs: CRS, source: String) -> FeatureLayer {
    var layer = FeatureLayer(geometry: geometry, attributes: table(source: source), crs: crs, source: source)
    if let identifierColumn {
      let ids = layer.attributes.columns.remove(at: identifierColumn)
      layer.attributes.columns.insert(ids, at: 0)
      layer.ids = ids
      layer.ids?.name = "id"
      layer.hasIDColumn = true
    }
    return layer
  }

  mutating func read(at location: SourceLocation) throws(Diagnostic) {
    while true {
      do throws(SQLiteError) {
        guard try statement.step() else { return }
      } catch {
        var diagnostic = error.diagnostic(at: location)
        if row > 0 { diagnostic.location.feature = row + 1 }
        throw diagnostic
      }
      row += 1
      var target = 0
      for index in rules.indices {
        if rules[index] == .geometry {
          try readGeometry(index, location)
        } else {
          try readCell(index, to: target, location)
          target += 1
        }
      }
      guard allowance >= 0 else { throw tooMuch(location) }
    }
  }

  private mutating func readCell(_ index: Int, to target: Int, _ location: SourceLocation) throws(Diagnostic)
  {
    allowance -= 8
    switch statement.cell(index) {
    case .null: columns[target].append([], kind: .missing)
    case .integer:
      let value = statement.integer(index)
      if rules[index] == .boolean && (value == 0 || value == 1) {
        columns[target].append(value == 1 ? "true" : "false", kind: .boolean)
      } else {
        columns[target].append(String(value), kind: .number)
      }
    case .real:
      let value = statement.real(index)
      if !value.isFinite {
        note(&infinite, location, columns[target].name)
        columns[target].append([], kind: .missing)
      } else {
        columns[target].append(FixedDecimal.shortest(value), kind: .number)
      }
    case .text:
      if !statement.append(index, to: &columns[target]) { note(&garbled, location, columns[target].name) }
      allowance -= statement.byteCount(index)
    case .blob:
      note(&blobs, location, columns[target].name)
      statement.withBlob(index) { bytes in Self.appendHexadecimal(bytes, to: &columns[target]) }
      allowance -= 2 * statement.byteCount(index)
    }
    if !columns[target].hasRoom { throw tooMuch(location) }
  }

  private static func appendHexadecimal(_ bytes: Span<UInt8>, to column: inout TextColumn) {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for index in 0..<bytes.count {
      for digit in [bytes[index] >> 4, bytes[index] & 15] {
        text.append(digit < 10 ? 48 + digit : 55 + digit)
      }
    }
    column.append(text)
  }

  private mutating func readGeometry(_ index: Int, _ location: SourceLocation) throws(Diagnostic) {
    allowance -= 48
    switch statement.cell(index) {
    case .null: return geometry.appendNone()
    case .blob: break
    default:
      throw defect(location, GeoPackageGeometry.Fault.notGeoPackage.message, found: statement.text(index))
    }
    allowance -= 2 * statement.byteCount(index)
    let outcome = statement.withBlob(index) { bytes in Self.parse(bytes, into: &geometry) }
    let name = statement.name(index)
    switch outcome {
    case .read(let traits, let srs):
      if traits.hasExtraDimensions { note(&dropped, location, name) }
      if traits.closedRings > 0 { note(&closed, location, name, traits.closedRings) }
      if traits.isEmpty { note(&empty, location, name) }
      if traits.isCollection && !traits.isEmpty { note(&collections, location, name) }
      if Int64(srs) != srsID { note(&foreign, location, name) }
    case .header(let fault): throw defect(location, fault.message, found: fault.found)
    case .body(let fault): throw defect(location, fault.message, found: fault.found, hint: fault.hint)
    }
  }

  private enum Outcome {
    case read(WellKnownBinary.Traits, srs: Int32)
    case header(GeoPackageGeometry.Fault)
    case body(WKBFault)
  }

  private static func parse(_ bytes: Span<UInt8>, into column: inout GeometryColumn) -> Outcome {
    let header: GeoPackageGeometry
    do throws(GeoPackageGeometry.Fault) {
      header = try GeoPackageGeometry(bytes)
    } catch {
      return .header(error)
    }
    do throws(WKBFault) {
      return .read(
        try WellKnownBinary.append(bytes, from: header.start, to: &column), srs: header.srsID)
    } catch {
      return .body(error)
    }
  }

  /// Where the row is: its number from 1, and its identifier.
  private func place(_ location: SourceLocation, _ field: String) -> SourceLocation {
    var place = location
    place.feature = row
    place.featureCode = identifier.flatMap { statement.text($0) }
    place.field = field
    return place
  }

  private func note(_ tally: inout Tally, _ location: SourceLocation, _ field: String, _ count: Int = 1) {
    if tally.count == 0 { tally.location = place(location, field) }
    tally.count += count
  }

  private func defect(
    _ location: SourceLocation, _ message: Phrase, found: String?, hint: Phrase? = nil
  ) -> Diagnostic {
    let field = rules.firstIndex(of: .geometry).map { statement.name($0) } ?? ""
    return Diagnostic("geopackage.geometry", at: place(location, field), message, found: found, hint: hint)
  }

  private func tooMuch(_ location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "geopackage.too-large", at: place(location, ""),
      Phrase(
        en: "the table gives far more data than a file of this size can hold",
        fr: "la table donne bien plus de données qu’un fichier de cette taille ne peut en contenir"),
      hint: Phrase(
        en: "the file is damaged, or the layer is a view: save it as a table",
        fr: "le fichier est abîmé, ou la couche est une vue : l’enregistrer comme table"))
  }
}
