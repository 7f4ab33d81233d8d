public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Questions about files, folders and the process.
public enum FileSystem {
  public static func exists(_ path: String) -> Bool { status(path) != nil }

  public static func isDirectory(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  public static func isRegularFile(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }

  /// Bytes of a regular file; nil for anything else.
  public static func fileSize(_ path: String) -> Int? {
    guard let status = status(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Names in a folder, sorted by their bytes, hidden ones included; empty where it cannot be read.
  public static func list(_ directory: String) -> [String] {
    guard let stream = opendir(directory.isEmpty ? "." : directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and the folders above it; nothing where it exists already.
  ///
  /// Throws `file.directory` where something else has its name, `file.write` where it cannot be made.
  public static func createDirectory(_ path: String) throws(Diagnostic) {
    guard !isDirectory(path) else { return }
    let (parent, _) = split(path)
    if parent != path && !exists(parent) { try createDirectory(parent) }
    guard mkdir(path, 0o777) != 0, !isDirectory(path) else { return }
    let code = errno
    if code == EEXIST {
      throw Diagnostic(
        "file.directory", at: SourceLocation(file: path),
        Phrase(
          en: "a file of this name is in the way of the folder",
          fr: "un fichier de ce nom occupe la place du dossier"))
    }
    throw SystemError.diagnostic(
      "file.write", path, code, en: "the folder cannot be made", fr: "le dossier ne peut pas être créé")
  }

  /// Absolute path of the working folder; nil where it was removed.
  public static var currentDirectory: String? {
    guard let text = getcwd(nil, 0) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Path with symbolic links and `..` resolved; nil where nothing is there.
  public static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Path of the running program; nil where the system does not tell.
  public static func executablePath() -> String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size) + 1)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return resolved(String(cString: buffer))
    #else
      return resolved("/proc/self/exe")
    #endif
  }

  /// True where a descriptor (0 input, 1 output, 2 errors) is a terminal.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// A variable of the environment; nil where it is not set.
  public static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Folder and last name of a path; `.` and the path itself where it has no folder.
  public static func split(_ path: String) -> (folder: String, name: String) {
    var trimmed = path[...]
    while trimmed.utf8.count > 1 && trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", String(trimmed)) }
    let folder = trimmed[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(trimmed[trimmed.index(after: slash)...]))
  }

  static func status(_ path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }
}
