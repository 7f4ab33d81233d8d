import Coverage
import GeoModel
import GeoNative

/// Whether a layer's places can be where they say.
struct PlaceFindings {
  var findings: [Finding] = []
  /// False where the CRS is not to be believed, so that nothing may be measured.
  var isUsable = true
  /// The legal CRS of the place of each feature; nil where it has none or lies elsewhere.
  var legal: [LegalCRS?] = []

  init(_ layer: FeatureLayer, codes: [String], threads: Int) throws(Diagnostic) {
    let column = layer.geometry
    legal = Array(repeating: nil, count: column.count)
    // The middle of each feature's box stands for it.
    let centers = (0..<column.count).flatMap { feature -> [Double] in
      let box = column.envelope(of: feature)
      return box.isEmpty ? [.nan, .nan] : [box.center.x, box.center.y]
    }
    let crs = layer.crs
    let plausibility = try FailureWords.proj { () throws(ProjError) in
      try CRSPlausibility(of: centers, in: crs)
    }
    if plausibility.isDoubtful {
      isUsable = false
      findings = [Self.doubt(plausibility, crs)]
      return
    }
    let lonLat = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(centers, from: crs, to: .wgs84, threads: threads)
    }
    let isGeographic = try FailureWords.proj { () throws(ProjError) in try CRSFacts(of: crs).isGeographic }
    // A hundred metres, or a metre: near enough to 0, 0 to be a placeholder.
    let near = isGeographic ? 0.001 : 1
    var outside: [Int] = []
    for feature in 0..<column.count where !centers[2 * feature].isNaN {
      let place = Position(x: lonLat[2 * feature], y: lonLat[2 * feature + 1])
      let code = codes.isEmpty || codes[feature].isEmpty ? nil : codes[feature]
      if abs(centers[2 * feature]) < near && abs(centers[2 * feature + 1]) < near {
        findings.append(
          Finding(
            .zeroPlace,
            Phrase(
              en: "0, 0 stands for an unknown place as a rule",
              fr: "0, 0 tient lieu en général d’une position inconnue"),
            feature: feature + 1, code: code))
      } else if !place.x.isFinite
        || (isGeographic && !Self.earth.contains(centers[2 * feature], centers[2 * feature + 1]))
      {
        findings.append(
          Finding(
            .outOfRange,
            Phrase(
              en: "these coordinates cannot be in \(crs)", fr: "ces coordonnées ne peuvent pas être en \(crs)"
            ),
            feature: feature + 1, code: code,
            value: "\(centers[2 * feature]) \(centers[2 * feature + 1])"))
      } else if let zone = LegalCRS(longitude: place.x, latitude: place.y) {
        legal[feature] = zone
      } else if isGeographic, LegalCRS(longitude: place.y, latitude: place.x) != nil {
        findings.append(
          Finding(
            .swappedAxes,
            Phrase(
              en: "in France once longitude and latitude change places",
              fr: "en France si l’on échange longitude et latitude"),
            feature: feature + 1, code: code, place: place))
      } else {
        outside.append(feature)
      }
    }
    addOutside(outside, lonLat, codes)
    try addOperation(crs, centers)
  }

  /// Latitude and longitude with room for what crosses the antimeridian.
  private static let earth = Envelope(minX: -360, minY: -90, maxX: 360, maxY: 90)

  /// All of them outside France are one finding, since the layer is then of another country.
  private mutating func addOutside(_ outside: [Int], _ lonLat: [Double], _ codes: [String]) {
    if outside.count > 1 && legal.allSatisfy({ $0 == nil }) {
      findings.append(
        Finding(
          .outsideFrance,
          Phrase(
            en: "all \(outside.count) features lie outside France",
            fr: "les \(outside.count) objets sont tous hors de France")))
      return
    }
    for feature in outside {
      findings.append(
        Finding(
          .outsideFrance,
          Phrase(
            en: "outside mainland France and its overseas départements",
            fr: "hors de la métropole et des départements d’outre-mer"),
          feature: feature + 1, code: codes.isEmpty || codes[feature].isEmpty ? nil : codes[feature],
          place: Position(x: lonLat[2 * feature], y: lonLat[2 * feature + 1])))
    }
  }

  private static func doubt(_ plausibility: CRSPlausibility, _ crs: CRS) -> Finding {
    let names = plausibility.candidates.map(\.name)
    return Finding(
      .doubtfulCRS,
      Phrase(
        en:
          "announced in \(crs), the places would not be in France; they would be in \(names.map(\.english).joined(separator: ", or "))",
        fr:
          "annoncées en \(crs), les positions ne seraient pas en France ; elles y seraient en \(names.map(\.french).joined(separator: ", ou en "))"
      ))
  }

  /// Says how wrong the change to the legal CRS may be, where it is by more than a metre and a half.
  private mutating func addOperation(_ crs: CRS, _ centers: [Double]) throws(Diagnostic) {
    guard let feature = legal.firstIndex(where: { $0 != nil }), let zone = legal[feature], zone.crs != crs
    else {
      return
    }
    let place = Position(x: centers[2 * feature], y: centers[2 * feature + 1])
    let facts = try FailureWords.proj { () throws(ProjError) in
      try OperationFacts(from: crs, to: zone.crs, at: place)
    }
    if let warning = facts.warning(from: crs, to: zone.crs) {
      findings.append(Finding(.roughTransformation, warning, value: facts.name))
    }
  }
}
