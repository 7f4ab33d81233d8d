import GeoModel
import GeoNative

/// The reader that this process feeds: the environment variable `MAILLAGE_FUZZ`.
private let target: FuzzTarget = {
  let name = FileSystem.environment("MAILLAGE_FUZZ") ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
    fatalError("MAILLAGE_FUZZ must name a reader: \(names)")
  }
  return target
}()

/// What libFuzzer calls with each input: a value or a diagnostic is an answer, anything else a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: data, count: count))
  do throws(Diagnostic) {
    try target.run(bytes)
  } catch {
    require(!error.code.isEmpty, "a diagnostic has a code")
    require(!error.message.english.isEmpty && !error.message.french.isEmpty, "a diagnostic says something")
  }
  return 0
}

/// Ends the process with the invariant that does not hold; libFuzzer then keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError("invariant: \(what())") }
}
