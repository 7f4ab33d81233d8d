import Coverage
import GeoFormats
import GeoModel
import GeoNative
import Studies

/// Measures the contours that Maillage draws from points against the real ones: `maillage-bench tessellation`.
struct TessellationMeasure {
  let communes: CommunePoints
  let contours: OldContours
  let folder: String
  let threads: Int
  private let codeColumns: [(name: String, values: [String])]

  /// - Parameters:
  ///   - folder: the official files, as in the recipe of GeoData.
  ///   - geodata: the project's GeoData folder.
  init(folder: String, geodata: String, threads: Int) throws {
    self.folder = folder
    self.threads = threads
    communes = try CommunePoints.load(
      geodata + "/tables/communes.csv", partsPath: geodata + "/tables/arrondissements-municipaux.csv",
      session: LoadSession(threads: threads))
    contours = try OldContours(folder: folder)
    let table = communes.table
    codeColumns = ["code", "epci", "bassin_de_vie", "arrondissement", "departement", "region"].compactMap {
      name in
      table.index(of: name).map { column in
        (name, (0..<table.rowCount).map { table.columns[column][$0] })
      }
    }
  }

  private func column(_ name: String) -> [String] {
    codeColumns.first { $0.name == name }?.values ?? []
  }

  func run() throws {
    let departments = column("departement")
    let mainland = departments.map { !$0.hasPrefix("97") }
    let drawn = try draw(mainland, .metropole)
    let real = try contours.communes(in: .metropole, threads: threads)
    try measure("metropole", drawn, real, levels: codeColumns.map(\.name) + ["france"])
    try finess(drawn)
    let regions = column("region")
    let north = try draw(regions.map { $0 == "32" }, .metropole)
    try measure("hauts-de-france", north, real, levels: codeColumns.map(\.name))
    let overseas: [(String, LegalCRS)] = [
      ("971", .antilles), ("972", .antilles), ("973", .guyane), ("974", .reunion), ("976", .mayotte),
    ]
    for (department, zone) in overseas {
      let cells = try draw(departments.map { $0 == department }, zone)
      try measure(
        department, cells, try contours.communes(in: zone, threads: threads), levels: ["code", "departement"])
    }
  }

  private func draw(_ wanted: [Bool], _ zone: LegalCRS) throws -> Territories {
    let (members, cells) = try communes.cells(of: wanted, zone: zone, threads: threads)
    return Territories(
      codes: members.map { communes.codes[$0] }, names: members.map { communes.names[$0] }, polygons: cells,
      crs: zone.crs)
  }

  /// One line a level: how many territories, and their intersection over union.
  private func measure(_ place: String, _ drawn: Territories, _ real: Territories, levels: [String]) throws {
    for level in levels {
      let values = level == "france" ? communes.codes.map { _ in "FR" } : column(level)
      let levelOf = Dictionary(uniqueKeysWithValues: zip(communes.codes, values))
      // Of a territory astride the edge of what is drawn, the same communes are compared.
      let held = Set(drawn.codes)
      func dissolved(_ mesh: Territories) throws -> Territories {
        let codes = mesh.codes.map { code in
          levelOf[code].flatMap { $0.isEmpty || !held.contains(code) ? nil : $0 }
        }
        return try Dissolve(
          mesh, levelOf: codes, names: [:], sliverWidthMetres: 0, threads: threads
        ).territories
      }
      let (ours, theirs) = (try dissolved(drawn), try dissolved(real))
      let pairs = ours.codes.indices.compactMap { index -> (own: Int, other: Int)? in
        if level == "code" && OldContours.unknown.contains(ours.codes[index]) { return nil }
        return theirs.index(of: ours.codes[index]).map { (index, $0) }
      }
      let shares = try ParallelMap.map(
        count: pairs.count, threads: threads, worker: { () throws(GEOSError) in GEOSSession() }
      ) { (session, pair) throws(GEOSError) -> Double in
        let (a, b) = (ours.polygons[pairs[pair].own], theirs.polygons[pairs[pair].other])
        let common = try session.intersection(a, with: [b]).area
        return common / (a.area + b.area - common)
      }
      let order = shares.indices.sorted { shares[$0] < shares[$1] }
      guard !order.isEmpty else { continue }
      let worst = ours.codes[pairs[order[0]].own]
      emit([
        ("place", .string(place)), ("level", .string(level)), ("territories", .int(order.count)),
        ("median", .number(Self.quantile(order.map { shares[$0] }, 0.5), decimals: 3)),
        ("mean", .number(shares.reduce(0, +) / Double(shares.count), decimals: 3)),
        ("worst_5_percent_under", .number(Self.quantile(order.map { shares[$0] }, 0.05), decimals: 3)),
        ("worst", .number(shares[order[0]], decimals: 3)), ("worst_code", .string(worst)),
        ("under_0_85", .int(shares.count { $0 < 0.85 })),
      ])
    }
  }

  /// Linear between the two nearest ranks of ascending values.
  private static func quantile(_ ascending: [Double], _ share: Double) -> Double {
    let place = share * Double(ascending.count - 1)
    let low = Int(place)
    let high = min(low + 1, ascending.count - 1)
    return ascending[low] + (place - Double(low)) * (ascending[high] - ascending[low])
  }

  /// Where the establishments of FINESS fall whose commune is in the COG of 2024.
  private func finess(_ drawn: Territories) throws {
    let path = folder + "/finess-occitanie/etablissements_occitanie.csv"
    let table = try CSVReader.read(try ByteFile.read(path), source: path).table
    guard let longitude = table.index(of: "longitude"), let latitude = table.index(of: "latitude"),
      let code = table.index(of: "code_insee")
    else { return }
    let rowOf = Dictionary(uniqueKeysWithValues: communes.codes.enumerated().map { ($1, $0) })
    var flat: [Double] = []
    var own: [Int] = []
    var located = 0
    for row in 0..<table.rowCount {
      guard let x = Double(table.columns[longitude][row]), let y = Double(table.columns[latitude][row])
      else { continue }
      located += 1
      guard let commune = rowOf[table.columns[code][row]] else { continue }
      flat += [x, y]
      own.append(commune)
    }
    let places = try Reprojection.transform(flat, from: .wgs84, to: .lambert93, threads: threads)
    var geometry = GeometryColumn()
    for polygons in drawn.polygons { geometry.append(polygons: polygons) }
    let locator = PointLocator(
      geometry: geometry, owners: (0..<Int32(drawn.count)).map { $0 }, threads: threads)
    let found = own.indices.map { index -> Int? in
      let territory = locator.locate(x: places[2 * index], y: places[2 * index + 1]).territory
      return territory < 0 ? nil : rowOf[drawn.codes[Int(territory)]]
    }
    let centers = try Reprojection.transform(
      communes.lonLat, from: .wgs84, to: .lambert93, threads: threads)
    let nearest = NearestSites(centers)
    let closest = own.indices.count { index in
      nearest.nearest(x: places[2 * index], y: places[2 * index + 1])?.index == own[index]
    }
    var figures: [(key: String, value: JSONValue)] = [
      ("place", .string("finess-occitanie")), ("points", .int(located)),
      ("points_with_a_commune", .int(own.count)), ("in_no_cell", .int(found.count { $0 == nil })),
      ("nearest_point_is_own", share(closest, own.count)),
    ]
    for (name, values) in codeColumns where name != "region" && name != "arrondissement" {
      let same = own.indices.count { index in found[index].map { values[$0] == values[own[index]] } ?? false }
      figures.append(("own_" + (name == "code" ? "commune" : name), share(same, own.count)))
    }
    emit(figures)
  }

  private func share(_ count: Int, _ total: Int) -> JSONValue {
    .number(100 * Double(count) / Double(max(total, 1)), decimals: 1)
  }

  private func emit(_ members: [(key: String, value: JSONValue)]) {
    print(JSONValue.object(members).compactText)
  }
}
