public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole files as bytes.
public enum ByteFile {
  /// Largest input, in bytes: what the text columns of a table can hold.
  public static let limit = 1 << 32

  /// The bytes of a regular file, of a pipe, or of the standard input (`-`).
  ///
  /// Throws `file.missing`, `file.directory`, `file.unreadable` or `file.too-large`.
  public static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    if path == "-" { return try bytes(of: 0, path: path, limit: limit) }
    let descriptor = Int32(SystemError.retrying { Int(open(path, O_RDONLY | O_CLOEXEC)) })
    guard descriptor >= 0 else { throw openFailure(path, errno) }
    defer { close(descriptor) }
    return try bytes(of: descriptor, path: path, limit: limit)
  }

  static func bytes(of descriptor: Int32, path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw directory(path) }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    let announced = isRegular ? Int(status.st_size) : 0
    guard announced <= limit else { throw tooLarge(path, limit) }
    var result: [UInt8] = []
    // One byte more than announced, so that a file of the announced size ends in a single call.
    var room = isRegular && announced > 0 ? announced + 1 : 1 << 16
    while true {
      var failure: Int32 = 0
      var count = 0
      if result.isEmpty {
        result = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
          if let base = buffer.baseAddress { LargeMemory.advise(base, byteCount: buffer.count) }
          (count, failure) = fill(buffer, from: descriptor)
          filled = count
        }
      } else {
        let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
          (count, failure) = fill(buffer, from: descriptor)
          filled = count
        }
        result += more
      }
      guard failure == 0 else { throw failure == EISDIR ? directory(path) : unreadable(path, failure) }
      guard result.count <= limit else { throw tooLarge(path, limit) }
      if count < room { return result }
      room = max(1 << 16, min(result.count, 1 << 26))
    }
  }

  /// Reads until the buffer is full or the file ends; the error is that of `errno`, 0 for none.
  private static func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32) -> (
    Int, Int32
  ) {
    var count = 0
    while count < buffer.count, let base = buffer.baseAddress {
      let chunk = min(buffer.count - count, 1 << 30)
      let got = SystemError.retrying { Glue.read(descriptor, base + count, chunk) }
      if got < 0 { return (count, errno) }
      if got == 0 { break }
      count += got
    }
    return (count, 0)
  }

  private static func openFailure(_ path: String, _ code: Int32) -> Diagnostic {
    guard code == ENOENT || code == ENOTDIR else { return unreadable(path, code) }
    let (folder, name) = FileSystem.split(path)
    let location = SourceLocation(file: path)
    guard FileSystem.isDirectory(folder) else {
      return Diagnostic(
        "file.missing", at: location,
        Phrase(
          en: "there is no such file: its folder \(Diagnostic.quoted(folder)) does not exist",
          fr: "ce fichier n'existe pas : son dossier \(Diagnostic.quoted(folder)) n'existe pas"))
    }
    let near = NameMatch.closest(to: name, among: FileSystem.list(folder))
    let names = near.map { Diagnostic.quoted($0) }.joined(separator: ", ")
    return Diagnostic(
      "file.missing", at: location, Phrase(en: "there is no such file", fr: "ce fichier n'existe pas"),
      hint: near.isEmpty
        ? nil : Phrase(en: "a neighbour in the folder: \(names)", fr: "un voisin du dossier : \(names)"))
  }

  private static func unreadable(_ path: String, _ code: Int32) -> Diagnostic {
    SystemError.diagnostic(
      "file.unreadable", path, code, en: "the file cannot be read", fr: "le fichier ne peut pas être lu")
  }

  private static func directory(_ path: String) -> Diagnostic {
    Diagnostic(
      "file.directory", at: SourceLocation(file: path),
      Phrase(en: "it is a folder, not a file", fr: "c'est un dossier, pas un fichier"),
      hint: Phrase(en: "name the files that it holds", fr: "nommez les fichiers qu'il contient"))
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> Diagnostic {
    Diagnostic(
      "file.too-large", at: SourceLocation(file: path),
      Phrase(
        en: "the file is larger than \(limit >> 20) MiB, the most that can be read",
        fr: "le fichier dépasse \(limit >> 20) Mio, le maximum lisible"),
      hint: Phrase(en: "cut it into several files", fr: "coupez-le en plusieurs fichiers"))
  }
}

/// Calls of the C library whose names our own functions bear.
enum Glue {
  static func read(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer, count)
    #else
      Darwin.read(descriptor, buffer, count)
    #endif
  }

  static func write(_ descriptor: Int32, _ buffer: UnsafePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer, count)
    #else
      Darwin.write(descriptor, buffer, count)
    #endif
  }
}
