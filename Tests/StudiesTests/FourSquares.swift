import GeoModel
import GeoNative
import Studies

/// Four communes of 10 km by 10 km in a row, whose distances can be told by heart.
///
/// The centres are 10 km apart: 18001 at x = 605 km, 18004 at 635 km. Bassin 18001 holds the first two, 18004 the
/// others; zone N the first three, S the last.
enum FourSquares {
  static let files: [String: String] = {
    let features = (0..<4).map { index in
      let (x, code) = (600_000 + 10_000 * index, "1800\(index + 1)")
      return """
        {"type":"Feature","properties":{"code":"\(code)","nom":"Commune \(index + 1)"},"geometry":\
        {"type":"Polygon","coordinates":[[[\(x),6650000],[\(x + 10_000),6650000],[\(x + 10_000),6660000],\
        [\(x),6660000],[\(x),6650000]]]}}
        """
    }
    let crs = "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2154\"}}"
    return [
      "m/carres.geojson":
        "{\"type\":\"FeatureCollection\",\(crs),\"features\":[\(features.joined(separator: ","))]}",
      "m/populations.csv": "code,population\n18001,100\n18002,200\n18003,300\n18004,400\n",
      "m/niveaux.csv": """
      code,bassin,zone,epci
      18001,18001,N,100
      18002,18001,N,100
      18003,18004,N,200
      18004,18004,S,300
      18099,18004,S,300

      """,
      // a and b stand at the centres of 18001 and 18004; c works for S and stands in 18003; d has its code in 18004
      // and its place in 18002; e works for a zone that is not there.
      "m/sites.csv": """
      nom,x,y,commune,zone,participants
      a,605000,6655000,18001,N,12
      b,635000,6655000,18004,S,30
      c,626000,6655000,18003,S,
      d,615000,6655500,18004,S,8
      e,605000,6652000,18001,X,5

      """,
      "m/deux.csv": "nom,x,y,zone\na,605000,6655000,N\nb,635000,6655000,S\n",
      "m/projets.csv": "projet,commune\np,18001\np,18002\nq,18002\nq,18099\nloin,75056\n",
      "m/projets-epci.csv": "projet,epci\np,100\nq,300\nq,999\n",
      "m/imprimees.csv": "zone,imprimee,retenue,note\nN,1 000,600,un chiffre de trop\nS,300,300,\n",
      "m/montants.csv": "zone,euros,annee\nN,1200,2023\nN,100,2022\nZ,50,2023\n",
      "m/chiffres.csv": """
      attribution,nom,libelle,valeur,qualificatif,unite
      region,Zone N,réunions,7,,réunions
      region,Zone N,participants,1100,plus de,participants
      non attribué,,projets,30,,projets

      """,
    ]
  }()

  /// A study of the squares, its levels `bassin` and `zone`; `rest` adds members.
  static func study(_ rest: String, sites: String = sites) -> String {
    """
    { "titre": "Carrés",
      "territoires": { "fichiers": ["carres.geojson"] },
      "populations": { "fichier": "populations.csv" },
      "niveaux": [
        { "colonne": "bassin", "titre": "Bassins", "fichier": "niveaux.csv" },
        { "colonne": "zone", "titre": "Zones", "fichier": "niveaux.csv" },
        { "colonne": "epci", "titre": "EPCI", "fichier": "niveaux.csv" },
        { "colonne": "tout", "titre": "Tout", "ensemble": { "code": "FR", "nom": "Les quatre" } }
      ]\(sites.isEmpty ? "" : ",\n      \"sites\": \(sites)"),
      \(rest) }
    """
  }

  static let sites = """
    [ { "id": "tous", "fichier": "sites.csv", "crs": "EPSG:2154", "commune": "commune", "libelle": "réunions",
        "appartient": "zone" },
      { "id": "deux", "fichier": "deux.csv", "crs": "EPSG:2154", "libelle": "maisons",
        "appartient": { "niveau": "zone", "colonne": "zone" } } ]
    """

  /// - Returns: the results and the files of a study.
  static func run(
    _ text: String, more: [String: String] = [:]
  ) throws(Diagnostic) -> (results: StudyResults, files: [String: String], names: [String]) {
    let all = files.merging(more.merging(["m/etude.json": text]) { $1 }) { $1 }
    let session = LoadSession(threads: 2, hashes: true) { path throws(Diagnostic) in
      // What is not of the study is embedded: names of official levels, land around.
      guard let text = all[path] else { return try ByteFile.read(path) }
      return Array(text.utf8)
    }
    let study = try StudyReader.load("m/etude.json", environment: GeoData.environment, session: session)
    let results = try StudyResults(study, environment: GeoData.environment, session: session)
    let outputs = try StudyOutputs(results, session: session).files
    var texts: [String: String] = [:]
    for file in outputs { texts[file.name] = String(decoding: file.bytes, as: UTF8.self) }
    return (results, texts, outputs.map(\.name))
  }
}
