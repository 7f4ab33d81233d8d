public import GeoFormats

/// The coverage of a level's territories as a table.
public enum LevelTable {
  public static func csv(_ level: LevelCoverage) -> [UInt8] {
    var writer = CSVWriter()
    writer.row([
      "code", "nom", "communes", "communes_total", "tronque", "population", "population_non_couverte",
      "part_population_non_couverte", "surface_km2", "surface_non_couverte_km2",
    ])
    for row in level.rows {
      writer.cell(row.code)
      writer.cell(row.name ?? "")
      writer.cell(row.communes)
      writer.cell(row.communesTotal)
      writer.cell(row.isTruncated ? "true" : "false")
      writer.cell(row.population, decimals: 3)
      writer.cell(row.uncoveredPopulation, decimals: 3)
      writer.cell(row.uncoveredShare, decimals: 8)
      writer.cell(row.areaSquareMetres / 1e6, decimals: 6)
      writer.cell(row.uncoveredSquareMetres / 1e6, decimals: 6)
      writer.endRow()
    }
    return writer.bytes
  }

  public static func json(_ level: LevelCoverage) -> JSONValue {
    .array(
      level.rows.map { row in
        .object([
          ("code", .string(row.code)), ("nom", .optional(row.name)), ("communes", .int(row.communes)),
          ("communes_total", .int(row.communesTotal)), ("tronque", .bool(row.isTruncated)),
          ("population", .people(row.population)), ("population_non_couverte", .people(row.uncoveredPopulation)),
          ("part_population_non_couverte", .share(row.uncoveredShare)), ("surface_km2", .km2(row.areaSquareMetres)),
          ("surface_non_couverte_km2", .km2(row.uncoveredSquareMetres)),
        ])
      })
  }
}
