public import GeoModel
import GeoNative
import Synchronization

/// The streams of a run: the process's own, or memory in tests.
public protocol Console: Sendable {
  /// Throws `file.pipe` where the reader is gone, `file.write` for all other failures.
  func writeOutput(_ bytes: [UInt8]) throws(Diagnostic)
  /// A failure is not reported: there is nowhere left to say it.
  func writeError(_ bytes: [UInt8])
  /// All of the standard input.
  func readInput() throws(Diagnostic) -> [UInt8]
  var errorIsTerminal: Bool { get }
}

/// The streams of the process.
public struct SystemConsole: Console {
  public init() {}

  public func writeOutput(_ bytes: [UInt8]) throws(Diagnostic) {
    try OutputFile.send(bytes, to: 1, path: "-")
  }

  public func writeError(_ bytes: [UInt8]) {
    try? OutputFile.send(bytes, to: 2, path: "-")
  }

  public func readInput() throws(Diagnostic) -> [UInt8] { try ByteFile.read("-") }

  public var errorIsTerminal: Bool { FileSystem.isTerminal(2) }
}

/// Streams in memory.
public final class MemoryConsole: Console {
  private struct Streams {
    var input: [UInt8] = []
    var output: [UInt8] = []
    var error: [UInt8] = []
  }

  private let streams = Mutex(Streams())
  public let errorIsTerminal: Bool

  public init(input: [UInt8] = [], errorIsTerminal: Bool = false) {
    streams.withLock { $0.input = input }
    self.errorIsTerminal = errorIsTerminal
  }

  public func writeOutput(_ bytes: [UInt8]) throws(Diagnostic) {
    streams.withLock { $0.output += bytes }
  }

  public func writeError(_ bytes: [UInt8]) {
    streams.withLock { $0.error += bytes }
  }

  /// The input, which is empty once it was read, as that of a process.
  public func readInput() throws(Diagnostic) -> [UInt8] {
    streams.withLock { streams in
      defer { streams.input = [] }
      return streams.input
    }
  }

  public var outputBytes: [UInt8] { streams.withLock { $0.output } }
  public var output: String { String(decoding: outputBytes, as: UTF8.self) }
  public var error: String { streams.withLock { String(decoding: $0.error, as: UTF8.self) } }
}
