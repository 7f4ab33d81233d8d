public import GeoModel
import Synchronization

/// Prints diagnostics and the progress line on standard error, and keeps the warnings for the summary.
///
/// May be used from any thread; the order of lines is that of the calls.
public final class Reporter: Sendable {
  /// Lines printed of one kind, that is of one severity and code.
  static let printedLimit = 20
  /// Warnings of one kind kept for the JSON object.
  static let keptLimit = 100

  private struct Kind: Hashable {
    let severity: Diagnostic.Severity
    let code: String
  }

  private struct State {
    var counts: [Kind: Int] = [:]
    /// Kinds in the order of their first diagnostic.
    var kinds: [Kind] = []
    var kept: [Diagnostic] = []
    var warningCount = 0
    var rejectedRows = 0
    var isProgressShown = false
  }

  private let console: any Console
  let language: Language
  private let isQuiet: Bool
  private let state = Mutex(State())

  init(console: any Console, language: Language, isQuiet: Bool) {
    self.console = console
    self.language = language
    self.isQuiet = isQuiet
  }

  /// Prints a diagnostic by its severity; a warning is also kept.
  public func report(_ diagnostic: Diagnostic) {
    state.withLock { state in
      let kind = Kind(severity: diagnostic.severity, code: diagnostic.code)
      let earlier = state.counts[kind, default: 0]
      state.counts[kind] = earlier + 1
      if earlier == 0 { state.kinds.append(kind) }
      if diagnostic.severity == .warning {
        state.warningCount += 1
        if earlier < Self.keptLimit { state.kept.append(diagnostic) }
      }
      if earlier >= Self.printedLimit || (isQuiet && diagnostic.severity == .note) { return }
      write(DiagnosticText.line(diagnostic, in: language), &state)
    }
  }

  /// Counts rows that an analysis left out: `--strict` fails on them.
  public func countRejectedRows(_ count: Int) {
    state.withLock { $0.rejectedRows += count }
  }

  /// Plain text on standard error, below whatever the progress line showed.
  func print(_ text: String) {
    state.withLock { write(text, &$0) }
  }

  /// Says how many diagnostics were not printed; to be called once, at the end.
  func finish() {
    state.withLock { state in
      clearProgress(&state)
      for kind in state.kinds {
        let left = state.counts[kind, default: 0] - Self.printedLimit
        if left <= 0 || (isQuiet && kind.severity == .note) { continue }
        write(DiagnosticText.more(left, of: kind.severity, code: kind.code, in: language), &state)
      }
    }
  }

  /// Shows a progress line in place of the one before; nil removes it.
  func showProgress(_ line: String?) {
    state.withLock { state in
      guard let line else { return clearProgress(&state) }
      console.writeError(Array("\r\u{1B}[K\(line)".utf8))
      state.isProgressShown = true
    }
  }

  /// Warnings in the order they came, at most ``keptLimit`` of a kind, then one for those left out.
  var warnings: [Diagnostic] {
    state.withLock { state in
      var result = state.kept
      for kind in state.kinds where kind.severity == .warning {
        let left = state.counts[kind, default: 0] - Self.keptLimit
        guard left > 0 else { continue }
        result.append(
          Diagnostic(
            kind.code, severity: .warning,
            Phrase(en: "\(left) more of this kind", fr: "\(left) de plus de cette sorte")))
      }
      return result
    }
  }

  /// True where `--strict` must fail.
  var hasWarning: Bool { state.withLock { $0.warningCount > 0 || $0.rejectedRows > 0 } }

  private func write(_ text: String, _ state: inout State) {
    clearProgress(&state)
    console.writeError(Array(text.utf8))
  }

  private func clearProgress(_ state: inout State) {
    guard state.isProgressShown else { return }
    console.writeError(Array("\r\u{1B}[K".utf8))
    state.isProgressShown = false
  }
}
