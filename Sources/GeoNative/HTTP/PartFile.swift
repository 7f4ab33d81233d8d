import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file being received, and beside it (`.source`) what it is a part of, so that a later run goes on with it.
final class PartFile {
  let path: String
  private let descriptor: Int32
  private var sourcePath: String { path + ".source" }

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    descriptor = Int32(SystemError.retrying { Int(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)) })
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
  }

  deinit { close(descriptor) }

  /// Bytes received so far.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// What the part begun belongs to, where it is of this address; nil where it cannot be gone on with.
  func validator(for url: String) -> String? {
    guard size > 0, let bytes = try? ByteFile.read(sourcePath), bytes.count < 1 << 16 else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2, lines[0] == url, !lines[1].isEmpty else { return nil }
    return String(lines[1])
  }

  /// Empties the file for an answer from its first byte.
  func begin(url: String, validator: String?) throws(Diagnostic) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Self.failure(path, errno)
    }
    guard let validator else {
      unlink(sourcePath)
      return
    }
    try OutputFile.write(Array("\(url)\n\(validator)\n".utf8), to: sourcePath, overwrite: true)
  }

  /// Goes on after the bytes that are there.
  func resume() throws(Diagnostic) {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw Self.failure(path, errno) }
  }

  /// Adds bytes; the error is that of `errno`, 0 for none.
  func write(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    var done = 0
    while done < bytes.count {
      let sent = SystemError.retrying { Glue.write(descriptor, base + done, bytes.count - done) }
      if sent < 0 { return errno }
      done += sent
    }
    return 0
  }

  /// Has what was received put on the disk, where the system can.
  func finish() {
    fsync(descriptor)
    unlink(sourcePath)
  }

  /// Nothing to go on with.
  func discard() {
    unlink(sourcePath)
    unlink(path)
  }

  private static func failure(_ path: String, _ code: Int32) -> Diagnostic {
    SystemError.diagnostic(
      "file.write", path, code, en: "the file cannot be written", fr: "le fichier ne peut pas être écrit")
  }
}
