import Foundation
import GeoModel
import Synchronization
import TestSupport
import Testing

@testable import GeoNative

/// Fetching one file from a server that does not always behave.
@Suite struct DownloadTests {
  /// A folder of its own, removed with the test.
  final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "maillage-http-\(UUID().uuidString)")
    var part: String { url.path + "/f.part" }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    var names: [String] { FileSystem.list(url.path) }
  }

  /// A body whose every byte tells its place.
  static let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  static let tag = ["ETag: \"v1\""]

  static func options(retries: Int = 2) -> HTTPOptions {
    var options = HTTPOptions()
    (options.connectSeconds, options.stallSeconds, options.retries) = (5, 10, retries)
    (options.backOffSeconds, options.longestWaitSeconds) = (0.01, 2)
    return options
  }

  private func fetch(
    _ server: LocalServer, _ folder: Folder, path: String = "/f", _ options: HTTPOptions = options()
  ) throws(HTTPFailure) -> Download {
    try Download.fetch(
      server.base + path, to: folder.part, session: try HTTPSession(options), isCancelled: { false })
  }

  private func failure(
    _ server: LocalServer, _ folder: Folder, path: String = "/f", _ options: HTTPOptions = options()
  ) -> HTTPFailure? {
    do throws(HTTPFailure) {
      _ = try fetch(server, folder, path: path, options)
      return nil
    } catch {
      return error
    }
  }

  private func received(_ folder: Folder) -> [UInt8]? { try? ByteFile.read(folder.part) }

  @Test func aWholeFile() throws {
    let server = try LocalServer { _ in .answer(200, Self.body, Self.tag) }
    let folder = try Folder()
    let seen = Mutex<[Int]>([])
    let download = try Download.fetch(
      server.base + "/f", to: folder.part, session: try HTTPSession(Self.options()),
      progress: { received, total in
        #expect(total == Self.body.count)
        seen.withLock { $0.append(received) }
      }, isCancelled: { false })
    #expect(
      download == Download(byteCount: Self.body.count, validator: "\"v1\"", resumedBytes: 0, attempts: 1))
    #expect(received(folder) == Self.body)
    #expect(folder.names == ["f.part"])
    #expect(seen.withLock { $0.last == Self.body.count && $0 == $0.sorted() })
    #expect(server.requests[0].headers["user-agent"] == "maillage/\(MaillageVersion.current)")
    #expect(server.requests[0].headers["range"] == nil)
  }

  @Test(arguments: [500, 502, 503, 408, 429])
  func whatMayPassIsTriedAgain(_ status: Int) throws {
    let server = try LocalServer { $0.turn < 3 ? .status(status) : .answer(200, Self.body) }
    let folder = try Folder()
    #expect(try fetch(server, folder).attempts == 3)
    #expect(received(folder) == Self.body)
  }

  @Test func itGivesUpInTheEnd() throws {
    let server = try LocalServer { _ in .status(500) }
    let folder = try Folder()
    #expect(failure(server, folder)?.kind == .status(500))
    #expect(server.requests.count == 3)
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [400, 401, 403, 404, 410])
  func whatStaysIsNotTriedAgain(_ status: Int) throws {
    let server = try LocalServer { _ in .status(status) }
    let folder = try Folder()
    #expect(failure(server, folder)?.kind == .status(status))
    #expect(server.requests.count == 1)
    #expect(folder.names.isEmpty)
  }

  @Test func aServerIsGivenTheTimeItAsksFor() throws {
    let server = try LocalServer {
      $0.turn == 1 ? .status(429, ["Retry-After: 1"]) : .answer(200, Self.body)
    }
    let folder = try Folder()
    let waits = Mutex<[Double]>([])
    _ = try Download.fetch(
      server.base + "/f", to: folder.part, session: try HTTPSession(Self.options()),
      retrying: { _, seconds in waits.withLock { $0.append(seconds) } }, isCancelled: { false })
    #expect(waits.withLock { $0 } == [1])
  }

  @Test func aServerThatAsksForTooLongIsNotAskedAgain() throws {
    let server = try LocalServer { _ in .status(503, ["Retry-After: 3600"]) }
    #expect(failure(server, try Folder())?.kind == .wait(3600))
    #expect(server.requests.count == 1)
  }

  @Test func waitsGrow() {
    var options = HTTPOptions()
    (options.backOffSeconds, options.longestWaitSeconds) = (1, 10)
    #expect((1...6).map { options.wait(before: $0, retryAfter: nil) } == [1, 2, 4, 8, 10, 10])
    #expect(options.wait(before: 1, retryAfter: 7) == 7)
    #expect(options.wait(before: 1, retryAfter: 11) == nil)
  }

  /// Half the file, then the rest: the server proves that it is the same file.
  @Test func aCutFileIsGoneOnWith() throws {
    let server = try LocalServer { request in
      guard request.turn > 1 else {
        return [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<100_000]))]
      }
      guard let range = request.headers["range"], let first = Int(range.dropFirst(6).dropLast()) else {
        return []
      }
      return .answer(
        206, Array(Self.body[first...]),
        Self.tag + ["Content-Range: bytes \(first)-\(Self.body.count - 1)/\(Self.body.count)"])
    }
    let folder = try Folder()
    let download = try fetch(server, folder)
    #expect(download.attempts == 2 && download.resumedBytes == 100_000)
    #expect(received(folder) == Self.body)
    #expect(server.requests[1].headers["if-range"] == "\"v1\"")
    #expect(folder.names == ["f.part"])
  }

  /// The part stays from one run to the next, and only for its own address.
  @Test func aLaterRunGoesOn() throws {
    let server = try LocalServer { request in
      guard let range = request.headers["range"], let first = Int(range.dropFirst(6).dropLast()) else {
        return [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<50_000]))]
      }
      return .answer(
        206, Array(Self.body[first...]),
        ["Content-Range: bytes \(first)-\(Self.body.count - 1)/\(Self.body.count)"])
    }
    let folder = try Folder()
    #expect(failure(server, folder, Self.options(retries: 0))?.kind == .cut)
    #expect(folder.names == ["f.part", "f.part.source"])
    // Another address: all again, cut again.
    #expect(failure(server, folder, path: "/g", Self.options(retries: 0))?.kind == .cut)
    #expect(server.requests.last?.headers["range"] == nil)
    let download = try fetch(server, folder, path: "/g", Self.options(retries: 0))
    #expect(download.resumedBytes == 50_000)
    #expect(received(folder) == Self.body)
  }

  /// A server without ranges, or whose file has changed, sends all: the part is replaced.
  @Test func aServerThatIgnoresRanges() throws {
    let other = Array(Self.body.reversed())
    let server = try LocalServer { request in
      request.turn == 1
        ? [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<100_000]))]
        : .answer(200, other, ["ETag: \"v2\""])
    }
    let folder = try Folder()
    let download = try fetch(server, folder)
    #expect(server.requests[1].headers["range"] == "bytes=100000-")
    #expect(download.resumedBytes == 0 && download.validator == "\"v2\"")
    #expect(received(folder) == other)
  }

  /// A server that continues another version of the file, or from another place, is not believed.
  @Test(arguments: [
    ["ETag: \"v2\"", "Content-Range: bytes 100000-299999/300000"], ["Content-Range: bytes 5-299999/300000"],
    ["Content-Range: nonsense"], [],
  ])
  func aPartThatDoesNotFit(_ fields: [String]) throws {
    let server = try LocalServer { request in
      if request.turn == 1 {
        return [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<100_000]))]
      }
      return request.headers["range"] != nil
        ? .answer(206, Array(repeating: 7, count: 200_000), fields) : .answer(200, Self.body)
    }
    let folder = try Folder()
    #expect(try fetch(server, folder).resumedBytes == 0)
    #expect(received(folder) == Self.body)
    #expect(server.requests.count == 3)
  }

  @Test func aRangeThatIsRefused() throws {
    let server = try LocalServer { request in
      if request.turn == 1 {
        return [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<100_000]))]
      }
      return request.headers["range"] != nil ? .status(416) : .answer(200, Self.body)
    }
    let folder = try Folder()
    _ = try fetch(server, folder)
    #expect(received(folder) == Self.body)
  }

  /// Without a strong tag nothing proves that the rest belongs to the part.
  @Test(arguments: [["ETag: W/\"v1\""], []])
  func aWeakTagIsNoProof(_ fields: [String]) throws {
    let server = try LocalServer { request in
      request.turn == 1
        ? [.head(200, fields, length: Self.body.count), .send(Array(Self.body[..<100_000]))]
        : .answer(200, Self.body, fields)
    }
    let folder = try Folder()
    _ = try fetch(server, folder)
    #expect(server.requests[1].headers["range"] == nil)
    #expect(received(folder) == Self.body)
  }

  @Test func aStalledServerIsGivenUp() throws {
    let server = try LocalServer { _ in [.head(200, [], length: 1000), .send([1, 2, 3]), .wait(20_000)] }
    var options = Self.options(retries: 0)
    options.stallSeconds = 1
    #expect(failure(server, try Folder(), options)?.kind == .stalled)
    server.stop()
  }

  @Test func aSlowServerIsWaitedFor() throws {
    let server = try LocalServer { _ in
      [.head(200, [], length: 6), .wait(100), .send([1, 2, 3]), .wait(100), .send([4, 5, 6])]
    }
    let folder = try Folder()
    _ = try fetch(server, folder)
    #expect(received(folder) == [1, 2, 3, 4, 5, 6])
  }

  @Test func aClosedPort() throws {
    let server = try LocalServer { _ in [] }
    let base = server.base
    server.stop()
    // The port is free again once the listening thread has seen it.
    usleep(200_000)
    let folder = try Folder()
    let session = try HTTPSession(Self.options(retries: 1))
    #expect(throws: HTTPFailure.self) {
      try Download.fetch(base + "/f", to: folder.part, session: session, isCancelled: { false })
    }
    #expect(folder.names.isEmpty)
  }

  @Test func aServerThatSaysNothing() throws {
    let server = try LocalServer { _ in [] }
    #expect(failure(server, try Folder(), Self.options(retries: 1))?.kind == .cut)
    #expect(server.requests.count == 2)
  }

  @Test func redirections() throws {
    let server = try LocalServer { request in
      switch request.target {
      case "/f": .status(302, ["Location: /there"])
      case "/there": .answer(200, Self.body)
      case "/loop": .status(301, ["Location: /loop"])
      case "/away": .status(302, ["Location: ftp://127.0.0.1/f"])
      default: .status(302, ["Location: file:///etc/hostname"])
      }
    }
    let folder = try Folder()
    _ = try fetch(server, folder)
    #expect(received(folder) == Self.body)
    let other = try Folder()
    #expect(failure(server, other, path: "/loop")?.kind == .tooManyRedirects)
    #expect(failure(server, other, path: "/away")?.kind == .address)
    #expect(failure(server, other, path: "/file")?.kind == .address)
    #expect(other.names.isEmpty)
  }

  @Test func addresses() throws {
    #expect(HTTPAddress.redirectSchemes(from: "https://a") == "https")
    #expect(HTTPAddress.redirectSchemes(from: "HTTP://a") == "http,https")
    for url in ["file:///etc/passwd", "ftp://a/b", "a", "", "httpx://a"] {
      #expect(HTTPAddress.redirectSchemes(from: url) == nil)
      let folder = try Folder()
      let session = try HTTPSession(Self.options())
      #expect(throws: HTTPFailure(.address, url: url)) {
        try Download.fetch(url, to: folder.part, session: session, isCancelled: { false })
      }
    }
    for url in ["http://127.0.0.1:80/a", "http://localhost/a", "https://[::1]:8/"] {
      #expect(HTTPAddress.isLoopback(url))
    }
    for url in ["http://127.0.0.1.example.org/", "http://localhosts/", "https://geo.api.gouv.fr/localhost"] {
      #expect(!HTTPAddress.isLoopback(url))
    }
  }

  @Test(arguments: [true, false])
  func anAnswerThatIsTooLarge(_ isAnnounced: Bool) throws {
    let server = try LocalServer { _ in
      [.head(200, Self.tag, length: isAnnounced ? Self.body.count : nil), .send(Self.body)]
    }
    var options = Self.options()
    options.byteLimit = 1000
    let folder = try Folder()
    #expect(failure(server, folder, options)?.kind == .tooLarge)
    #expect(server.requests.count == 1)
    #expect((received(folder) ?? []).count <= 1000)
  }

  @Test func ctrlCKeepsThePart() throws {
    let server = try LocalServer { _ in
      [.head(200, Self.tag, length: Self.body.count), .send(Array(Self.body[..<1000])), .wait(20_000)]
    }
    let folder = try Folder()
    let hasBegun = Mutex(false)
    let session = try HTTPSession(Self.options())
    let url = server.base + "/f"
    #expect(throws: HTTPFailure(.cancelled, url: url)) {
      try Download.fetch(
        url, to: folder.part, session: session,
        progress: { _, _ in hasBegun.withLock { $0 = true } }, isCancelled: { hasBegun.withLock { $0 } })
    }
    server.stop()
    #expect(folder.names == ["f.part", "f.part.source"])
    #expect(received(folder) == Array(Self.body[..<1000]))
  }

  @Test func anInterruptionIsSeen() {
    #expect(!Interruption.isRequested)
    Interruption.watched { () throws(Never) in
      // To the process: threads of the tests block signals.
      kill(getpid(), SIGINT)
      for _ in 0..<500 where !Interruption.isRequested { usleep(10_000) }
      #expect(Interruption.isRequested)
    }
    Interruption.watched { () throws(Never) in #expect(!Interruption.isRequested) }
  }

  @Test func datesAreUTC() {
    #expect(WallClock.utc(secondsSince1970: 0) == "1970-01-01T00:00:00Z")
    #expect(WallClock.utc(secondsSince1970: 1_709_164_805) == "2024-02-29T00:00:05Z")
  }

  @Test func headersOfEveryKind() {
    var headers = HTTPHeaders()
    for line in [
      "HTTP/1.1 302 Found\r\n", "ETag: \"old\"\r\n", "HTTP/2 206 \r\n", "LAST-MODIFIED:  Mon  \r\n", "x\r\n",
    ] {
      headers.add(line: line)
    }
    #expect(headers.status == 206 && headers.entityTag == nil && headers.validator == "Mon")
    for bad in ["bytes */12", "bytes 1", "items 1-2/3", "bytes a-b/3", "bytes -5-6/7"] {
      headers.add(line: "Content-Range: \(bad)")
      #expect(headers.range == nil, "\(bad)")
    }
    headers.add(line: "content-range: bytes 1-2/*")
    #expect(headers.range?.first == 1 && headers.range?.total == nil)
    headers.add(line: "Content-Length: -5")
    #expect(headers.contentLength == nil)
  }
}
