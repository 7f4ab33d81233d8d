import Coverage
import GeoModel
import GeoNative

@testable import Studies

/// Three communes and two practices in Lambert-93, 10 km apart on a line, so that distances are told by heart.
///
/// a at 600 km, b at 610 km, c at 620 km; s1 stands in a, s2 in b.
enum AccessSample {
  static let files = [
    "demande.csv": "code,x,y,population\na,600000,6650000,100\nb,610000,6650000,200\nc,620000,6650000,300\n",
    "offre.csv": "id,nom,x,y,etp\ns1,Un,600000,6650000,3\ns2,Deux,610000,6650000,6\n",
    "temps.csv": "from,to,minutes\na,s1,5\na,s2,15\nb,s1,12\nb,s2,8\nc,s2,18\n",
  ]

  static func session(_ more: [String: String] = [:], bytes: [String: [UInt8]] = [:]) -> LoadSession {
    let all = files.merging(more) { $1 }
    return LoadSession(threads: 2) { path throws(Diagnostic) in
      if let bytes = bytes[path] { return bytes }
      guard let text = all[path] else {
        throw Diagnostic("file.missing", Phrase(en: "no such file", fr: "pas de tel fichier"), found: path)
      }
      return Array(text.utf8)
    }
  }

  static func options(
    _ method: AccessModel.Method = .twoStep, times: String? = nil, limit: Double? = nil
  ) -> AccessJob.Options {
    var demand = SiteOptions(path: "demande.csv")
    var supply = SiteOptions(path: "offre.csv")
    (demand.x, demand.y) = ("x", "y")
    (supply.x, supply.y) = ("x", "y")
    (demand.crs, supply.crs) = (.lambert93, .lambert93)
    var options = AccessJob.Options(demand: demand, supply: supply)
    options.supplyKey = "id"
    options.capacity = "etp"
    options.method = method
    options.limit = limit
    options.keepsWeights = true
    if let times { options.cost = .minutes(TravelTimes.Options(path: times)) }
    return options
  }

  static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
