import GeoModel
import GeoNative

/// Files that lie beside one and bear its name with another ending, read: those of a shapefile.
public struct Companions: Sendable, Equatable {
  public struct File: Sendable, Equatable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  private var files: [(ending: String, file: File)] = []

  /// None: the bytes came alone, as from the standard input.
  public static let none = Companions()

  private init() {}

  /// Those that `read` finds, in the order of `endings`.
  init(endings: [String], read: (String) throws(Diagnostic) -> File?) throws(Diagnostic) {
    for ending in endings {
      if let file = try read(ending) { files.append((ending, file)) }
    }
  }

  public init(_ files: [(ending: String, file: File)]) { self.files = files }

  public static func == (first: Companions, second: Companions) -> Bool {
    first.files.elementsEqual(second.files) { $0.ending == $1.ending && $0.file == $1.file }
  }

  /// The one that ends in `.ending`; nil where there is none.
  public func file(_ ending: String) -> File? { files.first { $0.ending == ending }?.file }

  public var all: [File] { files.map(\.file) }

  /// The name among `names` that has the stem of `name` and another ending: letter for letter where there is one,
  /// else whatever the case.
  static func match(_ name: String, _ ending: String, among names: [String]) -> String? {
    let exact = stem(of: name) + "." + ending
    if names.contains(exact) { return exact }
    let folded = exact.lowercased()
    return names.first { $0.lowercased() == folded }
  }

  /// A name without its last ending.
  static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }
}

/// Where a file's companions are to be looked for.
enum Neighbourhood {
  /// Nowhere: the bytes came alone.
  case none
  /// In the folder of a path.
  case folder(path: String, readBytes: @Sendable (String) throws(Diagnostic) -> [UInt8])
  /// In the same folder of an archive.
  case archive(ZipArchive, entry: ZipArchive.Entry)

  func companions(_ endings: [String]) throws(Diagnostic) -> Companions {
    switch self {
    case .none: return .none
    case .folder(let path, let readBytes):
      let (folder, name) = FileSystem.split(path)
      guard path != "-", path.hasSuffix(name) else { return .none }
      let prefix = String(path.dropLast(name.count))
      let names = FileSystem.list(folder)
      return try Companions(endings: endings) { ending throws(Diagnostic) in
        guard let found = Companions.match(name, ending, among: names) else { return nil }
        return Companions.File(name: prefix + found, bytes: try readBytes(prefix + found))
      }
    case .archive(let archive, let entry):
      let names = archive.entries.map(\.name)
      return try Companions(endings: endings) { ending throws(Diagnostic) in
        guard let found = Companions.match(entry.name, ending, among: names),
          let other = archive.entry(named: found)
        else { return nil }
        return Companions.File(name: archive.path(of: other), bytes: try archive.data(of: other))
      }
    }
  }
}
