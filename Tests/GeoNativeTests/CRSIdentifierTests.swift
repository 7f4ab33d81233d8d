import GeoModel
import GeoNative
import Testing

@Suite struct CRSIdentifierTests {
  private static let utm =
    #"PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],"#
    + #"PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",$],PARAMETER["Scale_Factor",0.9996],"#
    + #"PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]"#

  /// A UTM zone in ESRI's dialect.
  private static func utm(
    _ name: String, base: String, datum: String, spheroid: String, meridian: String
  ) -> String {
    let projection = utm.split(separator: "$").joined(separator: meridian)
    return #"PROJCS["\#(name)",GEOGCS["\#(base)",DATUM["\#(datum)",SPHEROID[\#(spheroid)]],"#
      + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\#(projection)]"#
  }

  private static let grs80 = #""GRS_1980",6378137.0,298.257222101"#
  private static let wgs = #""WGS_1984",6378137.0,298.257223563"#

  private static let lambert93 =
    #"PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],"#
    + #"PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],"#
    + #"PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],"#
    + #"PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]"#

  private static func lambert93(_ name: String, datum: String) -> String {
    #"PROJCS["\#(name)",GEOGCS["GCS_RGF_1993",DATUM["\#(datum)",SPHEROID[\#(grs80)]],"#
      + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\#(lambert93)]"#
  }

  private func identify(_ wkt: String) throws -> CRSIdentifier.Identification {
    try #require(try CRSIdentifier.identify(wkt: wkt))
  }

  @Test func databaseKnowsESRINames() throws {
    let found = try identify(Self.lambert93("RGF93_Lambert_93", datum: "D_RGF_1993"))
    #expect(found.crs == .lambert93 && found.name == "RGF93_Lambert_93")
    guard case .database(let confidence) = found.means else {
      Issue.record("\(found)")
      return
    }
    #expect(confidence >= 70)
    let west = Self.utm(
      "WGS_1984_UTM_Zone_20N", base: "GCS_WGS_1984", datum: "D_WGS_1984", spheroid: Self.wgs,
      meridian: "-63.0")
    #expect(try identify(west).crs == CRS("EPSG:32620"))
    let degrees =
      #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID[\#(Self.wgs)]],PRIMEM["Greenwich",0.0],"#
      + #"UNIT["Degree",0.0174532925199433]]"#
    #expect(try identify(degrees).crs == .wgs84)
  }

  @Test func unnamedDatums() throws {
    // As IGN wrote Guyane: the datum bears the ellipsoid's name.
    let guyane = Self.utm(
      "RGFG95_UTM_Zone_22N", base: "GCS_RGFG95", datum: "D_GRS_1980", spheroid: Self.grs80, meridian: "-51.0")
    #expect(try identify(guyane).crs == CRS("EPSG:2972"))
    #expect(try identify(guyane).means == .named)
    let nameless = try identify(
      Self.utm("unnamed", base: "unnamed", datum: "unknown", spheroid: Self.grs80, meridian: "-63.0"))
    #expect(nameless.crs == CRS("EPSG:5490"))
    guard case .comparison(let alternatives) = nameless.means else {
      Issue.record("\(nameless)")
      return
    }
    #expect(alternatives.contains(CRS("EPSG:4559")) && alternatives.contains(CRS("EPSG:32620")))
    #expect(try identify(Self.lambert93("sans nom", datum: "inconnu")).crs == .lambert93)
  }

  @Test func flavoursOfIGN() throws {
    let ign =
      Self.lambert93("RGF93 LAMBERT 93", datum: "RESEAU GEODESIQUE FRANCAIS 1993").dropLast()
      + #",AUTHORITY["IGNF","LAMB93"]]"#
    #expect(try identify(String(ign)).crs == .lambert93)
    let extended =
      #"PROJCS["NTF_Lambert_II_etendu",GEOGCS["NTF_PARIS",DATUM["D_NTF","#
      + #"SPHEROID["CLARKE_1880_IGN",6378249.2,293.4660212936269]],PRIMEM["PARIS",2.337229166667],"#
      + #"UNIT["Grad",0.01570796326794897]],PROJECTION["Lambert_Conformal_Conic"],"#
      + #"PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],"#
      + #"PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",52.0],"#
      + #"PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]"#
    #expect(try identify(extended).crs == CRS("EPSG:27572"))
  }

  @Test func aStatedCodeThatTheDefinitionContradictsIsNotTaken() throws {
    let stated = Self.lambert93("x", datum: "y").dropLast() + #",AUTHORITY["EPSG","2154"]]"#
    #expect(try identify(String(stated)).means == .stated)
    let false93 =
      Self.utm("x", base: "b", datum: "y", spheroid: Self.wgs, meridian: "-63.0").dropLast()
      + #",AUTHORITY["EPSG","2154"]]"#
    #expect(try identify(String(false93)).crs == CRS("EPSG:32620"))
  }

  @Test func whatIsNoCRSOrHasNoCode() throws {
    for text in [
      "", "bonjour", "PROJCS[", #"LOCAL_CS["plan"]"#,
      #"VERT_CS["h",VERT_DATUM["h",2005],UNIT["m",1]]"#,
      Self.utm("libre", base: "b", datum: "y", spheroid: Self.wgs, meridian: "-62.123"),
      String(repeating: "A", count: 1 << 20),
    ] {
      #expect(try CRSIdentifier.identify(wkt: text) == nil, "\(text.prefix(40))")
    }
  }

  @Test func horizontalPartOfACompound() throws {
    let compound =
      #"COMPD_CS["c",\#(Self.lambert93("RGF93_Lambert_93", datum: "D_RGF_1993")),"#
      + #"VERT_CS["NGF-IGN69 height",VERT_DATUM["Nivellement General de la France - IGN69",2005],"#
      + #"UNIT["metre",1],AXIS["Up",UP]]]"#
    #expect(try identify(compound).crs == .lambert93)
  }

  /// An angle of nothing: the definition is refused, and freed once.
  @Test func aUnitOfZeroIsRefused() throws {
    let wkt = """
      GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],
      PRIMEM["Greenwich",0],UNIT["Degree",0]]
      """
    for _ in 0..<20 { #expect(try CRSIdentifier.identify(wkt: wkt) == nil) }
  }
}
