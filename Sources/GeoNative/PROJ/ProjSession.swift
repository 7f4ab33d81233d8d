import CPROJ
public import GeoModel

/// A failure inside PROJ, with the words it logged.
public struct ProjError: Error, Sendable, Equatable, CustomStringConvertible {
  public let function: String
  public let message: String

  public var description: String { "\(function): \(message)" }

  /// The error as users see it.
  public var diagnostic: Diagnostic {
    let databaseMissing = message.contains("proj.db")
    return Diagnostic(
      "proj.failure",
      Phrase(
        en: "PROJ refused this reference system (\(description))",
        fr: "PROJ a refusé ce système de référence (\(description))"),
      hint: databaseMissing
        ? Phrase(
          en: "set PROJ_DATA to the folder that holds proj.db",
          fr: "donner à PROJ_DATA le dossier qui contient proj.db")
        : Phrase(
          en: "an EPSG code such as EPSG:2154 (Lambert-93) or EPSG:4326 (longitude, latitude)",
          fr: "un code EPSG tel que EPSG:2154 (Lambert-93) ou EPSG:4326 (longitude, latitude)"))
  }
}

/// One PROJ context with its log, for one worker. The network is off, whatever the environment says, since a
/// downloaded grid would change the figures.
final class ProjSession {
  let context: OpaquePointer
  private let log: UnsafeMutablePointer<String>

  init() throws(ProjError) {
    guard let context = proj_context_create() else {
      throw ProjError(function: "proj_context_create", message: "out of memory")
    }
    self.context = context
    log = .allocate(capacity: 1)
    log.initialize(to: "")
    proj_context_set_enable_network(context, 0)
    proj_log_func(context, log) { userData, _, text in
      guard let text, let userData else { return }
      userData.assumingMemoryBound(to: String.self).pointee = String(cString: text)
    }
  }

  deinit {
    proj_context_destroy(context)
    log.deinitialize(count: 1)
    log.deallocate()
  }

  /// The error of the C function that just failed; clears the log.
  func failure(_ function: String) -> ProjError {
    defer { log.pointee = "" }
    return ProjError(function: function, message: log.pointee.isEmpty ? "no message" : log.pointee)
  }
}

extension ProjSession {
  /// The operation between two CRS, x east in both; to be destroyed by the caller.
  func operation(from source: CRS, to target: CRS) throws(ProjError) -> OpaquePointer {
    guard let raw = proj_create_crs_to_crs(context, source.code, target.code, nil) else {
      throw failure("proj_create_crs_to_crs(\(source.code), \(target.code))")
    }
    // Without this step, longitude first gives finite nonsense and no error.
    let normalized = proj_normalize_for_visualization(context, raw)
    proj_destroy(raw)
    guard let normalized else { throw failure("proj_normalize_for_visualization") }
    return normalized
  }
}

@available(*, unavailable)
extension ProjSession: Sendable {}
