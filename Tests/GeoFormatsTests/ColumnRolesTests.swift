import GeoFormats
import GeoModel
import Testing

@Suite struct ColumnRolesTests {
  private func roles(_ text: String, preferPlane: Bool = false) throws -> ColumnRoles {
    ColumnRoles(try CSVReader.read(Array(text), source: "t").table, preferPlane: preferPlane)
  }

  @Test func namesOfRealFiles() throws {
    let finess = try roles(
      "code_commune;raison_sociale;coordxet;coordyet;longitude;latitude;code_insee\n189;A;809551.7;6304644.3;4.36;43.8;30189\n"
    )
    #expect(finess.code?.name == "code_insee" && finess.name?.name == "raison_sociale")
    #expect(finess.coordinates?.columns == .pair(x: 4, y: 5) && finess.coordinates?.crs == .wgs84)
    let insee = try roles("COM;Commune;PMUN;PCAP;PTOT\n01001;L'A;859;16;875\n")
    #expect(insee.code?.name == "COM" && insee.name?.name == "Commune" && insee.population?.name == "PMUN")
    #expect(insee.coordinates == nil)
    let post = try roles("Code_commune_INSEE;Nom_commune;coordonnees_gps\n01011;A;46.2,5.6\n")
    #expect(post.code?.index == 0 && post.coordinates?.columns == .combined(2, latitudeFirst: true))
    let centres = try roles("nom;com_insee;lat_coor1;long_coor1\nA;13215;43.4;5.3\n")
    #expect(centres.coordinates?.columns == .pair(x: 3, y: 2) && centres.code?.name == "com_insee")
  }

  @Test func planePairs() throws {
    let both = "coordxet;coordyet;longitude;latitude\n809551.7;6304644.3;4.36;43.8\n"
    let plane = try roles(both, preferPlane: true).coordinates
    #expect(plane?.columns == .pair(x: 0, y: 1) && plane?.crs == .lambert93)
    #expect(try roles("X;Y\n4.03;48.3\n").coordinates?.crs == .wgs84)
    #expect(try roles("x;y\n809551,7;6304644,3\n").coordinates?.crs == .lambert93)
    #expect(try roles("x;y\n350000;200000\n").coordinates?.crs == nil)
    #expect(try roles("Lon;LAT\n;\n").coordinates?.columns == .pair(x: 0, y: 1))
  }

  /// Metres in columns named for degrees are not taken as metres in silence.
  @Test func namesOfDegreesPrevailOverValues() throws {
    let swapped = try roles("longitude;latitude\n809551.7;6304644.3\n").coordinates
    #expect(swapped?.crs == .wgs84)
    #expect(swapped?.reason.english.contains("longitude and latitude in degrees") == true)
    #expect(try roles("lon;lat\n;\n").coordinates?.crs == .wgs84)
  }

  @Test func communeCodesByTheirLength() throws {
    #expect(try roles("code_commune;a\n01001;1\n").code?.index == 0)
    #expect(try roles("code_commune;a\n189;1\n").code == nil)
    #expect(try roles("code_commune;a\nParis;1\n").code == nil)
    let members = try roles("cpts;commune\nA;2A004\n")
    #expect(members.code?.index == 1 && members.name == nil)
    #expect(try roles("cpts;commune\nA;Nancy\n").name?.index == 1)
  }

  @Test func populationYears() throws {
    #expect(try roles("a;pmun_2022;pmun_2025;ptot_2025\n1;2;3;4\n").population?.name == "pmun_2025")
    #expect(try roles("a;ptot\n1;2\n").population?.name == "ptot")
    #expect(try roles("a;Population municipale\n1;2\n").population?.index == 1)
    #expect(try roles("a;b\n1;2\n").population == nil)
  }

  @Test func nearestNames() {
    #expect(NameMatch.closest(to: "longitud", among: ["latitude", "longitude", "x"]) == ["longitude"])
    #expect(NameMatch.closest(to: "lnog", among: ["long"]) == ["long"])
    #expect(NameMatch.closest(to: "xyz", among: ["code", "nom"]) == [])
    #expect(NameMatch.closest(to: "", among: ["a"]) == [])
    #expect(NameMatch.folded(" Libellé d'Acheminement ") == "libelle_d_acheminement")
    #expect(
      NameMatch.distance("kitten", "sitting") == 3 && NameMatch.distance("ab", "ba") == 1
        && NameMatch.distance("", "abc") == 3)
  }
}
