import Foundation
import Synchronization

/// An HTTP server on the loopback interface that answers what a test tells it to, lies included.
///
/// Each connection gets one answer and is closed.
public final class LocalServer: Sendable {
  public struct Request: Sendable {
    /// Path and query, as asked.
    public var target: String
    /// Names in lower case.
    public var headers: [String: String]
    /// Which request of this path it is, from 1.
    public var turn: Int
  }

  /// One step of an answer.
  public enum Step: Sendable {
    case send([UInt8])
    /// Milliseconds of silence.
    case wait(Int)
  }

  public typealias Answer = @Sendable (Request) -> [Step]

  private struct State {
    var requests: [Request] = []
    var isStopped = false
  }

  public let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  public var base: String { "http://127.0.0.1:\(port)" }
  public var requests: [Request] { state.withLock { $0.requests } }

  public init(_ answer: @escaping Answer) throws {
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw POSIXError(.EIO) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isBound else {
      close(descriptor)
      throw POSIXError(.EADDRINUSE)
    }
    listener = descriptor
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        // The server goes with the test that holds it.
        guard let server = self, !server.state.withLock({ $0.isStopped }) else { break }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 20) > 0 else { continue }
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { continue }
        Thread.detachNewThread { server.serve(client, answer) }
      }
      close(descriptor)
    }
  }

  public func stop() { state.withLock { $0.isStopped = true } }

  private func serve(_ client: Int32, _ answer: Answer) {
    defer { close(client) }
    guard let head = Self.readHead(client) else { return }
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count > 1 else { return }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    let target = String(words[1])
    let request = state.withLock { state -> Request in
      let path = target.prefix { $0 != "?" }
      let turn = state.requests.count { $0.target.prefix { $0 != "?" } == path } + 1
      let request = Request(target: target, headers: headers, turn: turn)
      state.requests.append(request)
      return request
    }
    for step in answer(request) {
      switch step {
      case .send(let bytes): guard Self.send(bytes, to: client) else { return }
      case .wait(let milliseconds):
        for _ in 0..<(milliseconds / 10) where !state.withLock({ $0.isStopped }) { usleep(10_000) }
      }
    }
  }

  private static func readHead(_ client: Int32) -> String? {
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while head.count < 1 << 16 {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      head += buffer[..<count]
      let text = String(decoding: head, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") { return String(text[..<end.lowerBound]) }
    }
    return nil
  }

  private static func send(_ bytes: [UInt8], to client: Int32) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var done = 0
    while done < bytes.count {
      let sent = bytes[done...].withUnsafeBytes { sendBytes(client, $0, flags) }
      guard sent > 0 else { return false }
      done += sent
    }
    return true
  }

  private static func sendBytes(_ client: Int32, _ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
    #if canImport(Darwin)
      Darwin.send(client, bytes.baseAddress, bytes.count, flags)
    #else
      Glibc.send(client, bytes.baseAddress, bytes.count, flags)
    #endif
  }
}

extension LocalServer.Step {
  /// The head of an answer.
  public static func head(_ status: Int, _ fields: [String] = [], length: Int? = nil) -> LocalServer.Step {
    let lines =
      ["HTTP/1.1 \(status) Said", "Connection: close"] + fields
      + (length.map { ["Content-Length: \($0)"] } ?? [])
    return .send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
  }
}

extension [LocalServer.Step] {
  /// A whole answer that tells the truth.
  public static func answer(_ status: Int, _ body: [UInt8], _ fields: [String] = []) -> [LocalServer.Step] {
    [.head(status, fields, length: body.count), .send(body)]
  }

  public static func status(_ status: Int, _ fields: [String] = []) -> [LocalServer.Step] {
    answer(status, [UInt8]("<html>no</html>".utf8), fields)
  }
}
