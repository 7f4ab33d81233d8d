public import GeoModel
import GeoNative

/// The files that lie beside one and bear its name with another extension.
public struct Companions: Sendable {
  /// One such file, read.
  public struct File: Sendable, Equatable {
    public var name: String
    public var bytes: [UInt8]
  }

  private let finder: @Sendable (String) throws(Diagnostic) -> File?

  public init(_ finder: @escaping @Sendable (_ ending: String) throws(Diagnostic) -> File?) {
    self.finder = finder
  }

  /// None: the bytes came alone, as from the standard input.
  public static let none = Companions { _ in nil }

  /// The one that ends in `.ending`, whatever the case of its letters; nil where there is none.
  public func file(_ ending: String) throws(Diagnostic) -> File? { try finder(ending) }

  /// Those of a path, in its folder.
  public static func ofFile(
    _ path: String, readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8]
  ) -> Companions {
    let (folder, name) = FileSystem.split(path)
    let prefix = String(path.prefix(path.utf8.count - name.utf8.count))
    guard path != "-", prefix + name == path else { return .none }
    return Companions { ending throws(Diagnostic) in
      guard let found = match(name, ending, among: FileSystem.list(folder)) else { return nil }
      return File(name: prefix + found, bytes: try readBytes(prefix + found))
    }
  }

  /// The name among `names` that has the stem of `name` and another ending: letter for letter where there is one,
  /// else whatever the case.
  static func match(_ name: String, _ ending: String, among names: [String]) -> String? {
    let stem = stem(of: name)
    let exact = stem + "." + ending
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
