import GeoModel

extension TopoJSONParser {
  mutating func parsePoints(isMulti: Bool) throws(JSONFault) {
    let first = column.coordinates.count
    if isMulti {
      try eachElement { (parser) throws(JSONFault) in try parser.appendPoint() }
    } else if try scanner.peek() == UInt8(ascii: "["), isEmptyList() {
      return appendEmpty()
    } else {
      try appendPoint()
    }
    guard column.coordinates.count > first else { return appendEmpty() }
    column.partEnds.append(column.coordinates.count / 2)
    close(isMulti ? .multiPoint : .point)
  }

  private mutating func appendPoint() throws(JSONFault) {
    scanner.skipBlanks()
    let offset = scanner.at
    let read = try scanPosition()
    let position = place(read.x, read.y)
    guard position.x.isFinite && position.y.isFinite else { throw scanner.fault(.coordinateKind, at: offset) }
    column.coordinates.append(position.x)
    column.coordinates.append(position.y)
  }

  private func isEmptyList() -> Bool {
    var probe = scanner
    probe.at += 1
    return (try? probe.isEmpty(close: UInt8(ascii: "]"))) ?? false
  }

  mutating func parseLines(isMulti: Bool) throws(JSONFault) {
    let firstPart = column.partEnds.count
    func line(_ parser: inout TopoJSONParser) throws(JSONFault) {
      let base = parser.column.coordinates.count
      try parser.appendArcs()
      if parser.column.coordinates.count - base < 4 {
        parser.column.coordinates.removeLast(parser.column.coordinates.count - base)
        parser.short.add(feature: parser.feature)
      } else {
        parser.column.partEnds.append(parser.column.coordinates.count / 2)
      }
    }
    if isMulti {
      try eachElement(line)
    } else {
      try line(&self)
    }
    let lines = column.partEnds.count - firstPart
    guard lines > 0 else { return appendEmpty() }
    close(lines == 1 ? .lineString : .multiLineString)
  }

  mutating func parsePolygons(isMulti: Bool) throws(JSONFault) {
    let firstGroup = column.groupEnds.count
    if isMulti {
      try eachElement { (parser) throws(JSONFault) in try parser.parsePolygon() }
    } else {
      try parsePolygon()
    }
    let polygons = column.groupEnds.count - firstGroup
    guard polygons > 0 else { return appendEmpty() }
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(polygons == 1 ? .polygon : .multiPolygon)
  }

  /// The rings of one polygon; with its shell go its holes.
  private mutating func parsePolygon() throws(JSONFault) {
    let firstPart = column.partEnds.count
    var ring = 0
    var hasShell = true
    try eachElement { (parser) throws(JSONFault) in
      let base = parser.column.coordinates.count
      try parser.appendArcs()
      let isKept = hasShell && parser.closeRing(base)
      if !isKept {
        if hasShell { parser.short.add(feature: parser.feature) }
        if ring == 0 { hasShell = false }
        parser.column.coordinates.removeLast(parser.column.coordinates.count - base)
      } else {
        parser.column.partEnds.append(parser.column.coordinates.count / 2)
      }
      ring += 1
    }
    if column.partEnds.count > firstPart { column.groupEnds.append(column.partEnds.count) }
  }

  /// Closes the ring that begins at a place of the coordinates; false where it has fewer than four positions.
  private mutating func closeRing(_ base: Int) -> Bool {
    let end = column.coordinates.count
    guard end - base >= 6 else { return false }
    let isClosed =
      column.coordinates[base] == column.coordinates[end - 2]
      && column.coordinates[base + 1] == column.coordinates[end - 1]
    if !isClosed {
      closed.add(feature: feature)
      column.coordinates.append(column.coordinates[base])
      column.coordinates.append(column.coordinates[base + 1])
    }
    return column.coordinates.count - base >= 8
  }

  /// Adds the arcs of the list that begins here, one after the other.
  private mutating func appendArcs() throws(JSONFault) {
    let base = column.coordinates.count
    var isApart = false
    try eachElement { (parser) throws(JSONFault) in
      _ = try parser.scanner.peek()
      let offset = parser.scanner.at
      let number = try parser.scanner.scanNumber()
      let count = parser.arcEnds.count
      guard let index = Int(exactly: number), index < count, index >= -count else {
        throw parser.scanner.fault(.arcIndex, at: offset, detail: count)
      }
      let before = parser.column.coordinates.count
      if parser.appendArc(index, base: base) { isApart = true }
      parser.expandedPositions += (parser.column.coordinates.count - before) / 2
      guard parser.expandedPositions <= parser.maximumPositions else {
        throw parser.scanner.fault(.expansion, at: offset, detail: parser.maximumPositions)
      }
    }
    if isApart { apart.add(feature: feature) }
  }

  /// Adds an arc, backwards where its index is the complement of a number. The place where it joins what is there
  /// is not repeated.
  /// - Returns: true where it does not join it.
  private mutating func appendArc(_ index: Int, base: Int) -> Bool {
    let arc = index < 0 ? ~index : index
    let start = arc == 0 ? 0 : arcEnds[arc - 1]
    let end = arcEnds[arc]
    let first = index < 0 ? end - 1 : start
    let count = column.coordinates.count
    var isApart = false
    var skipped = 0
    if count > base {
      if column.coordinates[count - 2] == arcs[2 * first]
        && column.coordinates[count - 1] == arcs[2 * first + 1]
      {
        skipped = 1
      } else {
        isApart = true
      }
    }
    if index >= 0 {
      column.coordinates.append(contentsOf: arcs[2 * (start + skipped)..<2 * end])
    } else {
      var position = end - 1 - skipped
      while position >= start {
        column.coordinates.append(arcs[2 * position])
        column.coordinates.append(arcs[2 * position + 1])
        position -= 1
      }
    }
    return isApart
  }

  private mutating func close(_ kind: GeometryKind) {
    column.groupEnds.append(column.partEnds.count)
    column.featureEnds.append(column.groupEnds.count)
    column.kinds.append(kind)
  }

  private mutating func appendEmpty() {
    column.appendNone()
    empty.add(feature: feature)
  }
}
