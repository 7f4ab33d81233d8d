import GeoModel
import Synchronization
import Testing

@testable import MaillageCLI

@Suite struct ProgressTests {
  /// A clock that the test moves.
  private final class Clock: Sendable {
    private let start = ContinuousClock.now
    private let elapsed = Mutex(Duration.zero)
    func move(_ duration: Duration) { elapsed.withLock { $0 += duration } }
    var now: ContinuousClock.Instant { start + elapsed.withLock { $0 } }
  }

  private let clock = Clock()
  private let console = MemoryConsole(errorIsTerminal: true)

  private func progress(isEnabled: Bool = true) -> (Progress, Reporter) {
    let reporter = Reporter(console: console, language: .english, isQuiet: false)
    let clock = clock
    return (Progress(reporter: reporter, isEnabled: isEnabled, now: { clock.now }), reporter)
  }

  @Test func nothingIsShownInTheFirstSecond() {
    let (progress, _) = progress()
    progress.start(Phrase(en: "Reading", fr: "Lecture"), total: 10)
    clock.move(.milliseconds(900))
    progress.advance(by: 5)
    progress.finish()
    #expect(console.error == "")
  }

  @Test func theLineIsShownThenCleared() {
    let (progress, reporter) = progress()
    progress.start(Phrase(en: "Reading", fr: "Lecture"), total: 10)
    clock.move(.milliseconds(1100))
    progress.advance(by: 5)
    clock.move(.milliseconds(50))
    progress.advance()
    #expect(console.error == "\r\u{1B}[KReading 50\u{202F}%…")
    reporter.print("text\n")
    #expect(console.error.hasSuffix("…\r\u{1B}[Ktext\n"))
    clock.move(.milliseconds(200))
    progress.advance()
    progress.finish()
    #expect(console.error.hasSuffix("Reading 70\u{202F}%…\r\u{1B}[K"))
  }

  @Test func aDisabledProgressIsSilent() {
    let (progress, _) = progress(isEnabled: false)
    progress.start(Phrase(en: "Reading", fr: "Lecture"))
    clock.move(.seconds(5))
    progress.advance()
    progress.finish()
    #expect(console.error == "")
  }
}
