import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C during a long work that must end in good order.
public enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// True once the user asked to stop.
  public static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Runs a work that asks `isRequested` now and then. A second Ctrl-C ends the process as usual.
  public static func watched<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    flag.store(false, ordering: .relaxed)
    let former = signal(SIGINT) { _ in
      // Only what is safe in a handler: a store, and the usual action for the next one.
      Interruption.flag.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    defer { signal(SIGINT, former) }
    return try body()
  }
}
