/// The delimiter of a CSV file from its first lines.
enum CSVSniffer {
  static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 9, UInt8(ascii: "|")]

  /// The candidate that cuts most lines into as many fields as the header, then the one that cuts the
  /// header most; a comma where none cuts it.
  static func delimiter(_ bytes: [UInt8], from start: Int) -> UInt8 {
    let rows = counts(bytes, from: start)
    guard let header = rows.first else { return UInt8(ascii: ",") }
    if let usual = usual(rows) { return usual }
    var best = UInt8(ascii: ",")
    var bestScore = (agreeing: 0, fields: 0)
    for (index, candidate) in candidates.enumerated() where header[index] > 0 {
      let score = (rows.filter { $0[index] == header[index] }.count, header[index])
      if score > bestScore {
        best = candidate
        bestScore = score
      }
    }
    return best
  }

  /// The candidate that cuts most lines alike, where the first line is not like most others: a title stands
  /// above the header. Nil elsewhere.
  private static func usual(_ rows: [[Int]]) -> UInt8? {
    guard rows.count >= 3 else { return nil }
    var best: UInt8?
    var bestScore = (agreeing: rows.count / 2, fields: 0)
    for (index, candidate) in candidates.enumerated() {
      let counts = rows.map { $0[index] }.filter { $0 > 0 }
      for count in Set(counts).sorted() {
        let score = (counts.filter { $0 == count }.count, count)
        if rows[0][index] == count && score.0 * 2 >= rows.count { return nil }
        if score > bestScore {
          best = candidate
          bestScore = score
        }
      }
    }
    return best
  }

  /// Candidates outside quotes in each of the first rows.
  private static func counts(_ bytes: [UInt8], from start: Int) -> [[Int]] {
    var rows: [[Int]] = []
    var row = [0, 0, 0, 0]
    var isQuoted = false
    var mayOpen = true
    var length = 0
    let end = min(bytes.count, start + 1 << 16)
    for at in start..<max(start, end) {
      let byte = bytes[at]
      if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false }
        continue
      }
      if byte == 10 || byte == 13 {
        if length > 0 { rows.append(row) }
        if rows.count == 50 { return rows }
        row = [0, 0, 0, 0]
        length = 0
        mayOpen = true
        continue
      }
      length += 1
      if byte == UInt8(ascii: "\"") && (mayOpen || bytes[at - 1] == UInt8(ascii: "\"")) {
        isQuoted = true
      }
      mayOpen = false
      if let index = candidates.firstIndex(of: byte) {
        row[index] += 1
        mayOpen = true
      }
    }
    // The last row counts where the file ends with it.
    if length > 0 && (end == bytes.count || rows.isEmpty) { rows.append(row) }
    return rows
  }
}
