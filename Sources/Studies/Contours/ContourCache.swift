import GeoFormats
public import GeoModel
import GeoNative

/// Where official contours are kept from one run to the next.
public struct ContourCache: Sendable, Equatable {
  /// The folder of all that Maillage keeps.
  public let path: String

  public init(path: String) { self.path = path }

  /// The first of: what is told, `MAILLAGE_CACHE`, `XDG_DATA_HOME/maillage`, `~/.local/share/maillage`; nil without
  /// a home.
  public static func find(_ told: String? = nil, environment: [String: String]) -> ContourCache? {
    if let told, !told.isEmpty { return ContourCache(path: told) }
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let path = variable("MAILLAGE_CACHE") { return ContourCache(path: path) }
    // A relative path there is to be left aside, as the XDG specification says.
    if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") {
      return ContourCache(path: data + "/maillage")
    }
    return variable("HOME").map { ContourCache(path: $0 + "/.local/share/maillage") }
  }

  public var folder: String { path + "/contours" }
  public func file(_ unit: ContourUnit) -> String { "\(folder)/\(unit.name).geojson" }
  public func manifest(_ unit: ContourUnit) -> String { "\(folder)/\(unit.name).json" }
  func part(_ unit: ContourUnit) -> String { "\(folder)/\(unit.name).geojson.part" }
  var lock: String { folder + "/.verrou" }

  /// What is there, by level and code: files with a manifest, sound or not.
  public var units: [ContourUnit] {
    FileSystem.list(folder).compactMap { name in
      name.hasSuffix(".json") ? ContourUnit(name: String(name.dropLast(5))) : nil
    }.sorted { $0.order < $1.order }
  }

  /// Names of files that a fetch left unfinished.
  public var parts: [String] { FileSystem.list(folder).filter { isPart($0) } }

  private func isPart(_ name: String) -> Bool {
    for ending in [".geojson.part", ".geojson.part.source"] where name.hasSuffix(ending) {
      return ContourUnit(name: String(name.dropLast(ending.utf8.count))) != nil
    }
    return false
  }

  /// What a file of the cache is worth.
  public enum State: Sendable, Equatable {
    case absent
    case sound(ContourManifest)
    /// There, but not what its manifest says.
    case altered(Diagnostic)

    public var manifest: ContourManifest? {
      if case .sound(let manifest) = self { return manifest }
      return nil
    }
  }

  /// What is written of a file, unchecked; nil where that cannot be read.
  public func knownManifest(of unit: ContourUnit) -> ContourManifest? {
    guard let bytes = try? ByteFile.read(manifest(unit)) else { return nil }
    return try? ContourManifest(parsing: bytes, source: manifest(unit))
  }

  /// Compares a file with its manifest: length and SHA-256.
  public func state(of unit: ContourUnit) -> State {
    guard FileSystem.exists(manifest(unit)) else { return .absent }
    do throws(Diagnostic) {
      let known = try ContourManifest(parsing: try ByteFile.read(manifest(unit)), source: manifest(unit))
      guard known.unit == unit else { throw Self.broken(manifest(unit), found: known.unit.name) }
      let bytes = try ByteFile.read(file(unit))
      guard bytes.count == known.byteCount else {
        throw Self.broken(file(unit), found: "\(bytes.count)", expected: "\(known.byteCount)")
      }
      let digest = SHA256.hexDigest(of: bytes)
      guard digest == known.sha256 else {
        throw Self.broken(file(unit), found: digest, expected: known.sha256)
      }
      return .sound(known)
    } catch {
      return .altered(error)
    }
  }

  private static func broken(_ path: String, found: String, expected: String? = nil) -> Diagnostic {
    Diagnostic(
      "contours.altered", at: SourceLocation(file: path),
      Phrase(en: "this file is not as it was fetched", fr: "ce fichier n’est pas tel qu’il a été téléchargé"),
      found: found, expected: expected.map { Phrase(verbatim: $0) },
      hint: Phrase(verbatim: "maillage geodata fetch"))
  }

  /// Removes a file and its manifest.
  public func remove(_ unit: ContourUnit) throws(Diagnostic) {
    try FileSystem.remove(manifest(unit))
    try FileSystem.remove(file(unit))
    try FileSystem.remove(part(unit))
    try FileSystem.remove(part(unit) + ".source")
  }

  /// Removes what fetches left unfinished.
  ///
  /// - Returns: how many files went.
  public func removeParts() throws(Diagnostic) -> Int {
    let names = parts
    for name in names { try FileSystem.remove("\(folder)/\(name)") }
    return names.count
  }
}
