public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that one process at a time holds; the system lets go of it when the process ends, however it ends.
public final class FileLock {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes the lock, waiting for whoever has it; nil where the wait was given up or took too long.
  ///
  /// - Parameters:
  ///   - waiting: called once, where another process has it.
  /// - Throws: `file.write` where the file cannot be made.
  public static func take(
    _ path: String, longestWaitSeconds: Double, waiting: () -> Void, isCancelled: () -> Bool
  ) throws(Diagnostic) -> FileLock? {
    let descriptor = Int32(SystemError.retrying { Int(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)) })
    guard descriptor >= 0 else {
      throw SystemError.diagnostic(
        "file.write", path, errno, en: "the file cannot be made", fr: "le fichier ne peut pas être créé")
    }
    let end = ContinuousClock.now.advanced(by: .seconds(longestWaitSeconds))
    var hasSaid = false
    // A file system without locks has none to wait for: names are unique and renames whole there too.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      if !hasSaid { waiting() }
      hasSaid = true
      if isCancelled() || ContinuousClock.now >= end {
        close(descriptor)
        return nil
      }
      usleep(50_000)
    }
    return FileLock(descriptor)
  }
}

@available(*, unavailable)
extension FileLock: Sendable {}
