extension BadInput {
  static let files: [BadInput] = [
    BadInput("a file that is not there", [:], join("{in}/absent.csv"), says: ["{in}/absent.csv: error: "]),
    BadInput("a folder as sites", [:], join("{in}"), says: ["{in}: error: ", "folder"]),
    BadInput(
      "a folder as territories", [:],
      ["join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}", "-o", "{out}/o.csv"],
      says: ["{in}: error: ", "folder"]),
    BadInput(
      "a path below a file", ["s.csv": "id,lon,lat\n1,2,47\n"], join("{in}/s.csv/x.csv"),
      says: ["{in}/s.csv/x.csv: error: "]),
    BadInput(
      "a zip archive", bytes: ["s.csv": [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]], join("{in}/s.csv"),
      says: ["{in}/s.csv: error: ", "zip"]),
    BadInput(
      "a workbook", bytes: ["s.xlsx": [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]], join("{in}/s.xlsx"),
      says: ["{in}/s.xlsx: error: "]),
    BadInput(
      "a GeoPackage", bytes: ["t.gpkg": Array("SQLite format 3\0".utf8) + [0x10, 0]],
      ["join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.gpkg", "-o", "{out}/o.csv"],
      says: ["{in}/t.gpkg: error: ", "damaged"]),
    BadInput(
      "a gzip file", bytes: ["s.csv.gz": [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]], join("{in}/s.csv.gz"),
      says: ["{in}/s.csv.gz: error: ", "gzip"]),
    BadInput(
      "UTF-16 text cut in a character", bytes: ["s.csv": [0xFF, 0xFE] + Array("i\0d\0,".utf8)],
      join("{in}/s.csv"), says: ["{in}/s.csv:1: error: ", "UTF-16"]),
    BadInput(
      "a web page", ["s.csv": "<!doctype html><html></html>"], join("{in}/s.csv"),
      says: ["{in}/s.csv: error: ", "HTML"]),
    BadInput(
      "a NUL byte", ["s.csv": "id,lon,lat\n1,2.05,47.05\0\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv:2: error: ", "NUL"]),
    BadInput(
      "only line ends", ["s.csv": "\n\r\n\n"], join("{in}/s.csv"), says: ["{in}/s.csv: error: ", "empty"]),
    BadInput(
      "a full disk", [:],
      [
        "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson", "-o",
        "/dev/full",
      ],
      says: ["/dev/full: error: "]),
    BadInput(
      "a folder as output", [:],
      [
        "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson", "-o",
        "{in}",
      ],
      says: ["{in}: error: ", "folder"]),
    BadInput(
      "a second output on a full disk", [:],
      [
        "gaps", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson",
        "--within", "5km",
        "-o", "{out}/z.geojson", "--territories-output", "/dev/full",
      ], says: ["/dev/full: error: "]),
    BadInput(
      "a second output that is a folder", [:],
      [
        "gaps", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson",
        "--within", "5km",
        "-o", "{out}/z.geojson", "--territories-output", "{in}",
      ], says: ["{in}: error: ", "folder"]),
    BadInput(
      "rejected rows before an output that is there", ["o.csv": "notes"],
      [
        "join", "--sites", "{fixtures}/sites.csv", "--crs", "EPSG:2154", "--territories",
        "{fixtures}/carres.geojson", "--rejects", "{out}/r.csv", "-o", "{in}/o.csv",
      ], says: ["{in}/o.csv: error: ", "--force"]),
    BadInput(
      "two outputs in one file", [:],
      [
        "gaps", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson",
        "--within", "5km",
        "-o", "{out}/z.geojson", "--territories-output", "{out}/z.geojson", "--force",
      ], says: ["{out}/z.geojson: error: "]),
    BadInput(
      "an output in a folder that is not there", [:],
      [
        "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson", "-o",
        "{out}/absent/o.csv",
      ], says: ["absent", "error: "]),
  ]

  /// A study of squares with one thing changed.
  private static func study(_ name: String, _ text: String, says words: [String]) -> BadInput {
    BadInput(
      name, ["e.json": text], ["run", "{in}/e.json", "-o", "{out}/resultats"], says: ["{in}/e.json"] + words)
  }

  private static func study(
    sites: String = "\"fichier\": \"s.csv\"", coverages: String = "{ \"distance\": \"6km\" }",
    more: String = ""
  ) -> String {
    """
    {
      "titre": "Essai",
      "territoires": { "fichiers": ["t.geojson"] },
      "sites": { \(sites) },
      "couvertures": [\(coverages)]\(more)
    }
    """
  }

  static let studies: [BadInput] = [
    study("broken JSON", "{\n  \"titre\": \n}", says: [":3: error: "]),
    study("an array as a study", "[]", says: ["error: "]),
    study(
      "an unknown key", study(sites: "\"fichier\": \"s.csv\", \"filtr\": \"a=1\""),
      says: ["field \"sites.filtr\"", "unknown", "filtre"]),
    study(
      "an unknown key in a list", study(coverages: "{ \"distance\": \"6km\" }, { \"distanse\": \"6km\" }"),
      says: ["field \"couvertures[1].distanse\"", "unknown", "distance"]),
    study("a wrong type", study(sites: "\"fichier\": 12"), says: ["field \"sites.fichier\"", "wrong type"]),
    study("a missing key", study(sites: "\"libelle\": \"x\""), says: ["field \"sites.fichier\"", "missing"]),
    study(
      "a distance without a unit", study(coverages: "{ \"distance\": \"6\" }"),
      says: ["field \"couvertures[0].distance\"", "\"6\"", "15km"]),
    study(
      "neither sites nor coverage",
      "{ \"titre\": \"Essai\", \"territoires\": { \"fichiers\": [\"t.geojson\"] } }",
      says: ["field \"couvertures\""]),
    study(
      "an unknown check", study(more: ", \"controles\": [{ \"type\": \"tout_va_bien\" }]"),
      says: ["field \"controles[0].type\"", "tout_va_bien", "population_couverte"]),
    study(
      "a share above 1",
      study(more: ", \"controles\": [{ \"type\": \"population_couverte\", \"minimum\": 95 }]"),
      says: ["field \"controles[0].minimum\"", "95", "0 to 1"]),
    study(
      "an unknown main level", study(more: ", \"sorties\": { \"niveau_principal\": \"tas\" }"),
      says: ["field \"sorties.niveau_principal\"", "\"tas\""]),
    BadInput(
      "an unknown level in a check", [:], ["check", "{fixtures}/etude-niveau-inconnu.json"],
      says: ["etude-niveau-inconnu.json: error: field \"controles[0].niveau\"", "\"tas\"", "bassin"]),
    BadInput(
      "a study that is not there", [:], ["run", "absente.json", "-o", "{out}/resultats"],
      says: ["absente.json: error: "]),
    BadInput(
      "an unknown embedded study", [:], ["run", "haut-de-france", "-o", "{out}/resultats"],
      says: ["haut-de-france", "hauts-de-france"]),
    BadInput(
      "an input of the study that is not there", ["e.json": study()],
      ["run", "{in}/e.json", "-o", "{out}/resultats"], says: ["{in}/t.geojson: error: "]),
    BadInput(
      "results under a file", ["plein": ""], ["run", "{fixtures}/etude.json", "-o", "{in}/plein/resultats"],
      says: ["plein", "error: "]),
  ]
}
