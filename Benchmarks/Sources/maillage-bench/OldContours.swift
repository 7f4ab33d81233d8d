import Coverage
import GeoFormats
import GeoModel
import GeoNative

/// The IGN contours of 2018, carried to the communes of 2024.
struct OldContours {
  /// Longitude and latitude.
  let geometry: GeometryColumn
  /// Code of 2024 of each feature.
  let codes: [String]

  /// Events of INSEE's list that give the whole of one commune to another.
  private static let whole: Set<String> = ["31", "32", "33", "34", "41", "50"]
  /// Splits since 2018 whose parts were whole communes.
  private static let splits = ["60453": "60694", "60694": "60694", "60054": "60054"]
  /// Communes of 2024 that come from a split of a commune of 2018: the contours hold only the whole.
  static let unknown: Set<String> = ["14666", "14712", "85084", "85165", "85212"]

  /// - Parameter folder: of the official files, as in the recipe of GeoData.
  init(folder: String) throws {
    let path = folder + "/communes-2018/communes-france-2018.geojson.gz"
    let bytes = try Inflation.gunzip(try ByteFile.read(path), source: path).bytes
    let layer = try GeoJSONReader.read(bytes, source: path).layer
    let events = try Self.events(folder + "/commune-tables/mouvements-communes.csv")
    guard let key = layer.attributes.index(of: "code") else {
      throw Diagnostic(
        "bench.column", Phrase(en: "the contours have no code", fr: "contours sans code"))
    }
    geometry = layer.geometry
    codes = (0..<layer.count).map { row in
      let old = layer.attributes.columns[key][row]
      var code = Self.splits[old] ?? old
      if Self.splits[old] == nil {
        for event in events where event.before == code { code = event.after }
      }
      return code
    }
  }

  private static func events(_ path: String) throws -> [(before: String, after: String)] {
    let table = try CSVReader.read(try ByteFile.read(path), source: path).table
    func column(_ name: String) throws -> Int {
      guard let index = table.index(of: name) else {
        throw Diagnostic("bench.column", Phrase(en: "no column \(name)", fr: "pas de colonne \(name)"))
      }
      return index
    }
    let (kind, date) = (try column("MOD"), try column("DATE_EFF"))
    let (before, after) = (try column("COM_AV"), try column("COM_AP"))
    let (typeBefore, typeAfter) = (try column("TYPECOM_AV"), try column("TYPECOM_AP"))
    var events: [(date: String, before: String, after: String)] = []
    for row in 0..<table.rowCount {
      func text(_ column: Int) -> String { table.columns[column][row] }
      guard whole.contains(text(kind)), text(typeBefore) == "COM", text(typeAfter) == "COM",
        text(before) != text(after), text(date) > "2018-01-01", text(date) <= "2024-01-01"
      else { continue }
      events.append((text(date), text(before), text(after)))
    }
    return events.sorted { ($0.date, $0.before, $0.after) < ($1.date, $1.before, $1.after) }
      .map { ($0.before, $0.after) }
  }

  /// Communes of 2024 in a plane CRS, mended; those of other zones are left out.
  func communes(in zone: LegalCRS, threads: Int) throws -> Territories {
    let members = (0..<geometry.count).filter { feature in
      let center = geometry.envelope(of: feature).center
      return zone.bounds.contains(center.x, center.y)
    }
    var column = GeometryColumn()
    for feature in members { column.append(polygons: geometry.polygons(of: feature)) }
    column.coordinates = try Reprojection.transform(
      column.coordinates, from: .wgs84, to: zone.crs, threads: threads)
    var polygons = members.indices.map { column.polygons(of: $0) }
    _ = try Repair.mend(&polygons, threads: threads)
    let ownCodes = members.map { codes[$0] }
    let mesh = Territories(
      codes: ownCodes, names: ownCodes.map { _ in nil }, polygons: polygons, crs: zone.crs)
    return try Dissolve(
      mesh, levelOf: ownCodes.map { Optional($0) }, names: [:], sliverWidthMetres: 0, threads: threads
    ).territories
  }
}
