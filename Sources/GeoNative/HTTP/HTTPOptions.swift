import GeoModel

/// How a file is fetched.
public struct HTTPOptions: Sendable {
  /// Seconds for the connection to be made.
  public var connectSeconds: Double = 15
  /// Whole seconds without data, the wait for the first byte included, after which the server is given up.
  public var stallSeconds = 60
  /// Attempts after the first, for what may pass: no answer, a cut connection, 408, 429, 5xx.
  public var retries = 3
  /// Seconds before the second attempt; doubled before each of those that follow.
  public var backOffSeconds = 1.0
  /// The longest wait before an attempt. A server that asks for more (`Retry-After`) is not asked again.
  public var longestWaitSeconds = 60.0
  /// Largest answer, in bytes.
  public var byteLimit = 512 << 20
  public var redirectLimit = 5
  public var userAgent = "maillage/\(MaillageVersion.current)"

  public init() {}

  /// Seconds to wait before attempt `attempt` (the second is 1); nil where the server asks for too much.
  func wait(before attempt: Int, retryAfter: Int?) -> Double? {
    if let retryAfter, retryAfter > 0 {
      return Double(retryAfter) <= longestWaitSeconds ? Double(retryAfter) : nil
    }
    var wait = backOffSeconds
    for _ in 1..<max(1, attempt) where wait < longestWaitSeconds { wait *= 2 }
    return min(wait, longestWaitSeconds)
  }
}

/// Addresses that may be fetched.
enum HTTPAddress {
  /// Schemes that a redirection may lead to: what began encrypted stays so. Nil for anything but http and https.
  static func redirectSchemes(from url: String) -> String? {
    let start = url.prefix(8).lowercased()
    if start.hasPrefix("https://") { return "https" }
    return start.hasPrefix("http://") ? "http,https" : nil
  }

  /// True for this machine itself, which no proxy stands before.
  static func isLoopback(_ url: String) -> Bool {
    guard let scheme = url.firstRange(of: "://") else { return false }
    let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
  }
}
