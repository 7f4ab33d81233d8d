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

  public mutating func removeLast(_ count: Int) {
    bytes.removeLast(min(count, bytes.count))
  }
}
