import CPROJ
public import GeoModel

/// Carries places from one CRS to another, for one worker; x is always east or longitude.
public final class CoordinateTransformer {
  private let session: ProjSession
  private let operation: OpaquePointer

  /// - Throws: `ProjError` with PROJ's words where a CRS is unknown or no operation joins the two.
  public init(from source: CRS, to target: CRS) throws(ProjError) {
    let session = try ProjSession()
    operation = try session.operation(from: source, to: target)
    self.session = session
  }

  deinit { proj_destroy(operation) }

  /// Transforms flat x, y in place. A place that PROJ cannot carry becomes NaN, NaN.
  /// - Returns: how many places failed.
  @discardableResult
  public func transform(_ coordinates: inout [Double], range: Range<Int>? = nil) -> Int {
    let range = range ?? 0..<coordinates.count / 2
    guard !range.isEmpty else { return 0 }
    var failures = 0
    coordinates.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let x = base + 2 * range.lowerBound
      let stride = 2 * MemoryLayout<Double>.stride
      _ = proj_trans_generic(
        operation, PJ_FWD, x, stride, range.count, x + 1, stride, range.count, nil, 0, 0, nil, 0, 0)
      for index in 0..<range.count where !(x[2 * index].isFinite && x[2 * index + 1].isFinite) {
        x[2 * index] = .nan
        x[2 * index + 1] = .nan
        failures += 1
      }
    }
    return failures
  }
}

@available(*, unavailable)
extension CoordinateTransformer: Sendable {}

/// Reprojection of whole layers.
public enum Reprojection {
  /// The coordinates in another CRS; places that PROJ cannot carry become NaN, NaN.
  ///
  /// Chunks have a fixed size, so the answer does not depend on the thread count.
  public static func transform(
    _ coordinates: [Double], from source: CRS, to target: CRS, threads: Int
  ) throws(ProjError) -> [Double] {
    guard source != target, !coordinates.isEmpty else { return coordinates }
    let chunk = 2 * 131_072
    let pieces = (coordinates.count + chunk - 1) / chunk
    let parts = try ParallelMap.map(
      count: pieces, threads: threads,
      worker: { () throws(ProjError) in try ThreadTransformers.current(from: source, to: target) }
    ) { (transformer, index) throws(ProjError) -> [Double] in
      var part = Array(coordinates[index * chunk..<min(coordinates.count, (index + 1) * chunk)])
      transformer.transform(&part)
      return part
    }
    if parts.count == 1 { return parts[0] }
    var result: [Double] = []
    result.reserveCapacity(coordinates.count)
    for part in parts { result.append(contentsOf: part) }
    return result
  }
}
