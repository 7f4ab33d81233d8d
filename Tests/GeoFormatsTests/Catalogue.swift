import Testing

/// What the catalogue of real data (SOURCES.md) states of each of its files, as GDAL and pandas count them.
enum Catalogue {
  struct Layer: Sendable, CustomTestStringConvertible {
    let path: String
    let kinds: [String: Int]
    let invalid: Int

    init(_ path: String, _ kinds: [String: Int], invalid: Int = 0) {
      (self.path, self.kinds, self.invalid) = (path, kinds, invalid)
    }

    var testDescription: String { path }
  }

  struct Table: Sendable, CustomTestStringConvertible {
    let path: String
    let sheet: String?
    let rows: Int
    /// Where the catalogue states them.
    let columns: Int?

    init(_ path: String, sheet: String? = nil, rows: Int, columns: Int? = nil) {
      (self.path, self.sheet, self.rows, self.columns) = (path, sheet, rows, columns)
    }

    var testDescription: String { sheet.map { path + " " + $0 } ?? path }
  }

  static let layers: [Layer] = [
    Layer("bpe-sante-troyes-2020/BPE_TCM_2020_avec_X_Y_sante_test.geojson", ["Point": 407]),
    Layer("bpe-sante-troyes-2020/BPE_TCM_2020_avec_X_Y_sante_test.gpkg", ["Point": 407]),
    Layer("bpe-sante-troyes-2020/BPE_TCM_2020_avec_X_Y_sante_test_4326.gpkg", ["Point": 407]),
    Layer("communes-2018/hauts-de-france/communes-02-aisne.geojson", ["Polygon": 802, "MultiPolygon": 2]),
    Layer("communes-2018/communes-54-meurthe-et-moselle.geojson", ["Polygon": 588, "MultiPolygon": 4]),
    Layer("communes-2018/hauts-de-france/communes-59-nord.geojson", ["Polygon": 646, "MultiPolygon": 2]),
    Layer("communes-2018/hauts-de-france/communes-60-oise.geojson", ["Polygon": 681, "MultiPolygon": 5]),
    Layer(
      "communes-2018/hauts-de-france/communes-62-pas-de-calais.geojson", ["Polygon": 890, "MultiPolygon": 1]),
    Layer("communes-2018/hauts-de-france/communes-80-somme.geojson", ["Polygon": 778, "MultiPolygon": 1]),
    Layer(
      "communes-2018/communes-france-2018.geojson.gz", ["Polygon": 35_152, "MultiPolygon": 205], invalid: 1),
    Layer("communes-2024/dep02.geojson", ["Polygon": 796, "MultiPolygon": 2]),
    Layer("communes-2024/dep59.geojson", ["Polygon": 646, "MultiPolygon": 2]),
    Layer("communes-2024/dep60.geojson", ["Polygon": 676, "MultiPolygon": 4]),
    Layer("communes-2024/dep62.geojson", ["Polygon": 887, "MultiPolygon": 3]),
    Layer("communes-2024/dep80.geojson", ["Polygon": 771, "MultiPolygon": 1]),
    Layer("communes-2024/dep08.geojson", ["Polygon": 445, "MultiPolygon": 3]),
    Layer("communes-2024/dep10.geojson", ["Polygon": 431]),
    Layer("communes-2024/dep51.geojson", ["Polygon": 607, "MultiPolygon": 4]),
    Layer("communes-2024/dep52.geojson", ["Polygon": 426]),
    Layer("communes-2024/dep54.geojson", ["Polygon": 587, "MultiPolygon": 4]),
    Layer("communes-2024/dep55.geojson", ["Polygon": 497, "MultiPolygon": 2]),
    Layer("communes-2024/dep57.geojson", ["Polygon": 719, "MultiPolygon": 6]),
    Layer("communes-2024/dep67.geojson", ["Polygon": 510, "MultiPolygon": 4]),
    Layer("communes-2024/dep68.geojson", ["Polygon": 363, "MultiPolygon": 3]),
    Layer("communes-2024/dep88.geojson", ["Polygon": 506, "MultiPolygon": 1]),
    Layer("communes-2024/dep09.geojson", ["Polygon": 326]),
    Layer("communes-2024/dep11.geojson", ["Polygon": 431, "MultiPolygon": 2]),
    Layer("communes-2024/dep12.geojson", ["Polygon": 284, "MultiPolygon": 1]),
    Layer("communes-2024/dep30.geojson", ["Polygon": 350, "MultiPolygon": 1]),
    Layer("communes-2024/dep31.geojson", ["Polygon": 586]),
    Layer("communes-2024/dep32.geojson", ["Polygon": 460, "MultiPolygon": 1]),
    Layer("communes-2024/dep34.geojson", ["Polygon": 339, "MultiPolygon": 3]),
    Layer("communes-2024/dep46.geojson", ["Polygon": 312, "MultiPolygon": 1]),
    Layer("communes-2024/dep48.geojson", ["Polygon": 151, "MultiPolygon": 1]),
    Layer("communes-2024/dep65.geojson", ["Polygon": 466, "MultiPolygon": 3], invalid: 1),
    Layer("communes-2024/dep66.geojson", ["Polygon": 224, "MultiPolygon": 2]),
    Layer("communes-2024/dep81.geojson", ["Polygon": 313, "MultiPolygon": 1]),
    Layer("communes-2024/dep82.geojson", ["Polygon": 189, "MultiPolygon": 6]),
    Layer("communes-2024/dep04.geojson", ["Polygon": 197, "MultiPolygon": 1]),
    Layer("communes-2024/dep05.geojson", ["Polygon": 162]),
    Layer("communes-2024/dep06.geojson", ["Polygon": 161, "MultiPolygon": 2]),
    Layer("communes-2024/dep13.geojson", ["Polygon": 114, "MultiPolygon": 5]),
    Layer("communes-2024/dep83.geojson", ["Polygon": 144, "MultiPolygon": 9]),
    Layer("communes-2024/dep84.geojson", ["Polygon": 151]),
    Layer(
      "departements-regions-2018/departements-avec-outre-mer.geojson", ["MultiPolygon": 29, "Polygon": 72]),
    Layer("departements-regions-2018/regions-avec-outre-mer.geojson", ["Polygon": 6, "MultiPolygon": 12]),
    Layer(
      "departements-regions-2018/departements-version-simplifiee.geojson",
      ["Polygon": 86, "MultiPolygon": 10]),
    Layer("departements-regions-2018/regions-version-simplifiee.geojson", ["Polygon": 8, "MultiPolygon": 5]),
    Layer("epci-2022-anct/fr-drom-4326-pur-style1-epci.geojson", ["MultiPolygon": 1_357]),
    Layer("epci-2022-anct/fr-drom-4326-pur-style1-dep.geojson", ["MultiPolygon": 101]),
    Layer("epci-2022-anct/fr-drom-4326-pur-style1-reg.geojson", ["MultiPolygon": 18]),
    Layer("formats/shapefile-lambert93-geofla/DEPARTEMENT.shp", ["MultiPolygon": 19, "Polygon": 77]),
    Layer("formats/shapefile-drom-admin-express/971/COMMUNE.shp", ["MultiPolygon": 9, "Polygon": 23]),
    Layer("formats/shapefile-drom-admin-express/973/COMMUNE.shp", ["Polygon": 20, "MultiPolygon": 2]),
    Layer("formats/shapefile-drom-admin-express/974/COMMUNE.shp", ["Polygon": 23, "MultiPolygon": 1]),
    Layer("formats/geojson-degenerate/comleg-hdf.json", ["Polygon": 3_809], invalid: 7),
    Layer("formats/topojson/epci2018_wgs84_utf8.topojson", ["Polygon": 1_249, "MultiPolygon": 15]),
    Layer("formats/topojson/dep_wgs84_utf8.topojson", ["Polygon": 96, "MultiPolygon": 5]),
    Layer("formats/topojson/ze_wgs84_utf8.topojson", ["Polygon": 310, "MultiPolygon": 12]),
    Layer("formats/geojson-crs-member/strasbourg-communes.geojson", ["MultiPolygon": 33]),
    Layer("population-grid/carr_corse_1km_2015_crs3035.gpkg", ["MultiPolygon": 2_994]),
    Layer("population-grid/lille-carreaux-200m.geojson", ["Polygon": 2_554]),
  ]

  static let tables: [Table] = [
    Table("cartosante-bassins-de-vie/health.csv", rows: 1_709, columns: 10),
    // Two rows fewer than the catalogue states: this file has no 977ZZ and no 978ZZ.
    Table("cartosante-bassins-de-vie/social_determinants.csv", rows: 1_707, columns: 18),
    Table("chicago-tracts/chicago_tracts.csv", rows: 1_930),
    Table("commune-tables/communes-cog2024.csv", rows: 37_544, columns: 12),
    Table("commune-tables/communes-cog2026.csv", rows: 37_496, columns: 12),
    Table("commune-tables/population-municipale-2022-geo2024.csv", rows: 34_960, columns: 11),
    Table("commune-tables/departements.csv", rows: 101, columns: 7),
    Table("commune-tables/regions.csv", rows: 18, columns: 6),
    Table("commune-tables/arrondissements.csv", rows: 333, columns: 8),
    Table("commune-tables/mouvements-communes.csv", rows: 13_734, columns: 14),
    Table("commune-tables/laposte_hexasmal.csv", rows: 39_193, columns: 6),
    Table("commune-tables/GEOFLA_COMMUNE.dbf", rows: 35_798),
    Table("cpts-paca-sample/cpts-communes.csv", rows: 132, columns: 3),
    Table("epci-composition/epcicom2025.csv", rows: 34_871, columns: 14),
    Table("finess-format/format_etalabcs1100507.csv", rows: 37, columns: 13),
    Table("finess-occitanie/etablissements_occitanie.csv", rows: 10_007, columns: 27),
    Table("finess-occitanie/equipements_occitanie.csv", rows: 10_816, columns: 19),
    Table("finess-occitanie/soins_occitanie.csv", rows: 1_065, columns: 20),
    Table("finess-occitanie/finess_occitanie2.csv", rows: 13_747, columns: 21),
    Table("formats/csv-decimal-comma/avp_corporels.csv", rows: 55_302, columns: 2),
    Table("formats/csv-bad-coordinates/geodae.csv", rows: 129_539, columns: 2),
    Table("france-services/liste-fs-20240801.csv", rows: 2_845, columns: 24),
    Table("health-professionals-2018/PS_communes.csv", rows: 21_911, columns: 13),
    Table("hospitals-eurostat-2020/FR.csv", rows: 5_368, columns: 25),
    Table("insee-appartenance/appartenance-2024-communes.csv", rows: 34_935, columns: 13),
    Table("insee-appartenance/appartenance-2024-arrondissements-municipaux.csv", rows: 45, columns: 14),
    Table("insee-appartenance/appartenance-2024-zones-supra-communales.csv", rows: 9_145, columns: 4),
    Table("insee-appartenance/table-appartenance-geo-communes-2017-latin1.csv", rows: 35_416, columns: 16),
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2017_libelles-latin1.csv", rows: 8_958, columns: 4),
    Table("sae-2022/ID_2022r.csv", rows: 3_995, columns: 70),
    Table("sae-2022/URGENCES_2022r.csv", rows: 624, columns: 10),
    Table("sae-2022/URGENCES2_2022r.csv", rows: 693, columns: 33),
    Table("sae-2022/SMURSAMU_2022r.csv", rows: 461, columns: 53),
    Table("sae-2022/MCO_2022r.csv", rows: 1_637, columns: 60),
    Table("sae-2022/PERINAT_2022r.csv", rows: 631, columns: 53),
    // The catalogue counts the separator at the end of each line as a column.
    Table("vaccination-centres/centres-vaccination-2021-01.csv", rows: 854, columns: 36),
    Table("zonage-medecins-qpv-paca-2025/qpv-zonage-communes.csv", rows: 53, columns: 3),
    // The catalogue states the rows that the sheets span: six up to the header in the first four, and in the last,
    // one with three that are empty.
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2024.xlsx", sheet: "COM", rows: 34_935, columns: 13),
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2024.xlsx", sheet: "ARM", rows: 45, columns: 14),
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2024.xlsx", sheet: "Zones_supra_communales",
      rows: 9_145, columns: 4),
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2024.xlsx", sheet: "Variables", rows: 16, columns: 3
    ),
    Table(
      "insee-appartenance/table-appartenance-geo-communes-2024.xlsx", sheet: "Documentation", rows: 9,
      columns: 1),
  ]
}
