public import GeoModel
import Synchronization

/// How far a long work is, on one line of standard error that goes away at the end.
///
/// Shown only on a terminal and after one second; may be advanced from any thread.
public final class Progress: Sendable {
  private struct State {
    var title: Phrase
    var total: Int?
    var done = 0
    var started: ContinuousClock.Instant
    var lastShown: ContinuousClock.Instant?
  }

  private let reporter: Reporter
  private let isEnabled: Bool
  private let state: Mutex<State?>
  private let now: @Sendable () -> ContinuousClock.Instant

  init(
    reporter: Reporter, isEnabled: Bool,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.reporter = reporter
    self.isEnabled = isEnabled
    self.now = now
    state = Mutex(nil)
  }

  /// Begins a step in place of the one before.
  ///
  /// - Parameter total: number of things to do, where it is known.
  public func start(_ title: Phrase, total: Int? = nil) {
    guard isEnabled else { return }
    let started = now()
    state.withLock { state in
      // The second of patience is that of the whole command, not of each step.
      let first = state?.started ?? started
      state = State(title: title, total: total, started: first, lastShown: nil)
      show(&state, at: started)
    }
  }

  /// Says that `count` more things are done.
  public func advance(by count: Int = 1) {
    guard isEnabled else { return }
    let instant = now()
    state.withLock { state in
      state?.done += count
      show(&state, at: instant)
    }
  }

  /// Removes the line.
  public func finish() {
    guard isEnabled else { return }
    state.withLock { $0 = nil }
    reporter.showProgress(nil)
  }

  private func show(_ state: inout State?, at instant: ContinuousClock.Instant) {
    guard var current = state, instant - current.started > .seconds(1) else { return }
    if let last = current.lastShown, instant - last < .milliseconds(100) { return }
    current.lastShown = instant
    state = current
    var line = current.title.text(in: reporter.language)
    if let total = current.total, total > 0 {
      line += " \(min(100, Int(100 * (Double(current.done) / Double(total)))))\u{202F}%"
    } else if current.done > 0 {
      line += " \(current.done)"
    }
    reporter.showProgress(line + "…")
  }
}
