import Coverage
import GeoFormats
import GeoModel
import Studies

/// The inputs that several commands read alike, from their options.
extension CommandContext {
  func session(hashes: Bool = false) -> LoadSession {
    let context = self
    let session = LoadSession(threads: threads, hashes: hashes, environment: environment) {
      path throws(Diagnostic) in
      try context.read(path)
    }
    session.repairsCodes = options.flag("repair-codes")
    return session
  }

  /// Says what was recognised and survived.
  func say(_ session: LoadSession) {
    for phrase in session.notes { note(phrase) }
    for warning in session.warnings { warn(warning) }
  }

  func territoryOptions() throws -> TerritoryOptions {
    TerritoryOptions(
      paths: options.strings("territories"), key: options.string("key"),
      keyPrefix: options.string("key-prefix"), crs: try options.crs("territories-crs"),
      layer: options.string("territories-layer"))
  }

  func siteOptions() throws -> SiteOptions {
    try options.require(["y"], with: "x")
    try options.require(["x"], with: "y")
    var sites = SiteOptions(path: try options.required("sites"))
    sites.layer = options.string("layer")
    sites.filter = options.string("where")
    sites.x = options.string("x")
    sites.y = options.string("y")
    sites.crs = try options.crs("crs")
    sites.decimal = try options.choice("decimal", as: DecimalSign.self) ?? .auto
    sites.csv = try csvOptions()
    _ = try options.atMostOne(of: ["crs", "crs-column"])
    sites.crsColumn = options.string("crs-column")
    sites.code = options.string("site-code")
    sites.label = options.string("site-name")
    return sites
  }

  /// How a CSV is read, where it is told.
  func csvOptions() throws -> CSVOptions {
    var csv = CSVOptions()
    switch options.string("delimiter") {
    case "tab": csv.delimiter = 9
    case ";": csv.delimiter = UInt8(ascii: ";")
    case ",": csv.delimiter = UInt8(ascii: ",")
    case "|": csv.delimiter = UInt8(ascii: "|")
    default: break
    }
    csv.encoding = options.string("encoding").flatMap { TextEncoding(rawValue: $0) }
    csv.headerLine = try headerRow(nil)
    csv.skippedRows = try options.int("skip-rows", in: 0...1000)
    csv.isRagged = options.flag("ragged")
    return csv
  }

  /// The row of the header of a file that an option names; nil to find it.
  func headerRow(_ prefix: String?) throws -> Int? {
    try options.int((prefix.map { $0 + "-" } ?? "") + "header-row", in: 1...1_048_576)
  }

  /// The populations of `--population`, by code; nil without it.
  func populations(_ session: LoadSession) throws -> Populations? {
    guard let path = options.string("population") else { return nil }
    return try PopulationLoader.load(
      path, key: options.string("population-key"), value: options.string("population-value"),
      layer: options.string("population-layer"),
      decimal: try options.choice("population-decimal", as: DecimalSign.self) ?? .auto,
      csv: CSVOptions(headerLine: try headerRow("population")), session: session)
  }

  /// Writes the rejected rows where asked, and counts them for `--strict`.
  func writeRejects(_ sites: LoadedSites) throws {
    countRejectedRows(sites.rejectedCount)
    guard let path = options.string("rejects") else { return }
    try write(csv: RejectReport.file(sites, language: language), to: path)
  }

  /// Inhabitants of each territory; empty without `--population`.
  func populations(of layer: LoadedTerritories, _ session: LoadSession) throws -> [Double?] {
    guard let path = options.string("population"), let populations = try populations(session) else {
      return []
    }
    return PopulationJoin.join(
      try carrying(session)?.populations(populations, path: path, session: session) ?? populations, layer,
      path: path, session: session)
  }

  /// How the tables by commune are carried to the territories' year; nil without `--cog`.
  func carrying(_ session: LoadSession) throws -> CodeCarrying? {
    let years = try options.read(
      "cog", expected: Phrase(en: "two years such as 2018:2024", fr: "deux années comme 2018:2024")
    ) { text -> [Int]? in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      return parts.count == 2 && !parts.contains(nil) ? parts.compactMap { $0 } : nil
    }
    guard let years, years.count == 2 else { return nil }
    return try CodeCarrying(from: years[0], to: years[1], session: session)
  }

  /// Refuses `--cog` where no table that it would carry is given.
  func allowCog(with tables: [String]) throws {
    if !tables.contains(where: { options.isGiven($0) }) { try options.allow(["cog"], onlyWith: tables[0]) }
  }

  func membership(of layer: LoadedTerritories, _ session: LoadSession) throws -> Membership? {
    try membership(of: layer.codes, session)
  }

  /// The level of `--by` for territories or places with these codes; nil without `--membership`.
  func membership(of codes: [String], _ session: LoadSession) throws -> Membership? {
    guard options.isGiven("membership") else { return nil }
    return try membership(of: codes, by: try options.required("by"), session)
  }

  /// One level of `--membership`; nil without it.
  ///
  /// - Parameter byArrondissement: true where arrondissements municipaux are places of the territory of their commune.
  func membership(
    of codes: [String], by column: String, option: String = "--by", byArrondissement: Bool = false,
    _ session: LoadSession
  ) throws -> Membership? {
    guard let path = options.string("membership") else { return nil }
    let names =
      try options.string("names").map {
        try MembershipLoader.names($0, key: nil, value: nil, session: session)
      }
      ?? OfficialNames.of(column: column, environment: environment, session: session)
    let read = try MembershipLoader.load(
      path, key: options.string("membership-key"), by: column, option: option,
      layer: options.string("membership-layer"), names: names,
      csv: CSVOptions(headerLine: try headerRow("membership")), session: session)
    var membership = try carrying(session)?.membership(read, path: path, session: session) ?? read
    if byArrondissement { membership = MembershipJoin.byArrondissement(membership, codes: codes) }
    MembershipJoin.report(membership, codes: codes, path: path, session: session)
    return membership
  }

  /// Land around the study: the user's contours, else the embedded points; nil where neither is at hand.
  func landOutside(_ layer: LoadedTerritories, _ session: LoadSession) throws -> LandOutside? {
    let paths = options.strings("around")
    if !paths.isEmpty {
      return .layer(
        try TerritoryLoader.load(
          TerritoryOptions(paths: paths), role: "Terres autour de l’étude", session: session))
    }
    return try EmbeddedLand.find(inside: Set(layer.codes), environment: environment, session: session)
  }
}
