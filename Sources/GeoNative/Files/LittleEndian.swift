/// Numbers in bytes, lowest byte first. Every place is checked: outside of the bytes there is no number.
public enum LittleEndian {
  public static func uint16(_ bytes: [UInt8], at place: Int) -> UInt16? {
    guard place >= 0, place <= bytes.count - 2 else { return nil }
    return UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
  }

  public static func uint32(_ bytes: [UInt8], at place: Int) -> UInt32? {
    guard place >= 0, place <= bytes.count - 4 else { return nil }
    let low = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
    return low | UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
  }

  public static func uint64(_ bytes: [UInt8], at place: Int) -> UInt64? {
    guard let low = uint32(bytes, at: place), let high = uint32(bytes, at: place + 4) else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }

  public static func double(_ bytes: [UInt8], at place: Int) -> Double? {
    uint64(bytes, at: place).map { Double(bitPattern: $0) }
  }
}
