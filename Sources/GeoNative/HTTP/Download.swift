import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A whole file fetched over HTTP, as the server announced it.
public struct Download: Sendable, Equatable {
  public var byteCount: Int
  /// The server's strong tag or date of the file, where it gives one.
  public var validator: String?
  /// Bytes that an earlier attempt or run had received.
  public var resumedBytes: Int
  public var attempts: Int

  /// What is told of an attempt that failed and will be made again.
  public typealias Retrying = (_ failure: HTTPFailure, _ seconds: Double) -> Void

  /// Fetches a file into `path`, which is a part to go on with until this returns.
  ///
  /// A part of an earlier run is gone on with where the server proves that the file is the same (`If-Range`);
  /// otherwise all is fetched again. A 404 and its like end at once, what may pass is tried again.
  ///
  /// - Parameters:
  ///   - progress: bytes received, and in all where that is known.
  ///   - isCancelled: asked at least each second; the part stays.
  /// - Throws: `HTTPFailure` with the last attempt's reason.
  public static func fetch(
    _ url: String, to path: String, session: HTTPSession,
    progress: @escaping (Int, Int?) -> Void = { _, _ in },
    retrying: Retrying = { _, _ in }, isCancelled: @escaping () -> Bool = { Interruption.isRequested }
  ) throws(HTTPFailure) -> Download {
    let options = session.options
    var attempts = 0
    var mismatches = 0
    while true {
      attempts += 1
      var failure: HTTPFailure
      var retryAfter: Int?
      let file = try partFile(path, url)
      let resumed = file.validator(for: url).map { (offset: file.size, validator: $0) }
      let transfer = HTTPTransfer(
        url: url, file: file, resumed: resumed, byteLimit: options.byteLimit,
        stallSeconds: options.stallSeconds, progress: progress,
        isCancelled: isCancelled)
      do throws(HTTPFailure) {
        retryAfter = try session.perform(transfer)
        let status = transfer.headers.status
        if transfer.isMismatched || (status == 416 && resumed != nil) {
          // What is there is no part of what the server holds now: all again, which costs no attempt.
          file.discard()
          mismatches += 1
          guard mismatches > 2 else {
            attempts -= 1
            continue
          }
          failure = HTTPFailure(.cut, url: url)
        } else if transfer.hasContent {
          let size = file.size
          if transfer.announced.map({ $0 == size }) ?? true {
            file.finish()
            return Download(
              byteCount: size, validator: transfer.headers.validator,
              resumedBytes: status == 206 ? resumed?.offset ?? 0 : 0, attempts: attempts)
          }
          failure = HTTPFailure(.cut, url: url, detail: "\(size) / \(transfer.announced ?? 0)")
          // More than announced is no part of it.
          if size > transfer.announced ?? 0 { file.discard() }
        } else {
          failure = HTTPFailure(.status(status), url: url)
        }
      } catch {
        failure = error
      }
      if file.validator(for: url) == nil { file.discard() }
      guard failure.isTransient, attempts <= options.retries else { throw failure }
      guard let seconds = options.wait(before: attempts, retryAfter: retryAfter) else {
        throw HTTPFailure(.wait(retryAfter ?? 0), url: url)
      }
      retrying(failure, seconds)
      guard pause(seconds, isCancelled) else { throw HTTPFailure(.cancelled, url: url) }
    }
  }

  private static func partFile(_ path: String, _ url: String) throws(HTTPFailure) -> PartFile {
    do throws(Diagnostic) {
      return try PartFile(path)
    } catch {
      throw HTTPFailure(.disk, url: url, detail: error.message.english)
    }
  }

  /// Waits in short steps; false where it was cancelled.
  private static func pause(_ seconds: Double, _ isCancelled: () -> Bool) -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while true {
      if isCancelled() { return false }
      let left = ContinuousClock.now.duration(to: end)
      if left <= .zero { return true }
      let step = min(left, .milliseconds(50))
      usleep(UInt32(clamping: step.components.attoseconds / 1_000_000_000_000))
    }
  }
}
