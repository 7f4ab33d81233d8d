/// Coordinates out of bytes, as binary formats hold them.
public enum BinaryPositions {
  /// Appends the x and y of `count` positions of `dimensions` doubles each that begin at `offset`.
  ///
  /// The bytes may lie anywhere; they must all be there.
  /// - Returns: false where an x or a y is not finite.
  public static func append(
    _ count: Int, dimensions: Int, of bytes: Span<UInt8>, at offset: Int, littleEndian: Bool,
    to coordinates: inout [Double]
  ) -> Bool {
    let stride = 8 * dimensions
    precondition(dimensions >= 2 && count >= 0 && offset >= 0 && offset <= bytes.count)
    precondition(count <= (bytes.count - offset) / stride)
    let first = coordinates.count
    coordinates.append(contentsOf: repeatElement(0, count: 2 * count))
    // Zero while all are finite, NaN from the first that is not.
    var sum = 0.0
    bytes.withUnsafeBytes { source in
      coordinates.withUnsafeMutableBufferPointer { target in
        for position in 0..<count {
          let at = offset + position * stride
          var x = source.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          var y = source.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
          if littleEndian {
            x = UInt64(littleEndian: x)
            y = UInt64(littleEndian: y)
          } else {
            x = UInt64(bigEndian: x)
            y = UInt64(bigEndian: y)
          }
          let (east, north) = (Double(bitPattern: x), Double(bitPattern: y))
          target[first + 2 * position] = east
          target[first + 2 * position + 1] = north
          sum += east * 0 + north * 0
        }
      }
    }
    return sum == 0
  }

  /// Appends the little-endian bytes of coordinates.
  public static func appendBytes(of coordinates: ArraySlice<Double>, to bytes: inout [UInt8]) {
    for value in coordinates {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }
}
