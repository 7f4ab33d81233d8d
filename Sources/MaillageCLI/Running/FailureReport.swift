import GeoModel

/// Says why a run ended, on standard error and, with `--json`, as an object on standard output.
struct FailureReport {
  let console: any Console
  let language: Language
  /// nil until the command line names a command that exists.
  var command: String?
  let isJSON: Bool

  /// Status of a process ended by SIGPIPE, as shells show it.
  static let brokenPipe: Int32 = 141
  /// Status of a process ended by Ctrl-C, as shells show it.
  static let interrupted: Int32 = 130

  /// - Returns: the exit status.
  func report(_ error: any Error, warnings: [Diagnostic]) -> Int32 {
    let diagnostic: Diagnostic
    let status: Int32
    switch error {
    case let usage as UsageError:
      status = ExitCode.usage.rawValue
      diagnostic = printUsage(usage)
    case let bad as Diagnostic:
      // Whoever read the output has left: there is nobody to tell.
      if bad.code == "file.pipe" { return Self.brokenPipe }
      status = bad.code == "interrupted" ? Self.interrupted : ExitCode.badData.rawValue
      diagnostic = bad
      write(DiagnosticText.line(bad, in: language))
    default:
      status = ExitCode.badData.rawValue
      diagnostic = Diagnostic("internal", Phrase(verbatim: String(describing: error)))
      write(DiagnosticText.line(diagnostic, in: language))
    }
    if isJSON {
      // A second failure would hide the first, which is on standard error already.
      try? console.writeOutput(
        JSONReport.failure(
          command: command, error: diagnostic, message: message(of: error, diagnostic), warnings: warnings,
          language))
    }
    return status
  }

  private func message(of error: any Error, _ diagnostic: Diagnostic) -> String {
    (error as? UsageError)?.text(in: language) ?? diagnostic.text(in: language)
  }

  private func printUsage(_ error: UsageError) -> Diagnostic {
    let isFrench = language == .french
    let line = command.map { "maillage \($0) --help" } ?? "maillage --help"
    write("maillage: \(isFrench ? "erreur : " : "error: ")\(error.text(in: language))\n")
    write("\(isFrench ? "Aide : " : "Help: ")\(line)\n")
    return Diagnostic(
      error.code, at: SourceLocation(field: error.option), error.message, found: error.found ?? error.quoted)
  }

  private func write(_ text: String) { console.writeError(Array(text.utf8)) }
}
