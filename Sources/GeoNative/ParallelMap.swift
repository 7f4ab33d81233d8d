import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work spread over threads with the results in fixed slots, so that the thread count never changes them.
public enum ParallelMap {
  /// Cores that this process may use.
  public static var availableCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Computes `body(worker, i)` for i in 0..<count; result i stands in slot i.
  ///
  /// Each thread makes one worker (a GEOS session, a PROJ transformer) and uses it alone. Where several calls
  /// throw, the error of the lowest index is thrown, as a plain loop would.
  public static func map<Worker, Result: Sendable, Failure: Error>(
    count: Int, threads: Int, worker makeWorker: @Sendable () throws(Failure) -> Worker,
    _ body: @Sendable (Worker, Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    guard count > 0 else { return [] }
    let slots = Slots<Result, Failure>(count: count)
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(makeWorker) { makeWorker in
      withoutActuallyEscaping(body) { body in
        run(threads: min(max(1, threads), count)) {
          do throws(Failure) {
            let worker = try makeWorker()
            while true {
              let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
              guard index < count else { return }
              do throws(Failure) {
                slots.fill(index, .success(try body(worker, index)))
              } catch {
                slots.fill(index, .failure(error))
              }
            }
          } catch {
            slots.fail(error)
          }
        }
      }
    }
    return try slots.results()
  }

  /// The same without a worker.
  public static func map<Result: Sendable, Failure: Error>(
    count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    try map(count: count, threads: threads, worker: { () throws(Failure) in () }) {
      (_: Void, index: Int) throws(Failure) -> Result in try body(index)
    }
  }

  /// Runs `body` on this thread and on `threads - 1` others, and waits for all.
  private static func run(threads: Int, _ body: @Sendable () -> Void) {
    withoutActuallyEscaping(body) { escaping in
      let box = Unmanaged.passRetained(Box(escaping))
      var handles: [pthread_t] = []
      for _ in 1..<max(1, threads) {
        #if canImport(Glibc)
          var thread = pthread_t()
          let started = pthread_create(
            &thread, nil,
            { argument in
              if let argument { Unmanaged<Box>.fromOpaque(argument).takeUnretainedValue().body() }
              return nil
            }, box.toOpaque())
          if started == 0 { handles.append(thread) }
        #else
          var thread: pthread_t?
          let started = pthread_create(
            &thread, nil,
            { argument in
              Unmanaged<Box>.fromOpaque(argument).takeUnretainedValue().body()
              return nil
            }, box.toOpaque())
          if started == 0, let thread { handles.append(thread) }
        #endif
      }
      // A thread that could not be started only means fewer workers.
      escaping()
      for handle in handles { pthread_join(handle, nil) }
      box.release()
    }
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// Result slots written by index, each by one thread only, and read after all threads have ended.
private final class Slots<Value: Sendable, Failure: Error>: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<Swift.Result<Value, Failure>?>
  private let workerFailure = Mutex<Failure?>(nil)

  init(count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: nil)
  }

  deinit {
    storage.deinitialize()
    storage.deallocate()
  }

  func fill(_ index: Int, _ result: Swift.Result<Value, Failure>) { storage[index] = result }

  func fail(_ error: Failure) { workerFailure.withLock { $0 = $0 ?? error } }

  func results() throws(Failure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(storage.count)
    for slot in storage {
      switch slot {
      case .success(let value): values.append(value)
      case .failure(let error): throw error
      case nil:
        // Only where no worker could be made at all.
        if let error = workerFailure.withLock({ $0 }) { throw error }
      }
    }
    return values
  }
}
