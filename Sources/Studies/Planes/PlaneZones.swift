public import Coverage
public import GeoModel
import GeoNative

/// A layer carried into the legal plane CRS of each part of France that it touches.
public enum PlaneZones {
  /// - Parameters:
  ///   - workCRS: the plane CRS to use instead of the legal ones; for data outside France.
  /// - Throws: `Diagnostic` where a territory lies outside France and no CRS is given, or cannot be carried.
  public static func make(
    _ layer: LoadedTerritories, workCRS: CRS?, threads: Int
  ) throws(Diagnostic) -> [PlaneZone] {
    let systems = try assign(layer, workCRS: workCRS, threads: threads)
    var zones: [PlaneZone] = []
    for crs in Set(systems).sorted(by: { $0.code < $1.code }) {
      let members = systems.indices.filter { systems[$0] == crs }
      zones.append(
        try zone(layer, members: members, crs: crs, isOnly: members.count == systems.count, threads))
    }
    return zones
  }

  /// The plane CRS of each territory, by the middle of its box.
  private static func assign(
    _ layer: LoadedTerritories, workCRS: CRS?, threads: Int
  ) throws(Diagnostic) -> [CRS] {
    if let workCRS {
      let facts = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: workCRS) }
      guard !facts.isGeographic else {
        throw Diagnostic(
          "crs.degrees",
          Phrase(en: "distances are not measured in degrees", fr: "une distance ne se mesure pas en degrés"),
          found: workCRS.code,
          expected: Phrase(en: "a plane CRS in metres", fr: "un système plan en mètres"))
      }
      guard facts.metresPerUnit == 1 else {
        throw Diagnostic(
          "crs.unit",
          Phrase(
            en: "the unit of this system is not the metre", fr: "l’unité de ce système n’est pas le mètre"),
          found: workCRS.code, expected: Phrase(en: "a plane CRS in metres", fr: "un système plan en mètres"))
      }
      return Array(repeating: workCRS, count: layer.codes.count)
    }
    var boxes = [Envelope](repeating: Envelope(), count: layer.codes.count)
    for feature in 0..<layer.geometry.count {
      boxes[Int(layer.owners[feature])].add(layer.geometry.envelope(of: feature))
    }
    let centers = boxes.flatMap { $0.isEmpty ? [Double.nan, Double.nan] : [$0.center.x, $0.center.y] }
    let lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(centers, from: layer.crs, to: .wgs84, threads: threads)
    }
    var systems: [CRS] = []
    for index in layer.codes.indices {
      let (longitude, latitude) = (lonLat[2 * index], lonLat[2 * index + 1])
      guard let legal = LegalCRS(longitude: longitude, latitude: latitude) else {
        throw Diagnostic(
          "crs.outside-france",
          at: layer.place(index),
          Phrase(
            en: "this territory lies outside France, where no legal plane CRS is known",
            fr: "ce territoire est hors de France, où aucun système plan légal n’est connu"),
          found: "\(longitude) \(latitude)",
          hint: CRSAdvice.hint(centers, in: layer.crs, option: "--territories-crs")
            ?? Phrase(
              en: "--territories-crs if the coordinates are not longitude and latitude, or --work-crs EPSG:n",
              fr:
                "--territories-crs si les coordonnées ne sont pas longitude et latitude, ou --work-crs EPSG:n"
            ))
      }
      systems.append(legal.crs)
    }
    return systems
  }

  private static func zone(
    _ layer: LoadedTerritories, members: [Int], crs: CRS, isOnly: Bool, _ threads: Int
  ) throws(Diagnostic) -> PlaneZone {
    var rank = [Int](repeating: -1, count: layer.codes.count)
    for (position, member) in members.enumerated() { rank[member] = position }
    var geometry = layer.geometry
    var owners = layer.owners
    if !isOnly {
      geometry = GeometryColumn()
      owners = []
      for feature in 0..<layer.geometry.count where rank[Int(layer.owners[feature])] >= 0 {
        geometry.append(polygons: layer.geometry.polygons(of: feature))
        owners.append(layer.owners[feature])
      }
    }
    geometry.coordinates = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(geometry.coordinates, from: layer.crs, to: crs, threads: threads)
    }
    var polygons = [MultiPolygon](repeating: MultiPolygon(), count: members.count)
    var parts = [Int](repeating: 0, count: members.count)
    for feature in 0..<geometry.count {
      let member = rank[Int(owners[feature])]
      let value = geometry.polygons(of: feature)
      guard value.coordinates.allSatisfy(\.isFinite) else {
        throw Diagnostic(
          "crs.transform",
          at: layer.place(members[member]),
          Phrase(
            en: "a corner of this territory cannot be carried from \(layer.crs) to \(crs)",
            fr: "un sommet de ce territoire ne peut pas passer de \(layer.crs) à \(crs)"),
          hint: Phrase(
            en: "--territories-crs with the layer's true CRS",
            fr: "--territories-crs avec le vrai système de la couche"))
      }
      polygons[member].append(value)
      parts[member] += 1
    }
    let zone: PlaneZone
    do {
      var repairs = try Repair.mend(&polygons, threads: threads)
      // Features with one code may overlap: GEOS says so and the repair counts it once.
      repairs.removeAll { parts[$0.territory] > 1 && $0.areaBeforeSquareMetres == $0.areaAfterSquareMetres }
      for index in repairs.indices { repairs[index].territory = members[repairs[index].territory] }
      zone = PlaneZone(crs: crs, members: members, polygons: polygons, repairs: repairs)
    } catch {
      throw error.diagnostic(at: SourceLocation(file: layer.source))
    }
    if let empty = polygons.firstIndex(where: { !($0.area > 0) }) {
      throw Diagnostic(
        "territories.no-area", at: layer.place(members[empty]),
        Phrase(
          en: "this territory has no area, so nothing can be said of its coverage",
          fr: "ce territoire n’a pas de surface : rien ne peut être dit de sa couverture"),
        hint: Phrase(en: "mend it or leave it out", fr: "le corriger ou l’écarter"))
    }
    return zone
  }
}
