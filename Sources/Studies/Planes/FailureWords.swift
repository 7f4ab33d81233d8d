import GeoModel
import GeoNative

/// Turns the failures of the C libraries into the user's words.
enum FailureWords {
  static func proj<Result>(_ body: () throws(ProjError) -> Result) throws(Diagnostic) -> Result {
    do { return try body() } catch { throw error.diagnostic }
  }

  static func geos<Result>(
    at location: SourceLocation, _ body: () throws(GEOSError) -> Result
  ) throws(Diagnostic) -> Result {
    do { return try body() } catch { throw error.diagnostic(at: location) }
  }
}
