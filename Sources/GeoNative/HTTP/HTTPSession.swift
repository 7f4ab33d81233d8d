import CCurl
import GeoModel

/// One libcurl handle, which keeps its connection from one file to the next; for one thread.
public final class HTTPSession {
  private let handle: UnsafeMutableRawPointer
  let options: HTTPOptions

  private static let isReady: Bool = maillage_curl_global_init() == CURLE_OK

  /// The version of libcurl.
  public static var version: String { maillage_curl_version().map { String(cString: $0) } ?? "" }

  public init(_ options: HTTPOptions) throws(HTTPFailure) {
    guard Self.isReady, let handle = curl_easy_init() else {
      throw HTTPFailure(.other, url: "", detail: "curl_easy_init")
    }
    self.handle = handle
    self.options = options
  }

  deinit { curl_easy_cleanup(handle) }

  /// One request; what it received is in `transfer`.
  ///
  /// - Returns: seconds that the server asks to wait (`Retry-After`), where it does.
  /// - Throws: where no answer came to its end. An error status is an answer.
  func perform(_ transfer: HTTPTransfer) throws(HTTPFailure) -> Int? {
    guard let schemes = HTTPAddress.redirectSchemes(from: transfer.url) else {
      throw HTTPFailure(.address, url: transfer.url)
    }
    curl_easy_reset(handle)
    configure(transfer.url, schemes: schemes)
    var list: UnsafeMutablePointer<curl_slist>?
    if let resumed = transfer.resumed {
      list = curl_slist_append(list, "Range: bytes=\(resumed.offset)-")
      list = curl_slist_append(list, "If-Range: \(resumed.validator)")
    }
    defer { curl_slist_free_all(list) }
    _ = maillage_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list)
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_PREREQDATA] {
      _ = maillage_curl_set_pointer(handle, option, context)
    }
    let code = withExtendedLifetime(transfer) { curl_easy_perform(handle) }
    if code == CURLE_OK, !transfer.hasContent || transfer.begin() {
      var seconds: curl_off_t = 0
      _ = maillage_curl_get_offset(handle, CURLINFO_RETRY_AFTER, &seconds)
      return seconds > 0 ? Int(min(seconds, 1 << 30)) : nil
    }
    if transfer.isMismatched { return nil }
    let words = String(cString: curl_easy_strerror(code))
    var failure = transfer.failure ?? HTTPFailure(Self.kind(of: code), url: transfer.url, detail: words)
    if failure.kind == .stalled && !transfer.isConnected { failure.kind = .unreachable }
    throw failure
  }

  private func configure(_ url: String, schemes: String) {
    let texts: [(CURLoption, String)] = [
      (CURLOPT_URL, url), (CURLOPT_USERAGENT, options.userAgent), (CURLOPT_PROTOCOLS_STR, "http,https"),
      (CURLOPT_REDIR_PROTOCOLS_STR, schemes),
    ]
    for (option, text) in texts { _ = maillage_curl_set_string(handle, option, text) }
    // Proxies are those of the environment, which never stand before this machine itself.
    if HTTPAddress.isLoopback(url) { _ = maillage_curl_set_string(handle, CURLOPT_PROXY, "") }
    let milliseconds = max(1, min(options.connectSeconds * 1000, 1e9))
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0), (CURLOPT_FOLLOWLOCATION, 1),
      (CURLOPT_MAXREDIRS, options.redirectLimit), (CURLOPT_CONNECTTIMEOUT_MS, Int(milliseconds)),
      (CURLOPT_LOW_SPEED_LIMIT, 16), (CURLOPT_LOW_SPEED_TIME, max(1, options.stallSeconds)),
    ]
    for (option, number) in numbers { _ = maillage_curl_set_long(handle, option, number) }
    _ = maillage_curl_set_data(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    _ = maillage_curl_set_data(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
        .take(header: String(decoding: line, as: UTF8.self))
      return size * count
    }
    _ = maillage_curl_set_request(handle) { context, _, _, _, _ in
      if let context { Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().connected() }
      return CURL_PREREQFUNC_OK
    }
    _ = maillage_curl_set_progress(handle) { context, _, _, _, _ in
      guard let context else { return 1 }
      return Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue().goesOn() ? 0 : 1
    }
  }

  private static func kind(of code: CURLcode) -> HTTPFailure.Kind {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
    case CURLE_OPERATION_TIMEDOUT: .stalled
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_SSL_CONNECT_ERROR,
      CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY:
      .cut
    case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: .address
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE: .certificate
    default: .other
    }
  }
}

@available(*, unavailable)
extension HTTPSession: Sendable {}
