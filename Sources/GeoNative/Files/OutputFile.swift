public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole outputs, written so that a failure leaves nothing half done.
public enum OutputFile {
  /// Writes bytes to a file, or to the standard output (`-`).
  ///
  /// A regular file is written under a temporary name in its folder, then renamed; anything else (a device,
  /// a pipe) is written to directly. Throws `file.exists` where a regular file is there and `overwrite` is
  /// false, `file.directory`, `file.pipe` where the reader of a pipe is gone, `file.write` for all other
  /// failures.
  public static func write(_ bytes: [UInt8], to path: String, overwrite: Bool) throws(Diagnostic) {
    if path == "-" { return try send(bytes, to: 1, path: path) }
    try check(path, overwrite: overwrite)
    guard let status = FileSystem.status(path) else {
      return try replace(path, with: bytes, mode: nil, overwrite: overwrite)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      if let stream = openStream(status) { return try send(bytes, to: stream, path: path) }
      // A link keeps pointing to the file that is replaced.
      let target = FileSystem.resolved(path) ?? path
      try replace(target, with: bytes, mode: status.st_mode & 0o7777, overwrite: true)
    default:
      try writeDirectly(bytes, to: path)
    }
  }

  /// Throws what can be known of a failure before anything is written.
  static func check(_ path: String, overwrite: Bool) throws(Diagnostic) {
    if path == "-" { return }
    guard let status = FileSystem.status(path) else { return try requireFolder(of: path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      throw Diagnostic(
        "file.directory", at: SourceLocation(file: path),
        Phrase(en: "the output is a folder, not a file", fr: "la sortie est un dossier, pas un fichier"))
    case S_IFREG:
      guard overwrite || openStream(status) != nil else { throw exists(path) }
    default: return
    }
  }

  /// Lets a write to a closed pipe fail with `file.pipe` instead of ending the process.
  public static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Writes bytes to an open descriptor (1 output, 2 errors).
  public static func send(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(Diagnostic) {
    let failure = bytes.withUnsafeBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return 0 }
      var done = 0
      while done < buffer.count {
        let chunk = min(buffer.count - done, 1 << 30)
        let sent = SystemError.retrying { Glue.write(descriptor, base + done, chunk) }
        if sent < 0 {
          guard errno == EAGAIN else { return errno }
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, 1000)
          continue
        }
        done += sent
      }
      return 0
    }
    if failure != 0 { throw writeFailure(path, failure) }
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    let descriptor = Int32(SystemError.retrying { Int(open(path, O_WRONLY | O_CLOEXEC)) })
    guard descriptor >= 0 else { throw writeFailure(path, errno) }
    var closed = false
    defer { if !closed { close(descriptor) } }
    try send(bytes, to: descriptor, path: path)
    closed = true
    if close(descriptor) != 0 && errno != EINTR { throw writeFailure(path, errno) }
  }

  private static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t?, overwrite: Bool
  ) throws(Diagnostic) {
    let (descriptor, temporary) = try openTemporary(beside: path)
    var isOpen = true
    var isDone = false
    defer {
      if isOpen { close(descriptor) }
      if !isDone { unlink(temporary) }
    }
    try send(bytes, to: descriptor, path: path)
    if let mode { fchmod(descriptor, mode) }
    isOpen = false
    if close(descriptor) != 0 && errno != EINTR { throw writeFailure(path, errno) }
    if !overwrite {
      // A link fails where the name was taken meanwhile; not all file systems have links.
      if link(temporary, path) == 0 { return }
      if errno == EEXIST { throw exists(path) }
    }
    guard rename(temporary, path) == 0 else { throw writeFailure(path, errno) }
    isDone = true
  }

  private static func openTemporary(beside path: String) throws(Diagnostic) -> (Int32, String) {
    let (folder, name) = FileSystem.split(path)
    let short = String(decoding: name.utf8.prefix(100), as: UTF8.self)
    for attempt in 0..<100 {
      let temporary = "\(folder)/.\(short).\(getpid())-\(attempt).tmp"
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
      let descriptor = Int32(SystemError.retrying { Int(open(temporary, flags, 0o666)) })
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno != EEXIST { throw writeFailure(path, errno) }
    }
    throw writeFailure(path, EEXIST)
  }

  private static func requireFolder(of path: String) throws(Diagnostic) {
    let folder = FileSystem.split(path).folder
    guard !FileSystem.isDirectory(folder) else { return }
    throw Diagnostic(
      "file.write", at: SourceLocation(file: path),
      Phrase(
        en: "the folder \(Diagnostic.quoted(folder)) does not exist",
        fr: "le dossier \(Diagnostic.quoted(folder)) n'existe pas"),
      hint: Phrase(en: "create it first: mkdir -p", fr: "créez-le d'abord : mkdir -p"))
  }

  /// The standard output or errors where the path is what they were redirected to (`-o /dev/stdout`).
  private static func openStream(_ status: stat) -> Int32? {
    [1, 2].first { descriptor in
      var other = stat()
      return fstat(descriptor, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
    }
  }

  private static func exists(_ path: String) -> Diagnostic {
    Diagnostic(
      "file.exists", at: SourceLocation(file: path),
      Phrase(en: "the file exists already", fr: "le fichier existe déjà"),
      hint: Phrase(en: "--force to overwrite it", fr: "--force pour l'écraser"))
  }

  private static func writeFailure(_ path: String, _ code: Int32) -> Diagnostic {
    SystemError.diagnostic(
      code == EPIPE ? "file.pipe" : "file.write", path, code, en: "the output cannot be written",
      fr: "la sortie ne peut pas être écrite")
  }
}
