public import GeoModel
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
  let dataStream = DataStream()

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
    path == "-" ? try console.readInput() : try ByteFile.read(path)
  }

  /// Writes an output, to the standard output when `path` is `-`; the summary then goes to standard error.
  ///
  /// An existing file is replaced only with `--force`.
  public func write(_ bytes: [UInt8], to path: String) throws {
    guard path == "-" else { return try OutputFile.write(bytes, to: path, overwrite: isForced) }
    if isJSON { throw UsageError.outputTakenByJSON }
    dataStream.markUsed()
    try console.writeOutput(bytes)
  }

  /// Refuses outputs that cannot be written, or that would overwrite each other, before any is.
  func checkOutputs() throws {
    var seen: [String: String] = [:]
    for name in ["output", "territories-output", "level-output", "rejects"] {
      guard let path = options.string(name) else { continue }
      if let other = seen.updateValue(name, forKey: path) {
        throw UsageError(
          "usage.same-output", option: "--\(name)",
          Phrase(
            en: "--\(other) and --\(name) name the same output",
            fr: "--\(other) et --\(name) désignent la même sortie"))
      }
      try OutputFile.check(path, overwrite: isForced)
    }
  }
}

/// Whether data went to the standard output.
final class DataStream: Sendable {
  private let used = Atomic(false)

  var isUsed: Bool { used.load(ordering: .relaxed) }
  func markUsed() { used.store(true, ordering: .relaxed) }
}

extension UsageError {
  static let outputTakenByJSON = UsageError(
    "usage.output-with-json", option: "--output",
    Phrase(
      en: "--json takes the standard output: give a file to -o",
      fr: "--json occupe la sortie standard : donnez un fichier à -o"))
}
