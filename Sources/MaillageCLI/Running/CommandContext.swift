public import GeoModel
import GeoFormats
import GeoNative
import Synchronization

/// What a command works with: its options, its streams, and where to say what it finds.
public struct CommandContext: Sendable {
  public let options: ParsedOptions
  public let language: Language
  public let console: any Console
  /// Number of threads to use, 1 or more; never changes a result.
  public let threads: Int
  public let environment: [String: String]
  public let reporter: Reporter
  public let progress: Progress
  let outputs = PendingOutputs()
  private let input = KeptInput()

  public var isJSON: Bool { options.flag("json") }
  public var isForced: Bool { options.flag("force") }

  /// Says something that the user must know; the run goes on.
  public func warn(_ diagnostic: Diagnostic) {
    var warning = diagnostic
    warning.severity = .warning
    reporter.report(warning)
  }

  /// Says what was done or recognised; silenced by `--quiet`.
  public func note(_ phrase: Phrase, at location: SourceLocation = SourceLocation()) {
    reporter.report(Diagnostic("note", severity: .note, at: location, phrase))
  }

  /// Counts rows that an analysis left out: they fail the run under `--strict`.
  public func countRejectedRows(_ count: Int) { reporter.countRejectedRows(count) }

  /// The bytes of a file, or of the standard input (`-`).
  public func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    path == "-" ? try input.read(console) : try ByteFile.read(path)
  }

  /// Gives an output, for the standard output when `path` is `-`; the summary then goes to standard error.
  ///
  /// All outputs of a run are written at its end, or none where one cannot be. An existing file is replaced only
  /// with `--force`.
  public func write(_ bytes: [UInt8], to path: String) throws(UsageError) {
    if path == "-" && isJSON { throw UsageError.outputTakenByJSON }
    if path == "-" && outputs.hasData { throw UsageError.twoOnOutput }
    outputs.add(bytes, to: path)
  }

  /// Gives a CSV, for a spreadsheet where `--excel` asks for it.
  public func write(csv bytes: [UInt8], to path: String) throws {
    try write(try spreadsheet(bytes), to: path)
  }

  /// A CSV as `--excel` wants it; the same bytes without.
  func spreadsheet(_ csv: [UInt8]) throws(Diagnostic) -> [UInt8] {
    options.flag("excel") ? try LayerCSVWriter.spreadsheet(csv, threads: threads) : csv
  }

  /// Writes what the command gave.
  func writeOutputs() throws(Diagnostic) {
    let (data, files) = outputs.take()
    for bytes in data { try console.writeOutput(bytes) }
    try OutputFile.write(files, overwrite: isForced)
  }
}

/// The standard input, which gives its bytes once: kept, since one file often has several roles.
final class KeptInput: Sendable {
  private let bytes = Mutex<[UInt8]?>(nil)

  func read(_ console: any Console) throws(Diagnostic) -> [UInt8] {
    if let kept = bytes.withLock({ $0 }) { return kept }
    let read = try console.readInput()
    bytes.withLock { $0 = read }
    return read
  }
}

/// Outputs that wait for the end of the run.
final class PendingOutputs: Sendable {
  private struct State {
    var data: [[UInt8]] = []
    var files: [(path: String, bytes: [UInt8])] = []
    var hasData = false
  }

  private let state = Mutex(State())

  /// True where data go to the standard output.
  var hasData: Bool { state.withLock { $0.hasData } }

  func add(_ bytes: [UInt8], to path: String) {
    state.withLock { state in
      guard path == "-" else { return state.files.append((path, bytes)) }
      state.data.append(bytes)
      state.hasData = true
    }
  }

  func take() -> (data: [[UInt8]], files: [(path: String, bytes: [UInt8])]) {
    state.withLock { state in
      defer { (state.data, state.files) = ([], []) }
      return (state.data, state.files)
    }
  }
}

extension UsageError {
  static let outputTakenByJSON = UsageError(
    "usage.output-with-json", option: "--output",
    Phrase(
      en: "--json takes the standard output: give a file to -o",
      fr: "--json occupe la sortie standard : donnez un fichier à -o"))

  static let twoOnOutput = UsageError(
    "usage.two-on-output",
    Phrase(
      en: "two outputs go to the standard output: give a file to one of them",
      fr: "deux sorties vont sur la sortie standard : donnez un fichier à l’une d’elles"))
}
