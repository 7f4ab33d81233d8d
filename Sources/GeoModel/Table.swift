/// What a cell was in its file. CSV cells are all text.
public enum CellKind: UInt8, Sendable {
  case missing, text, number, boolean
  /// An array or an object, kept as its JSON text.
  case json
}

/// One named column: UTF-8 texts one after the other, as they stood in the file.
public struct TextColumn: Sendable, Equatable {
  public var name: String
  public private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// Empty while every cell is text.
  private var kinds: [CellKind] = []

  public init(name: String) { self.name = name }

  public var count: Int { ends.count }

  public mutating func reserve(rows: Int, bytes byteCount: Int) {
    ends.reserveCapacity(rows)
    bytes.reserveCapacity(byteCount)
  }

  public func byteRange(_ row: Int) -> Range<Int> {
    (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
  }

  public func kind(_ row: Int) -> CellKind { kinds.isEmpty ? .text : kinds[row] }

  public func isEmpty(_ row: Int) -> Bool { byteRange(row).isEmpty }

  public subscript(_ row: Int) -> String {
    String(decoding: bytes[byteRange(row)], as: UTF8.self)
  }

  /// Room left before a column passes 4 GiB of text.
  public var hasRoom: Bool { bytes.count < Int(UInt32.max) - (1 << 24) }

  @inlinable
  public mutating func append(_ text: some Collection<UInt8>, kind: CellKind = .text) {
    appendBytes(text)
    finishCell(kind: kind)
  }

  public mutating func append(_ text: String, kind: CellKind = .text) {
    append(text.utf8, kind: kind)
  }

  /// Adds text cells that lie in `source`: those of every `step`-th place from `first` on.
  public mutating func append(cellsOf source: [UInt8], at places: [Range<Int>], from first: Int, step: Int) {
    guard first >= 0, step > 0, first < places.count else { return }
    let rows = (places.count - first + step - 1) / step
    var total = 0
    for place in stride(from: first, to: places.count, by: step) { total += places[place].count }
    let before = bytes.count
    // A block at once: an append for each cell would cost more than the copy.
    let texts = unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, written in
      guard let target = buffer.baseAddress else { return }
      unsafe source.withUnsafeBytes { text in
        var place = first
        while place < places.count {
          let cell = places[place]
          precondition(
            cell.lowerBound >= 0 && cell.upperBound <= text.count && cell.count <= total &- written)
          let to = unsafe UnsafeMutableRawPointer(target + written)
          if cell.count <= 16 && cell.lowerBound &+ 16 <= text.count && written &+ 16 <= total {
            // Sixteen bytes whatever the length: the next cell overwrites the rest.
            let word = unsafe text.loadUnaligned(fromByteOffset: cell.lowerBound, as: SIMD16<UInt8>.self)
            unsafe to.storeBytes(of: word, as: SIMD16<UInt8>.self)
          } else if let origin = text.baseAddress {
            unsafe to.copyMemory(from: origin + cell.lowerBound, byteCount: cell.count)
          }
          written &+= cell.count
          place &+= step
        }
      }
    }
    bytes.append(contentsOf: texts)
    let bounds = unsafe [UInt32](unsafeUninitializedCapacity: rows) { buffer, written in
      var end = before
      for place in stride(from: first, to: places.count, by: step) {
        end += places[place].count
        unsafe buffer.initializeElement(at: written, to: UInt32(truncatingIfNeeded: end))
        written &+= 1
      }
    }
    ends.append(contentsOf: bounds)
    if !kinds.isEmpty { kinds.append(contentsOf: repeatElement(.text, count: rows)) }
  }

  /// Adds bytes to the cell being written.
  public mutating func appendBytes(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
  }

  /// Closes the cell being written.
  public mutating func finishCell(kind: CellKind = .text) {
    if kind != .text && kinds.isEmpty {
      kinds = Array(repeating: .text, count: ends.count)
      kinds.reserveCapacity(ends.count + 16)
      kinds.append(kind)
    } else if !kinds.isEmpty || kind != .text {
      kinds.append(kind)
    }
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
  }
}

/// Columns of equal length, with the line of the file where each row began.
public struct Table: Sendable, Equatable {
  public var columns: [TextColumn]
  /// Line of each row in its file, from 1; empty where lines mean nothing (GeoJSON).
  public var lines: [UInt32] = []
  /// Name of the file, for messages.
  public var source: String

  public init(columns: [TextColumn] = [], source: String = "") {
    self.columns = columns
    self.source = source
  }

  public var rowCount: Int { columns.first?.count ?? 0 }
  public var names: [String] { columns.map(\.name) }

  /// Index of a column by its exact name.
  public func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}
