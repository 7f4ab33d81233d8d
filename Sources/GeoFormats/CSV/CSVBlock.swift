import GeoModel

/// Cells of some rows by their places in the text, added to the columns all at once.
struct CSVBlock {
  /// Texts with doubled quotes or line ends inside, without their quotes.
  var quoted = TextColumn(name: "")
  private let width: Int
  private let capacity: Int
  private var places: [Range<Int>] = []
  /// Places among the cells of those that are in `quoted`, in order.
  private var quotedPlaces: [Int] = []

  init(width: Int) {
    self.width = width
    // Rows whose places and texts stay in the processor's cache.
    capacity = max(1, 4_096 / width) * width
    places.reserveCapacity(capacity)
  }

  var isFull: Bool { places.count >= capacity }

  @inline(__always)
  mutating func add(_ place: Range<Int>) { places.append(place) }

  /// The text that was last added to `quoted`.
  mutating func addQuoted() {
    quotedPlaces.append(places.count)
    add(0..<0)
  }

  mutating func flush(_ bytes: [UInt8], into columns: inout [TextColumn]) {
    var isQuoted = [Bool](repeating: false, count: width)
    for place in quotedPlaces { isQuoted[place % width] = true }
    for column in 0..<width {
      if isQuoted[column] {
        append(column, of: bytes, to: &columns[column])
      } else {
        columns[column].append(cellsOf: bytes, at: places, from: column, step: width)
      }
    }
    places.removeAll(keepingCapacity: true)
    guard !quotedPlaces.isEmpty else { return }
    quoted = TextColumn(name: "")
    quotedPlaces.removeAll(keepingCapacity: true)
  }

  /// Adds a column some of whose cells are in `quoted`.
  private func append(_ column: Int, of bytes: [UInt8], to cells: inout TextColumn) {
    var next = 0
    for place in stride(from: column, to: places.count, by: width) {
      while next < quotedPlaces.count && quotedPlaces[next] < place { next += 1 }
      if next < quotedPlaces.count && quotedPlaces[next] == place {
        cells.append(quoted.bytes[quoted.byteRange(next)])
      } else {
        cells.append(bytes[places[place]])
      }
    }
  }
}

/// Finds the byte that ends an unquoted field, eight bytes at a time.
struct StopSearch {
  private let pattern: UInt64

  init(_ delimiter: UInt8) { pattern = UInt64(delimiter) &* 0x0101_0101_0101_0101 }

  /// The first place from `start` on whose byte is among `stops`: the delimiter or one below 14.
  @inline(__always)
  func next(_ bytes: [UInt8], from start: Int, _ stops: [Bool]) -> Int {
    let count = bytes.count
    var at = start
    let raw = unsafe bytes.span.bytes
    while at &+ 8 <= count {
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
      let difference = word ^ pattern
      let isDelimiter = (difference &- 0x0101_0101_0101_0101) & ~difference
      let isLow = (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word
      // The lowest mark is right; those above it may be carried from it.
      let marks = (isDelimiter | isLow) & 0x8080_8080_8080_8080
      guard marks != 0 else {
        at &+= 8
        continue
      }
      at &+= marks.trailingZeroBitCount &>> 3
      if stops[Int(bytes[at])] { return at }
      at &+= 1
    }
    while at < count && !stops[Int(bytes[at])] { at &+= 1 }
    return at
  }
}

extension CSVParser {
  /// The closing quote of a field that holds neither quotes nor line ends, and that a delimiter or a line end
  /// follows; nil for others, which `quoted` reads.
  @inline(__always)
  func plainQuote(_ bytes: [UInt8], _ opening: Int) -> Int? {
    var at = opening &+ 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        guard at &+ 1 < bytes.count else { return at }
        let next = bytes[at &+ 1]
        return next == delimiter || next == 10 || next == 13 ? at : nil
      }
      guard byte != 10, byte != 13, byte != 0 else { return nil }
      at &+= 1
    }
    return nil
  }
}
