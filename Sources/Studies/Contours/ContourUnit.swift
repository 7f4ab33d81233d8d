import GeoModel

/// What contours are of.
public enum ContourLevel: String, Sendable, CaseIterable {
  case commune, epci, departement, region
}

/// One file of contours: the communes of a département, a région.
public struct ContourUnit: Sendable, Equatable {
  public var level: ContourLevel
  /// Code of the département, or of the région for that level.
  public var code: String

  public init(_ level: ContourLevel, _ code: String) {
    self.level = level
    self.code = code
  }

  /// Name of the file, without its ending: `communes-59`.
  public var name: String {
    switch level {
    case .commune: "communes-\(code)"
    case .epci: "epci-\(code)"
    case .departement: "departement-\(code)"
    case .region: "region-\(code)"
    }
  }

  /// Reads a name; nil for files of others.
  init?(name: String) {
    guard let dash = name.lastIndex(of: "-") else { return nil }
    let code = String(name[name.index(after: dash)...])
    guard (2...3).contains(code.utf8.count),
      code.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) })
    else { return nil }
    switch name[..<dash] {
    case "communes": self.init(.commune, code)
    case "epci": self.init(.epci, code)
    case "departement": self.init(.departement, code)
    case "region": self.init(.region, code)
    default: return nil
    }
  }

  /// Where the API has it; nil for what it has no contour of, which is built from the communes.
  public func url(base: String) -> String? {
    let form = "format=geojson&geometry=contour"
    switch level {
    case .commune:
      let fields = "nom,code,codeDepartement,codeRegion,codeEpci,population,contour"
      return "\(base)/departements/\(code)/communes?fields=\(fields)&\(form)"
    case .epci:
      let fields = "nom,code,codesDepartements,codesRegions,population,contour"
      return "\(base)/epcis?codeDepartement=\(code)&fields=\(fields)&\(form)"
    case .departement, .region: return nil
    }
  }

  /// The address of the service that an address of the unit began with.
  func base(of url: String) -> String? {
    guard let path = self.url(base: ""), url.hasSuffix(path) else { return nil }
    return String(url.dropLast(path.count))
  }

  /// Order of lists: by level, then by code.
  var order: (Int, String) { (ContourLevel.allCases.firstIndex(of: level) ?? 0, code) }
}

/// The service that publishes the contours.
public enum ContourService {
  public static let baseURL = "https://geo.api.gouv.fr"
  public static let licence = "Licence Ouverte 2.0"

  /// Who gave contours, as a report names it.
  static func publisher(of url: String) -> String {
    if url.hasPrefix(baseURL + "/") { return "geo.api.gouv.fr (API Découpage administratif)" }
    let host = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return "miroir \(host.prefix { $0 != "/" && $0 != "?" })"
  }
}
