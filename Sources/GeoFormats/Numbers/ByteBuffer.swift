/// Bytes of an output being put together.
public struct ByteBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  public var count: Int { bytes.count }

  /// Makes room for so many bytes more.
  public mutating func reserve(_ more: Int) {
    bytes.reserveCapacity(bytes.count + more)
  }

  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  public mutating func append(bytes more: [UInt8]) {
    bytes.append(contentsOf: more)
  }

  public mutating func append(bytes more: ArraySlice<UInt8>) {
    bytes.append(contentsOf: more)
  }

  public mutating func append(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    FixedDecimal.append(UInt64(value.magnitude), to: &bytes)
  }

  /// A number with a fixed count of decimals; see `FixedDecimal`.
  public mutating func append(_ value: Double, decimals: Int, trimmed: Bool = false) {
    FixedDecimal.append(value, decimals: decimals, trimmed: trimmed, to: &bytes)
  }

  /// A number in as few digits as read back the same; nothing where it is not finite.
  ///
  /// Most coordinates have seven decimals at most: such a number below 2^53 units is printed without making a text.
  public mutating func append(shortest value: Double) {
    let units = (value * 1e7).rounded()
    if units.magnitude < 9_007_199_254_740_992 && units / 1e7 == value {
      FixedDecimal.append(value, decimals: 7, trimmed: true, to: &bytes)
    } else {
      append(FixedDecimal.shortest(value))
    }
  }

  public mutating func removeLast(_ count: Int) {
    bytes.removeLast(min(count, bytes.count))
  }
}
