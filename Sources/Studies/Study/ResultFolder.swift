import GeoFormats
public import GeoModel
import GeoNative

/// A folder of results: files that Maillage wrote and nobody changed since may be replaced, others may not.
public struct ResultFolder: Sendable {
  public let path: String
  private static let manifestName = ".maillage.json"

  public init(path: String) { self.path = path }

  /// Writes all files, or none where one would overwrite what is not ours.
  ///
  /// - Throws: `file.exists` without `isForced`, and the diagnostics of the file system.
  public func write(_ files: [(name: String, bytes: [UInt8])], isForced: Bool) throws(Diagnostic) {
    for name in files.map(\.name) + [Self.manifestName] where FileSystem.isDirectory(place(name)) {
      throw Diagnostic(
        "file.directory", at: SourceLocation(file: place(name)),
        Phrase(
          en: "a folder has the name of a result, so nothing was written",
          fr: "un dossier porte le nom d’un résultat ; rien n’a été écrit"))
    }
    let known = manifest()
    if !isForced {
      for file in files where FileSystem.exists(place(file.name)) {
        guard let digest = known[file.name], digest == (try? digestOnDisk(file.name)) else {
          throw Diagnostic(
            "file.exists", at: SourceLocation(file: place(file.name)),
            Phrase(
              en: "this file is there already, and is not a result of Maillage as it was left",
              fr: "ce fichier existe déjà, et n’est pas un résultat de Maillage resté intact"),
            hint: Phrase(
              en: "another folder with -o, or --force to overwrite",
              fr: "un autre dossier avec -o, ou --force"))
        }
      }
    }
    try FileSystem.createDirectory(path)
    var entries = known
    for file in files { entries[file.name] = SHA256.hexDigest(of: file.bytes) }
    let list = JSONValue.object(entries.keys.sorted().map { ($0, .string(entries[$0] ?? "")) })
    let all = files + [(Self.manifestName, Array((list.prettyText + "\n").utf8))]
    try OutputFile.write(all.map { (place($0.name), $0.bytes) }, overwrite: true)
  }

  private func place(_ name: String) -> String { "\(path)/\(name)" }

  private func digestOnDisk(_ name: String) throws(Diagnostic) -> String {
    SHA256.hexDigest(of: try ByteFile.read(place(name)))
  }

  /// SHA-256 by name of what was written here before.
  private func manifest() -> [String: String] {
    guard let bytes = try? ByteFile.read(place(Self.manifestName)),
      let value = try? JSONValue(parsing: bytes, source: Self.manifestName), case .object(let members) = value
    else { return [:] }
    var result: [String: String] = [:]
    for member in members { result[member.key] = member.value.text ?? "" }
    return result
  }
}
