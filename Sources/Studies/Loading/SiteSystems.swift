import GeoFormats
import GeoModel
import GeoNative

/// Brings rows of several CRS to one: the columns of FINESS are in Lambert-93 metres for the mainland and in UTM
/// metres overseas.
enum SiteSystems {
  /// - Parameters:
  ///   - column: the column that names the CRS of each row, or its département.
  /// - Returns: the CRS of each row.
  static func of(_ table: Table, column: Int, departements: Int?) -> [CRS?] {
    var known: [String: CRS?] = [:]
    return (0..<table.rowCount).map { row in
      let text = table.columns[column][row]
      let departement = departements.map { table.columns[$0][row] } ?? ""
      let key = text + "\u{1F}" + departement
      if let crs = known[key] { return crs }
      let crs = RowCRS.of(departement: text) ?? RowCRS.parse(text) ?? RowCRS.of(departement: departement)
      known[key] = .some(crs)
      return crs
    }
  }

  /// The column of a FINESS table that says the CRS; nil in other tables, and where the coordinates are not its own.
  static func finess(_ table: Table, _ columns: CoordinateColumns) -> (column: Int, departements: Int?)? {
    guard case .pair(let x, let y) = columns, table.columns[x].name == "coordxet",
      table.columns[y].name == "coordyet", let column = table.index(of: "sourcecoordet")
    else { return nil }
    return (column, table.index(of: "departement"))
  }

  /// Carries each row to longitude and latitude where the rows have several CRS; rejects those without one.
  static func carry(_ sites: inout LoadedSites, _ systems: [CRS?], _ session: LoadSession) throws(Diagnostic)
  {
    var members: [CRS: [Int]] = [:]
    for site in 0..<sites.count where sites.isLocated(site) {
      let row = sites.rows[site]
      guard let crs = systems[row] else {
        reject(&sites, site)
        continue
      }
      members[crs, default: []].append(site)
    }
    let groups = members.sorted { $0.key.code < $1.key.code }
    guard groups.count != 1 else {
      sites.crs = groups[0].key
      return
    }
    sites.crs = .wgs84
    for (crs, group) in groups {
      let flat = group.flatMap { [sites.positions[2 * $0], sites.positions[2 * $0 + 1]] }
      let threads = session.threads
      let carried = try FailureWords.proj { () throws(ProjError) in
        try Reprojection.transform(flat, from: crs, to: .wgs84, threads: threads)
      }
      for (index, site) in group.enumerated() {
        sites.positions[2 * site] = carried[2 * index]
        sites.positions[2 * site + 1] = carried[2 * index + 1]
        if carried[2 * index].isNaN { reject(&sites, site) }
      }
    }
    let list = groups.map { "\($0.key) (\($0.value.count))" }.joined(separator: ", ")
    session.note(
      Phrase(
        en: "\(sites.path): rows in several systems, each carried to EPSG:4326: \(list)",
        fr: "\(sites.path) : lignes en plusieurs systèmes, chacune ramenée en EPSG:4326 : \(list)"))
  }

  private static func reject(_ sites: inout LoadedSites, _ site: Int) {
    let row = sites.rows[site]
    sites.positions[2 * site] = .nan
    sites.positions[2 * site + 1] = .nan
    sites.rejects.append(
      RowReject(
        row: row, line: row < sites.table.lines.count ? Int(sites.table.lines[row]) : 0, field: "crs",
        value: "",
        reason: Phrase(
          en: "no known coordinate system, or no place in it",
          fr: "pas de système connu, ou aucun lieu dans ce système"),
        code: "row.crs"))
  }
}
