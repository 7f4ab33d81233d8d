import GeoFormats
public import GeoModel
import GeoNative

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A study and where it was found.
public struct LoadedStudy: Sendable {
  public var file: StudyFile
  /// Name without folder and extension, for outputs.
  public var name: String
  /// Folder that the study's paths start from.
  public var folder: String
  public var path: String
  public var isEmbedded: Bool

  /// A path of the study as the system finds it.
  public func resolve(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }
}

public enum StudyReader {
  /// The study that runs without an argument.
  public static let defaultName = "hauts-de-france"

  /// Finds a study: a path, `-`, or the name of an embedded one; nil for the default.
  public static func load(
    _ argument: String?, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) -> LoadedStudy {
    if let argument,
      argument == "-" || argument.contains("/") || argument.hasSuffix(".json") || FileSystem.exists(argument)
    {
      return try read(argument, isEmbedded: false, session: session)
    }
    let folder = try GeoDataFolder.find(environment: environment)
    let name = argument ?? defaultName
    guard FileSystem.exists(folder.study(name)) else {
      let near = NameMatch.closest(to: name, among: folder.studies, limit: 1).first
      throw Diagnostic(
        "study.unknown", at: SourceLocation(file: name),
        Phrase(en: "there is no such study", fr: "il n’y a pas de telle étude"), found: name,
        expected: Phrase(
          en: "a JSON file, or one of \(folder.studies.joined(separator: ", "))",
          fr: "un fichier JSON, ou l’une de \(folder.studies.joined(separator: ", "))"),
        hint: near.map { Phrase(verbatim: $0) })
    }
    return try read(folder.study(name), isEmbedded: true, session: session)
  }

  /// The embedded studies, by name; the default one first.
  public static func embedded(
    environment: [String: String], session: LoadSession
  ) throws(Diagnostic) -> [LoadedStudy] {
    let folder = try GeoDataFolder.find(environment: environment)
    let names = folder.studies.filter { $0 == defaultName } + folder.studies.filter { $0 != defaultName }
    return try names.map { name throws(Diagnostic) in
      try read(folder.study(name), isEmbedded: true, session: session)
    }
  }

  private static func read(
    _ path: String, isEmbedded: Bool, session: LoadSession
  ) throws(Diagnostic) -> LoadedStudy {
    let bytes = try session.bytes(
      path, role: "Étude", source: isEmbedded ? "étude livrée avec Maillage" : "fichier de l’utilisateur")
    // Our own scanner names the line of a fault of syntax.
    if let twice = StudyPath.repeatedKey(in: try JSONValue(parsing: bytes, source: path)) {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: path, field: twice),
        Phrase(en: "this key stands twice", fr: "cette clé figure deux fois"), found: twice)
    }
    let (folder, file) = FileSystem.split(path)
    let name = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    do {
      let study = try JSONDecoder().decode(StudyFile.self, from: Data(bytes))
      return LoadedStudy(
        file: study, name: name.isEmpty || name == "-" ? "etude" : name, folder: path == "-" ? "." : folder,
        path: path,
        isEmbedded: isEmbedded)
    } catch let fault as StudyFault {
      throw fault.diagnostic(file: path)
    } catch let error as DecodingError {
      throw error.fault.diagnostic(file: path)
    } catch {
      throw Diagnostic(
        "study.invalid", at: SourceLocation(file: path), Phrase(verbatim: String(describing: error)))
    }
  }
}
