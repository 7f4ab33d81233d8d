import CGEOS

/// One GEOS context with its error text, for one worker.
///
/// Nothing of GEOS leaves a session: its functions take and return values. A session is not `Sendable`, since
/// GEOS 3.11 corrupts memory when threads share even a plain geometry; every worker makes its own.
public final class GEOSSession {
  let handle: GEOSContextHandle_t
  private let lastMessage: UnsafeMutablePointer<String>

  public init() {
    guard let handle = GEOS_init_r() else { fatalError("GEOS_init_r gave no context: out of memory") }
    self.handle = handle
    lastMessage = .allocate(capacity: 1)
    lastMessage.initialize(to: "")
    GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, userData in
        guard let text, let userData else { return }
        userData.assumingMemoryBound(to: String.self).pointee = String(cString: text)
      }, lastMessage)
  }

  deinit {
    GEOS_finish_r(handle)
    lastMessage.deinitialize(count: 1)
    lastMessage.deallocate()
  }

  /// The version of the GEOS library in use.
  public static var version: String { String(cString: GEOSversion()) }

  /// The error of the C function that just failed; clears GEOS's words.
  func failure(_ function: String) -> GEOSError {
    defer { lastMessage.pointee = "" }
    let message = lastMessage.pointee
    return GEOSError(function: function, message: message.isEmpty ? "no message" : message)
  }

  /// Owns what a C function returned, or throws with its name.
  func owned(_ pointer: OpaquePointer?, _ function: String) throws(GEOSError) -> GeometryHandle {
    guard let pointer else { throw failure(function) }
    return GeometryHandle(pointer: pointer, context: handle)
  }
}

@available(*, unavailable)
extension GEOSSession: Sendable {}

/// A GEOS geometry that is freed exactly once, inside its session's life.
struct GeometryHandle: ~Copyable {
  let pointer: OpaquePointer
  private let context: GEOSContextHandle_t

  init(pointer: OpaquePointer, context: GEOSContextHandle_t) {
    self.pointer = pointer
    self.context = context
  }

  deinit { GEOSGeom_destroy_r(context, pointer) }

  /// Hands the geometry to a collection that owns it from now on.
  consuming func release() -> OpaquePointer {
    let pointer = pointer
    discard self
    return pointer
  }
}
