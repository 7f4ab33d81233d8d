import GeoModel

extension ByteBuffer {
  /// A position of a flat list: `[x,y]`.
  mutating func append(position index: Int, of coordinates: [Double]) {
    append(UInt8(ascii: "["))
    append(shortest: coordinates[2 * index])
    append(UInt8(ascii: ","))
    append(shortest: coordinates[2 * index + 1])
    append(UInt8(ascii: "]"))
  }
}
