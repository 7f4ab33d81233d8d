import Coverage
import GeoModel
import GeoNative

/// Official contours as the territories of a table of points: its codes, its names.
///
/// Contours may be of a later year than the table. A commune of the table without a contour of its own, whose place
/// lies in another contour, was merged since: the contour is shared out between the communes that it holds. A contour
/// whose code the table lacks, and which holds no place of it, was split from a commune, by the list of events: it goes
/// back to it. Where the events do not tell which, the contours cannot serve.
struct OfficialMesh {
  private let read: LoadedTerritories
  private let points: CommunePoints
  /// Rows of the table to draw.
  private let kept: [Int]
  private let official: OfficialContours
  /// Rows of the table that each contour stands for, ascending by code.
  private var rowsOf: [[Int]]
  /// Contours split since from the commune of a row, by row.
  private var splitFrom: [Int: [Int]] = [:]

  /// - Throws: `contours.codes` where the codes are of another year in a way that merging does not explain.
  init(
    _ read: LoadedTerritories, points: CommunePoints, kept: [Int], departements: Set<String>,
    official: OfficialContours, history: () -> CommuneHistory?
  ) throws(Diagnostic) {
    (self.read, self.points, self.kept, self.official) = (read, points, kept, official)
    var contourOf: [String: Int] = [:]
    for (index, code) in read.codes.enumerated() { contourOf[code] = index }
    rowsOf = read.codes.map { _ in [] }
    let rows = points.codes.indices.filter {
      departements.contains(CommuneCode.departement(of: points.codes[$0]))
    }
    var differing: [String] = []
    var merged: [Int] = []
    for row in rows {
      if let contour = contourOf[points.codes[row]] {
        rowsOf[contour].append(row)
      } else {
        merged.append(row)
      }
    }
    if !merged.isEmpty {
      let locator = PointLocator(geometry: read.geometry, owners: read.owners)
      for row in merged {
        let contour = locator.locate(x: points.lonLat[2 * row], y: points.lonLat[2 * row + 1]).territory
        if contour >= 0 { rowsOf[Int(contour)].append(row) } else { differing.append(points.codes[row]) }
      }
    }
    let alone = rowsOf.indices.filter { rowsOf[$0].isEmpty }
    if !alone.isEmpty {
      let origins = Origins(history(), official)
      let rowOf = Dictionary(rows.map { (points.codes[$0], $0) }) { first, _ in first }
      for contour in alone {
        if let origin = origins[read.codes[contour]], let row = rowOf[origin] {
          splitFrom[row, default: []].append(contour)
        } else {
          differing.append(read.codes[contour])
        }
      }
    }
    guard differing.isEmpty else {
      throw Diagnostic(
        "contours.codes", at: SourceLocation(file: read.source),
        Phrase(
          en: "the official contours and the table have not the same codes (another year)",
          fr: "les contours officiels et la table n’ont pas les mêmes codes (autre millésime)"),
        found: ContourCheck.list(differing.sorted()))
    }
    for index in rowsOf.indices { rowsOf[index].sort { points.codes[$0] < points.codes[$1] } }
  }

  /// The rows kept as territories, by ascending code.
  func layer(_ session: LoadSession) throws(Diagnostic) -> LoadedTerritories {
    var official = official
    var polygonsOf: [Int: MultiPolygon] = [:]
    var contours = read.codes.map { _ in MultiPolygon() }
    for feature in 0..<read.geometry.count {
      contours[Int(read.owners[feature])].append(read.geometry.polygons(of: feature))
    }
    let geos = GEOSSession()
    let drawn = Set(kept)
    for (index, rows) in rowsOf.enumerated() {
      guard let first = rows.first, rows.contains(where: drawn.contains) else { continue }
      guard rows.count > 1 else {
        polygonsOf[first] = contours[index]
        continue
      }
      let places = rows.map { Position(x: points.lonLat[2 * $0], y: points.lonLat[2 * $0 + 1]) }
      let contour = contours[index]
      let shares = try FailureWords.geos(at: read.place(index)) { () throws(GEOSError) in
        try MergedCommunes.shares(of: contour, among: places, session: geos)
      }
      guard shares.count == rows.count, shares.allSatisfy({ !$0.isEmpty }) else {
        throw Diagnostic(
          "contours.codes", at: read.place(index),
          Phrase(
            en: "this contour cannot be shared out between the communes that it unites",
            fr: "ce contour ne peut pas être partagé entre les communes qu’il réunit"),
          found: ContourCheck.list(rows.map { points.codes[$0] }))
      }
      for (row, share) in zip(rows, shares) { polygonsOf[row] = share }
      official.sharedCodes += rows.filter(drawn.contains).map { points.codes[$0] }
    }
    official.sharedCodes.sort()
    for row in kept {
      guard let pieces = splitFrom[row] else { continue }
      let all = [polygonsOf[row] ?? MultiPolygon()] + pieces.map { contours[$0] }
      polygonsOf[row] = try FailureWords.geos(at: read.place(pieces[0])) { () throws(GEOSError) in
        try geos.union(all)
      }
    }
    say(official, session)
    let ordered = kept.sorted { points.codes[$0] < points.codes[$1] }
    var geometry = GeometryColumn()
    for row in ordered { geometry.append(polygons: polygonsOf[row] ?? MultiPolygon()) }
    var layer = LoadedTerritories(
      geometry: geometry, owners: ordered.indices.map { Int32($0) }, codes: ordered.map { points.codes[$0] },
      names: ordered.map { points.names[$0] }, crs: read.crs, source: read.source)
    layer.official = official
    return layer
  }

  private func say(_ official: OfficialContours, _ session: LoadSession) {
    guard !official.sharedCodes.isEmpty else { return }
    let count = official.sharedCodes.count
    let list = ContourCheck.list(official.sharedCodes)
    session.note(
      Phrase(
        en:
          "official contours: \(count) communes were merged since the table's year; between them the borders are approximate: \(list)",
        fr:
          "contours officiels : \(count) communes ont été réunies depuis le millésime de la table ; entre elles, les limites sont approchées : \(list)"
      ))
  }
}

/// The commune of the table's year that land under a later code was taken from.
private struct Origins {
  private let carry: CommuneCarry?

  init(_ history: CommuneHistory?, _ official: OfficialContours) {
    let from = EmbeddedTables.millesime
    guard let history, history.years.contains(from) else {
      carry = nil
      return
    }
    let years = official.manifests.flatMap(\.years).filter { history.years.contains($0) }
    carry = CommuneCarry(history, from: from, to: years.max() ?? history.years.upperBound)
  }

  /// Nil where there is none, or not one only.
  subscript(code: String) -> String? {
    guard let origins = carry?.origins(of: code), origins.count == 1 else { return nil }
    return origins[0]
  }
}
