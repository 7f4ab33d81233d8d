import Coverage
import GeoModel
import Testing

@testable import Reports

/// A study of invented figures, as one of Occitanie could give them; every balance is just.
func sampleFacts() -> StudyFacts {
  var sites = StudyFacts.SiteBalance(noun: "maisons de santé")
  (sites.rowsRead, sites.rowsFilteredOut, sites.read) = (10_007, 9_635, 372)
  (sites.assigned, sites.ambiguous, sites.outside, sites.rejected) = (369, 1, 0, 2)
  sites.onBoundary = 1
  var facts = StudyFacts(
    title: "Les zones blanches des maisons de santé en Occitanie",
    question: "Qui vit, en Occitanie, à plus de 15 km d’une maison de santé ?", thresholdMetres: 15_000,
    segmentsPerQuadrant: 64, minimumGapSquareMetres: 1e6, sliverWidthMetres: 250, sites: sites)
  facts.planeSystems = [(crs: .lambert93, name: "Lambert-93", areaBias: 0.0012)]
  (facts.meshCount, facts.meshCovered, facts.meshPartial, facts.meshUncovered) = (4_453, 3_662, 660, 131)
  (facts.landSquareMetres, facts.uncoveredSquareMetres) = (73_399.1e6, 6_520.3e6)
  (facts.population, facts.uncoveredPopulation) = (6_080_731, 139_249)
  (facts.edgeSquareMetres, facts.edgePopulation) = (2_170.4e6, 45_120)
  facts.overlapSquareMetres = 7.7e6
  (facts.sliverCount, facts.sliverSquareMetres) = (1_071, 8e6)
  (facts.holeCount, facts.holeSquareMetres) = (1, 12.9e6)
  (facts.residueCount, facts.residueSquareMetres, facts.residuePopulation) = (37, 11.2e6, 322)
  facts.repairs = ["65275 Lannes : auto-intersection en 0,1230 43,4560, surface +12 m²"]
  facts.gaps = sampleGaps()
  facts.levels = [
    StudyFacts.Level(
      key: "bv2022", title: "Bassins de vie", territories: sampleTerritories(), base: 100_000),
    StudyFacts.Level(
      key: "departement", title: "Départements", territories: sampleDepartments(), base: 100_000),
  ]
  facts.otherThresholds = [
    StudyFacts.OtherThreshold(
      metres: 10_000, uncoveredSquareMetres: 23_109e6, uncoveredPopulation: 499_821, gaps: 96,
      communesUncovered: 548),
    StudyFacts.OtherThreshold(
      metres: 20_000, uncoveredSquareMetres: 1_530.6e6, uncoveredPopulation: 24_310, gaps: 9,
      communesUncovered: 19),
  ]
  facts.checks = sampleChecks()
  facts.inputs = sampleInputs()
  facts.warnings = ["2 communes ont changé de code entre 2022 et 2024 : 48126 et 65399."]
  facts.canonicalCommand = "maillage run etude.json"
  facts.tools = "Maillage 0.1.0, GEOS 3.11.1, PROJ 9.1.1 (EPSG v10.076)"
  return facts
}

/// Twelve gaps; the last two stand for those that the table sums up.
func sampleGaps() -> [StudyFacts.GapLine] {
  let lines: [(String, Int, Double, Double, String?, Double, Double)] = [
    ("Lombez", 41, 402.5, 14_820, "MSP de Samatan", 21_430, 0),
    ("Mauléon-Barousse", 58, 611.9, 12_077, "MSP de Saint-Béat-Lez", 24_890, 0.31),
    ("Saint-Chély-d’Apcher", 36, 720.4, 11_954, "MSP d’Aumont-Aubrac", 23_705, 0.78),
    ("Luz-Saint-Sauveur", 22, 588.1, 10_412, "MSP d’Argelès-Gazost", 27_418, 0),
    ("Quillan", 63, 640.7, 10_233, "MSP de Limoux", 22_906, 0.04),
    ("La Salvetat-sur-Agout", 19, 388.2, 9_871, "MSP de Lacaune", 20_118, 0),
    ("Souillac", 17, 301.3, 9_204, nil, 19_702, 1),
    ("Formiguères", 24, 497.8, 8_125, "MSP de Font-Romeu", 25_340, 0.12),
    ("Vic-Fezensac", 20, 276.4, 7_911, "MSP d’Eauze", 18_220, 0.55),
    ("Nant", 15, 344.6, 6_904, "MSP du Larzac", 19_116, 0.61),
    ("Le Bleymard", 12, 900.2, 20_316, "MSP de Mende", 18_004, 0.4),
    ("Barèges", 9, 837.0, 17_100, "MSP d’Argelès-Gazost", 17_950, 0),
  ]
  return lines.enumerated().map { index, line in
    StudyFacts.GapLine(
      id: index + 1, areaSquareMetres: line.2 * 1e6, population: line.3, communes: line.1,
      mainCommune: line.0, nearestSite: line.4, farthestMetres: line.5,
      farthestPlace: Position(x: index == 3 ? -0.0312 : 1.2, y: 42.7321),
      edgeSquareMetres: line.6 * line.2 * 1e6, edgePopulation: line.6 * line.3,
      levels: index == 1 ? ["Saint-Gaudens", "Lannemezan", "Montréjeau", "Bagnères-de-Luchon"] : [line.0])
  }
}

func sampleTerritory(
  _ code: String, _ name: String?, people: Double?, uncovered: Double?, km2: Double, uncoveredKm2: Double,
  sites: Int, communes: Int, of total: Int? = nil
) -> StudyFacts.Territory {
  var bounds: (Double, Double)?
  if let people, people > 0 {
    let interval = PoissonInterval.bounds(count: sites)
    bounds = (interval.lower / people * 1e5, interval.upper / people * 1e5)
  }
  return StudyFacts.Territory(
    code: code, name: name, isTruncated: total.map { $0 > communes } ?? false, communes: communes,
    communesTotal: total, population: people, uncoveredPopulation: uncovered, areaSquareMetres: km2 * 1e6,
    uncoveredSquareMetres: uncoveredKm2 * 1e6, sites: sites,
    rate: people.flatMap { $0 > 0 ? Double(sites) / $0 * 1e5 : nil }, rateLower: bounds?.0,
    rateUpper: bounds?.1)
}

/// Sixteen bassins de vie, three of them cut by the edge, and the rest of the region as one.
func sampleTerritories() -> [StudyFacts.Territory] {
  let lines: [(String, String, Double, Double, Double, Int, Int, Int)] = [
    ("32210", "Lombez", 9_870, 9_870, 402.5, 0, 41, 41),
    ("65307", "Mauléon-Barousse", 8_120, 7_904, 590.2, 0, 52, 52),
    ("48140", "Saint-Chély-d’Apcher", 14_211, 9_105, 610.4, 1, 30, 30),
    ("65295", "Luz-Saint-Sauveur", 5_402, 5_402, 588.1, 0, 17, 17),
    ("11304", "Quillan", 12_977, 8_233, 540.7, 1, 49, 49),
    ("34293", "La Salvetat-sur-Agout", 7_033, 5_871, 338.2, 0, 19, 19),
    ("46309", "Souillac", 13_402, 4_204, 201.3, 2, 17, 26),
    ("66082", "Formiguères", 4_120, 3_125, 397.8, 0, 21, 21),
    ("32462", "Vic-Fezensac", 9_911, 3_911, 176.4, 1, 20, 20),
    ("12168", "Nant", 6_904, 2_904, 244.6, 0, 15, 18),
    ("48030", "Saint-Denis", 3_316, 1_316, 190.2, 1, 11, 11),
    ("12214", "Saint-Denis", 8_100, 2_100, 137.0, 2, 14, 14),
    ("09122", "Foix", 31_455, 4_320, 233.8, 3, 60, 60),
    ("81105", "Graulhet", 27_611, 1_203, 61.4, 3, 22, 22),
    ("30189", "Pont-Saint-Esprit", 19_020, 0, 0, 3, 12, 15),
  ]
  var result = lines.map {
    sampleTerritory(
      $0.0, $0.1, people: $0.2, uncovered: $0.3, km2: 700, uncoveredKm2: $0.4, sites: $0.5,
      communes: $0.6, of: $0.7)
  }
  let people = result.reduce(0) { $0 + ($1.population ?? 0) }
  result.append(
    sampleTerritory(
      "31555", "Toulouse", people: 6_080_731 - people, uncovered: 69_781, km2: 62_899.1,
      uncoveredKm2: 1_807.9, sites: 353, communes: 4_053, of: 4_053))
  return result
}

func sampleDepartments() -> [StudyFacts.Territory] {
  [
    sampleTerritory(
      "12", "Aveyron", people: 279_730, uncovered: 12_011, km2: 8_735, uncoveredKm2: 730.2, sites: 33,
      communes: 285, of: 285),
    sampleTerritory(
      "32", "Gers", people: 192_660, uncovered: 21_706, km2: 6_257, uncoveredKm2: 701.3, sites: 6,
      communes: 461, of: 461),
    sampleTerritory(
      "", "Hors niveau", people: 5_608_341, uncovered: 105_532, km2: 58_407.1, uncoveredKm2: 5_088.8,
      sites: 331, communes: 3_707),
  ]
}

func sampleChecks() -> [StudyCheck] {
  [
    StudyCheck(
      question: Phrase(
        en: "at least 1 site a territory", fr: "au moins 1 site par territoire (bassins de vie)"),
      isPassed: false, figure: Phrase(en: "5 territories", fr: "5 territoires sans site"),
      threshold: Phrase(en: "0", fr: "0"),
      faults: ["Lombez", "Mauléon-Barousse", "La Salvetat-sur-Agout", "Luz-Saint-Sauveur", "Formiguères"]),
    StudyCheck(
      question: Phrase(en: "share covered", fr: "part de la population couverte"), isPassed: true,
      figure: Phrase(verbatim: "97,7\u{202F}%"),
      threshold: Phrase(en: "at least 95 %", fr: "au moins 95\u{202F}%"),
      faults: []),
  ]
}

func sampleInputs() -> [StudyFacts.Input] {
  func input(
    _ role: String, _ name: String, _ bytes: Int, _ digit: Character, _ source: String?, _ reading: String
  )
    -> StudyFacts.Input
  {
    StudyFacts.Input(
      role: role, name: name, byteCount: bytes, sha256: String(repeating: digit, count: 64), source: source,
      reading: reading)
  }
  let contours = "IGN, ADMIN EXPRESS COG, millésime 2024"
  return [
    input(
      "Territoires", "communes-09.geojson", 1_204_511, "a", contours, "327 communes, clé code_territoire"),
    input(
      "Territoires", "communes-11.geojson", 1_630_092, "b", contours, "433 communes, clé code_territoire"),
    input(
      "Populations", "population-2022.csv", 1_402_330, "c", "INSEE, populations légales 2022",
      "34 960 lignes, « ; », UTF-8, colonne PMUN"),
    input(
      "Sites", "finess-occitanie.csv", 2_803_114, "d", "FINESS, extraction de mai 2024",
      "10 007 lignes, « ; », Latin-1, coordonnées coordxet et coordyet (EPSG:2154), choix categetab=603"),
    input("Niveau bv2022", "appartenance.csv", 980_401, "e", nil, "34 935 lignes, colonne BV2022"),
  ]
}
