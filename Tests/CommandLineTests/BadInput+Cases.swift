extension BadInput {
  /// Arguments of a join of these sites on squares in degrees.
  static func join(_ sites: String) -> [String] {
    ["join", "--sites", sites, "--territories", "{fixtures}/degres.geojson", "-o", "{out}/o.csv"]
  }

  private static func territories(_ extra: String...) -> [String] {
    [
      "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.geojson", "-o", "{out}/o.csv",
      "--rejects", "{out}/r.csv",
    ] + extra
  }

  private static func gaps(_ extra: String...) -> [String] {
    [
      "gaps", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/degres.geojson", "--within",
      "5km",
      "-o", "{out}/z.geojson", "--territories-output", "{out}/t.geojson",
    ] + extra
  }

  private static func polygon(_ coordinates: String, code: String = "\"A\"") -> String {
    """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":\(code)},"geometry":{"type":"Polygon","coordinates":\(coordinates)}}
    ]}
    """
  }

  private static let square = "[[[2,47],[3,47],[3,48],[2,48],[2,47]]]"

  static let geometries: [BadInput] = [
    BadInput(
      "truncated GeoJSON", ["t.geojson": String(polygon(square).dropLast(40))], territories(),
      says: ["{in}/t.geojson:2: error: "]),
    BadInput(
      "a ring of 3 points", ["t.geojson": polygon("[[[2,47],[3,47],[2,47]]]")], territories(),
      says: ["{in}/t.geojson:2: error: feature 1", "3", "4"]),
    BadInput(
      "coordinates as strings", ["t.geojson": polygon("[[[\"2\",\"47\"],[3,47],[3,48],[2,47]]]")],
      territories(),
      says: ["{in}/t.geojson:2: error: feature 1", "\"2\""]),
    BadInput(
      "NaN as a coordinate", ["t.geojson": polygon("[[[NaN,47],[3,47],[3,48],[2,47]]]")], territories(),
      says: ["{in}/t.geojson:2: error: ", "NaN"]),
    BadInput(
      "an infinite coordinate", ["t.geojson": polygon("[[[1e999,47],[3,47],[3,48],[2,47]]]")], territories(),
      says: ["{in}/t.geojson:2: error: ", "1e999"]),
    BadInput(
      "points as territories",
      [
        "t.geojson":
          "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[2,47]}}"
      ], territories(), says: ["{in}/t.geojson: error: feature 1 (\"A\")", "Point", "MultiPolygon"]),
    BadInput(
      "polygons as sites", [:], join("{fixtures}/degres.geojson"),
      says: [
        "degres.geojson: error: feature 1, field \"geometry\"", "none of the 4 sites is usable", "Polygon",
      ]),
    BadInput(
      "a topology", ["t.geojson": "{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}"], territories(),
      says: ["{in}/t.geojson", "TopoJSON"]),
    BadInput(
      "territories outside France",
      ["t.geojson": polygon("[[[-74,40],[-73,40],[-73,41],[-74,41],[-74,40]]]")],
      [
        "gaps", "--sites", "{fixtures}/cabinets.csv", "--territories", "{in}/t.geojson", "--within", "5km",
        "-o", "{out}/z",
      ],
      says: ["{in}/t.geojson: error: \"A\"", "outside France", "-73.5 40.5", "--work-crs"]),
    BadInput(
      "territories in metres that say no CRS",
      ["t.geojson": polygon("[[[600000,6650000],[610000,6650000],[610000,6660000],[600000,6650000]]]")],
      territories(),
      says: ["{in}/t.geojson: error: feature 1 (\"A\")", "600000 6650000", "--territories-crs EPSG:2154"]),
    BadInput(
      "distances in degrees", [:], gaps("--work-crs", "EPSG:4326"),
      says: ["not measured in degrees", "EPSG:4326"]),
    BadInput(
      "distances in feet", [:], gaps("--work-crs", "EPSG:2225"), says: ["EPSG:2225", "a plane CRS in metres"]),
    BadInput(
      "a table as territories", [:],
      [
        "join", "--sites", "{fixtures}/cabinets.csv", "--territories", "{fixtures}/cabinets.csv", "-o",
        "{out}/o.csv",
      ],
      says: ["cabinets.csv: error: ", "no polygons"]),
    BadInput(
      "no feature", ["t.geojson": "{\"type\":\"FeatureCollection\",\"features\":[]}"],
      territories("--key", "code"),
      says: ["{in}/t.geojson", "error"]),
  ]

  static let tables: [BadInput] = [
    BadInput(
      "too few fields", ["s.csv": "id,lon,lat\n1,2.05,47.05\n2,2.1\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv:3: error: ", "2", "3"]),
    BadInput(
      "too many fields", ["s.csv": "id,lon,lat\n1,2,05,47,05\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv:2: error: ", "5", "3"]),
    BadInput(
      "unbalanced quotes", ["s.csv": "id,nom,lon,lat\n1,\"a,2.05,47.05\n2,b,2.1,47.1\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv:2: error: ", "quote"]),
    BadInput(
      "undecodable bytes",
      bytes: ["s.csv": Array("id,nom,lon,lat\n1,".utf8) + [0xE9] + Array(",2,47\n".utf8)],
      join("{in}/s.csv") + ["--encoding", "utf-8"], says: ["{in}/s.csv:2: error: ", "utf-8"]),
    BadInput("an empty file", ["s.csv": ""], join("{in}/s.csv"), says: ["{in}/s.csv: error: ", "empty"]),
    BadInput(
      "a header only", ["s.csv": "id,lon,lat\n"], join("{in}/s.csv"), says: ["{in}/s.csv: error: ", "no row"]),
    BadInput(
      "an unknown column in --where", [:], join("{fixtures}/cabinets.csv") + ["--where", "nmo=Dedans"],
      says: ["cabinets.csv", "nmo", "nom"]),
    BadInput(
      "a --where that is no condition", [:], join("{fixtures}/cabinets.csv") + ["--where", "nom"],
      says: ["error: ", "nom"]),
    BadInput(
      "a --where that keeps nothing", [:], join("{fixtures}/cabinets.csv") + ["--where", "nom='Nulle part'"],
      says: ["cabinets.csv: error: no row satisfies the condition", "nom='Nulle part'"]),
    BadInput(
      "an unknown column in --x", [:], join("{fixtures}/cabinets.csv") + ["--x", "long", "--y", "lat"],
      says: ["--x", "long"]),
    BadInput(
      "no column of coordinates", ["s.csv": "id,nom\n1,a\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv: error: no columns are known as coordinates", "id, nom", "--x C --y C"]),
    BadInput(
      "text as a population", ["p.csv": "code;pmun\n18101;beaucoup\n"], gaps("--population", "{in}/p.csv"),
      says: ["{in}/p.csv:2: error: field \"pmun\"", "\"beaucoup\""]),
    BadInput(
      "a negative population", ["p.csv": "code;pmun\n18101;10\n18102;-3\n"],
      gaps("--population", "{in}/p.csv"),
      says: ["{in}/p.csv:3: error: field \"pmun\"", "\"-3\""]),
    BadInput(
      "a population whose comma may part thousands", ["p.csv": "code;pmun\n18101;10,500\n"],
      gaps("--population", "{in}/p.csv"),
      says: ["{in}/p.csv:2: error: field \"pmun\"", "\"10,500\"", "--population-decimal"]),
    BadInput(
      "no column of populations", ["p.csv": "code;age\n18101;10\n"], gaps("--population", "{in}/p.csv"),
      says: ["{in}/p.csv: error: no column is known as the population", "code, age", "--population-value"]),
  ]

  static let coordinates: [BadInput] = [
    BadInput(
      "decimal commas where a point was announced, by the delimiter",
      ["s.csv": "id,lon,lat\n1,\"2,05\",\"48,85\"\n"], join("{in}/s.csv"),
      says: [
        "{in}/s.csv:2: error: field \"lon\"", "the only site is not usable", "decimal comma", "\"2,05\"",
      ]),
    BadInput(
      "decimal commas where a point was announced, by --decimal",
      ["s.csv": "id;lat;lon\n1;48,85;2.05\n"], join("{in}/s.csv") + ["--decimal", "point"],
      says: ["{in}/s.csv:2: error: field \"lat\"", "decimal comma", "\"48,85\""]),
    BadInput(
      "decimal points where a comma was announced", ["s.csv": "id;lon;lat\n1;2.05;47.05\n"],
      join("{in}/s.csv") + ["--decimal", "comma"],
      says: ["{in}/s.csv:2: error: field \"lon\"", "decimal point"]),
    BadInput(
      "metres in columns named for degrees", ["s.csv": "id,lon,lat\n1,620000,6650000\n2,621000,6651000\n"],
      join("{in}/s.csv"),
      says: [
        "{in}/s.csv:2: error: field \"lon\"", "none of the 2 sites is usable", "--crs EPSG:2154",
        "\"620000\"",
      ]),
    BadInput(
      "metres announced as degrees", ["s.csv": "id,x,y\n1,620000,6650000\n"],
      join("{in}/s.csv") + ["--crs", "EPSG:4326"],
      says: ["{in}/s.csv:2: error: field \"x\"", "--crs EPSG:2154", "\"620000\""]),
    BadInput(
      "metres in chosen columns without a CRS", ["s.csv": "id,est,nord\n1,620000,6650000\n"],
      join("{in}/s.csv") + ["--x", "est", "--y", "nord"],
      says: ["{in}/s.csv:2: error: field \"est\"", "--crs EPSG:2154"]),
    BadInput(
      "metres in a GeoJSON that says no CRS",
      [
        "s.geojson":
          "{\"type\":\"Feature\",\"properties\":{\"nom\":\"a\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[620000,6650000]}}"
      ], join("{in}/s.geojson"),
      says: ["{in}/s.geojson: error: feature 1", "--crs EPSG:2154", "620000 6650000"]),
    BadInput(
      "numbers of no known system", ["s.csv": "id,x,y\n1,350000,200000\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv: error: ", "--crs EPSG:n"]),
    BadInput(
      "an unknown EPSG code", [:], join("{fixtures}/cabinets.csv") + ["--crs", "EPSG:999999"],
      says: ["error: ", "999999"]),
    BadInput(
      "text for coordinates", ["s.csv": "id,lon,lat\n1,est,nord\n"], join("{in}/s.csv"),
      says: ["{in}/s.csv:2: error: field \"lon\"", "not a number", "\"est\""]),
  ]

  static let codes: [BadInput] = [
    BadInput(
      "an unknown field in --key", ["t.geojson": polygon(square)], territories("--key", "cod"),
      says: ["cod", "code", "--key"]),
    BadInput(
      "no field known as a code",
      ["t.geojson": polygon(square).replacingCode(with: "\"zone\":\"A\"")], territories(),
      says: ["{in}/t.geojson: error: no column is known as the code", "zone", "--key FIELD"]),
    BadInput(
      "a territory without a code", ["t.geojson": polygon(square, code: "null")],
      territories("--key", "code"),
      says: ["{in}/t.geojson: error: feature 1, field \"code\"", "has no code"]),
    BadInput(
      "a code without the prefix", ["t.geojson": polygon(square)], territories("--key-prefix", "com"),
      says: ["{in}/t.geojson: error: feature 1, field \"code\"", "\"A\"", "com…"]),
    BadInput(
      "a code with two populations", ["p.csv": "code;pmun\n18101;10\n18101;11\n"],
      gaps("--population", "{in}/p.csv"), says: ["{in}/p.csv:3: error: field \"code\"", "18101"]),
    BadInput(
      "a commune in two territories of a level", ["m.csv": "commune;dep\n18101;18\n18101;36\n"],
      gaps("--membership", "{in}/m.csv", "--by", "dep"),
      says: ["{in}/m.csv:3: error: field \"dep\"", "18101", "\"36\"", "--coverage-membership"]),
    BadInput(
      "an unknown column in --by", ["m.csv": "commune;dep\n18101;18\n"],
      gaps("--membership", "{in}/m.csv", "--by", "region"), says: ["region", "--by"]),
    BadInput(
      "a composition without a commune", ["c.csv": "cpts;commune\nEst;18101\nEst;\n"],
      [
        "gaps", "--territories", "{fixtures}/degres.geojson", "--coverage-membership", "{in}/c.csv",
        "--coverage-by", "cpts", "-o", "{out}/z.geojson",
      ], says: ["{in}/c.csv:3: error: field \"commune\""]),
  ]
}

extension String {
  fileprivate func replacingCode(with text: String) -> String {
    replacing("\"code\":\"A\"", with: text)
  }
}
