import GeoModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Transformers that a thread keeps for its own next use: PROJ takes some 10 ms to make one, more than most layers
/// need. They never leave the thread, and go with it.
final class ThreadTransformers {
  private struct Pair: Hashable {
    let source: CRS
    let target: CRS
  }

  private var transformers: [Pair: CoordinateTransformer] = [:]

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { kept in
      #if canImport(Glibc)
        guard let kept else { return }
      #endif
      Unmanaged<ThreadTransformers>.fromOpaque(kept).release()
    }
    return key
  }()

  /// The calling thread's transformer between two CRS.
  static func current(from source: CRS, to target: CRS) throws(ProjError) -> CoordinateTransformer {
    let own: ThreadTransformers
    if let kept = pthread_getspecific(key) {
      own = Unmanaged<ThreadTransformers>.fromOpaque(kept).takeUnretainedValue()
    } else {
      own = ThreadTransformers()
      pthread_setspecific(key, Unmanaged.passRetained(own).toOpaque())
    }
    let pair = Pair(source: source, target: target)
    if let known = own.transformers[pair] { return known }
    let transformer = try CoordinateTransformer(from: source, to: target)
    own.transformers[pair] = transformer
    return transformer
  }
}
