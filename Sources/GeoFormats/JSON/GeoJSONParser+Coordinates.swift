import GeoModel

extension GeoJSONParser {
  /// Reads nested lists of positions without knowing the geometry's type, which may come later.
  ///
  /// Lists of positions become parts, lists of parts groups. Returns the brackets around each position; 0
  /// where the list is empty.
  mutating func scanCoordinates() throws(JSONFault) -> Int {
    hasExtraNumbers = false
    partOffsets.removeAll(keepingCapacity: true)
    let bytes = scanner.bytes
    let end = bytes.count
    var at = scanner.at
    var depth = 0
    var level = 0
    var isNewPart = true
    // Coordinates gather in a local array, so that the loop does not reach through `self`.
    var out: [Double] = []
    swap(&out, &column.coordinates)
    defer {
      swap(&out, &column.coordinates)
      scanner.at = at
    }

    while true {
      // A list is expected.
      skip(bytes, &at, end)
      guard at < end else { throw scanner.fault(.truncated, at: end) }
      guard bytes[at] == UInt8(ascii: "[") else { throw listFault(at, inside: depth > 0) }
      depth += 1
      guard depth <= 4 else { throw scanner.fault(.nesting, at: at) }
      let opening = at
      at += 1
      skip(bytes, &at, end)
      guard at < end else { throw scanner.fault(.truncated, at: end) }
      let byte = bytes[at]
      if byte == UInt8(ascii: "[") { continue }
      if byte == UInt8(ascii: "]") {
        guard depth == 1 else { throw scanner.fault(.emptyArray, at: opening) }
        at += 1
        return 0
      }
      if level == 0 { level = depth }
      guard level == depth else { throw scanner.fault(.nesting, at: opening) }
      if isNewPart {
        partOffsets.append(opening)
        isNewPart = false
      }
      try scanPosition(bytes, &at, end, into: &out)
      depth -= 1
      // After a list.
      while depth > 0 {
        skip(bytes, &at, end)
        guard at < end else { throw scanner.fault(.truncated, at: end) }
        if bytes[at] == UInt8(ascii: ",") {
          at += 1
          break
        }
        guard bytes[at] == UInt8(ascii: "]") else { throw scanner.fault(.syntax, at: at) }
        at += 1
        if level - depth == 1 {
          column.partEnds.append(out.count / 2)
          isNewPart = true
        } else if level - depth == 2 {
          column.groupEnds.append(column.partEnds.count)
        }
        depth -= 1
      }
      if depth == 0 { return level }
    }
  }

  /// The numbers of a position and its closing bracket; the first two are kept.
  @inline(__always)
  private mutating func scanPosition(
    _ bytes: [UInt8], _ at: inout Int, _ end: Int, into out: inout [Double]
  ) throws(JSONFault) {
    guard let x = DecimalNumber.scanJSON(bytes, &at, end: end) else { throw coordinateFault(at) }
    out.append(x)
    skip(bytes, &at, end)
    guard at < end else { throw scanner.fault(.truncated, at: end) }
    guard bytes[at] == UInt8(ascii: ",") else {
      throw scanner.fault(bytes[at] == UInt8(ascii: "]") ? .positionShort : .syntax, at: at)
    }
    at &+= 1
    skip(bytes, &at, end)
    guard let y = DecimalNumber.scanJSON(bytes, &at, end: end) else { throw coordinateFault(at) }
    out.append(y)
    while true {
      skip(bytes, &at, end)
      guard at < end else { throw scanner.fault(.truncated, at: end) }
      if bytes[at] == UInt8(ascii: "]") {
        at &+= 1
        return
      }
      guard bytes[at] == UInt8(ascii: ",") else { throw scanner.fault(.syntax, at: at) }
      at &+= 1
      skip(bytes, &at, end)
      guard DecimalNumber.scanJSON(bytes, &at, end: end) != nil else { throw coordinateFault(at) }
      hasExtraNumbers = true
    }
  }

  @inline(__always)
  private func skip(_ bytes: [UInt8], _ at: inout Int, _ end: Int) {
    while at < end && bytes[at] <= 0x20 {
      guard bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 else { return }
      at &+= 1
    }
  }

  /// Why no list begins at `offset`.
  private func listFault(_ offset: Int, inside: Bool) -> JSONFault {
    switch scanner.bytes[offset] {
    case UInt8(ascii: "\""): scanner.fault(.coordinateText, at: offset)
    case UInt8(ascii: "-"), 48...57: scanner.fault(inside ? .nesting : .notAnArray, at: offset)
    case UInt8(ascii: "{"), UInt8(ascii: "n"): scanner.fault(.notAnArray, at: offset)
    default: scanner.fault(.syntax, at: offset)
    }
  }

  /// Why no number begins at `offset`.
  private func coordinateFault(_ offset: Int) -> JSONFault {
    guard offset < scanner.bytes.count else { return scanner.fault(.truncated, at: scanner.bytes.count) }
    var probe = scanner
    probe.at = offset
    switch scanner.bytes[offset] {
    case UInt8(ascii: "\""): return scanner.fault(.coordinateText, at: offset)
    case UInt8(ascii: "["): return scanner.fault(.nesting, at: offset)
    case UInt8(ascii: "{"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"):
      let found = probe.numberFault()
      return found.reason == .notANumber ? found : scanner.fault(.coordinateKind, at: offset)
    default: return probe.numberFault()
    }
  }
}
