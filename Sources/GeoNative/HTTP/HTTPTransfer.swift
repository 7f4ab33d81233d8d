import CCurl
import GeoModel

/// What one attempt has received so far; libcurl's callbacks write to it.
final class HTTPTransfer {
  let url: String
  let file: PartFile
  /// Bytes that the file held before, and what they belong to; nil where all is asked for.
  let resumed: (offset: Int, validator: String)?
  let byteLimit: Int
  /// Seconds of silence after which the server is given up.
  let stallSeconds: Int
  let progress: (Int, Int?) -> Void
  let isCancelled: () -> Bool

  private(set) var headers = HTTPHeaders()
  /// Set where our side ended the transfer.
  private(set) var failure: HTTPFailure?
  /// The part that came is not the continuation of what is there.
  private(set) var isMismatched = false
  private var hasBegun = false
  private(set) var received = 0
  /// True once a server, or a proxy, took the connection.
  private(set) var isConnected = false
  private var lastSign = ContinuousClock.now

  init(
    url: String, file: PartFile, resumed: (offset: Int, validator: String)?, byteLimit: Int,
    stallSeconds: Int,
    progress: @escaping (Int, Int?) -> Void, isCancelled: @escaping () -> Bool
  ) {
    self.url = url
    self.file = file
    self.resumed = resumed
    self.byteLimit = byteLimit
    self.stallSeconds = stallSeconds
    self.progress = progress
    self.isCancelled = isCancelled
  }

  var hasContent: Bool { headers.status == 200 || headers.status == 206 }

  /// Length of the whole file where the server says it.
  var announced: Int? { headers.status == 206 ? headers.range?.total ?? nil : headers.contentLength }

  func connected() {
    lastSign = ContinuousClock.now
    isConnected = true
  }

  func take(header line: String) {
    lastSign = ContinuousClock.now
    headers.add(line: line)
  }

  /// Gets ready for the first byte; false to end the transfer.
  func begin() -> Bool {
    guard !hasBegun, hasContent else { return true }
    hasBegun = true
    if let announced, announced > byteLimit { return stop(.tooLarge, "\(announced)") }
    do throws(Diagnostic) {
      if headers.status == 206 {
        guard let resumed, headers.range?.first == resumed.offset,
          headers.entityTag == nil || headers.entityTag == resumed.validator
            || headers.lastModified == resumed.validator
        else {
          isMismatched = true
          return false
        }
        try file.resume()
        received = resumed.offset
      } else {
        try file.begin(url: url, validator: headers.validator)
        received = 0
      }
    } catch {
      return stop(.disk, error.message.english)
    }
    return true
  }

  /// Takes a piece of the body; false to end the transfer. The body of an error is not kept.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    lastSign = ContinuousClock.now
    guard begin() else { return false }
    guard hasContent else { return true }
    guard received + bytes.count <= byteLimit else { return stop(.tooLarge, "> \(byteLimit)") }
    let error = file.write(bytes)
    guard error == 0 else { return stop(.disk, SystemError.phrase(error).english) }
    received += bytes.count
    progress(received, announced)
    return true
  }

  /// Asked now and then, also while nothing comes; false to end the transfer.
  func goesOn() -> Bool {
    if isCancelled() { return stop(.cancelled, "") }
    let silence = lastSign.duration(to: ContinuousClock.now)
    return silence < .seconds(stallSeconds) || stop(.stalled, "\(stallSeconds) s")
  }

  private func stop(_ kind: HTTPFailure.Kind, _ detail: String) -> Bool {
    failure = HTTPFailure(kind, url: url, detail: detail)
    return false
  }
}
