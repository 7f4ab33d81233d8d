/// The communes of every year, as sets of pieces of land that no event cuts.
///
/// A piece is a commune of the first year, or a part of one where a later event cuts it. Every commune of every
/// year is a set of whole pieces, so that two years are compared by their pieces: a commune that was merged and
/// then restored is itself again.
public struct CommuneHistory: Sendable {
  /// Lists of 1 January.
  public let years: ClosedRange<Int>
  /// All codes of all years, ascending.
  public let codes: [String]
  /// Commune of each piece, as an index of `codes`, by year.
  private(set) var communeOf: [[Int32]]
  /// Years of each code as bits, the first year being the lowest.
  private let yearBits: [UInt32]
  private let rank: [String: Int32]
  /// Communes of each département by year.
  let departementSizes: [String: [Int]]

  /// - Parameters:
  ///   - first: codes of the communes of the first year.
  ///   - years: at most 32.
  ///   - events: dated after 1 January of the first year; the order does not matter.
  /// - Throws: `CommuneEventFault` where an event speaks of a commune that does not exist at its date.
  public init(
    first: [String], years: ClosedRange<Int>, events: [CommuneEvent]
  ) throws(CommuneEventFault) {
    precondition(years.count <= 32, "one bit a year")
    self.years = years
    let all = Set(first).union(events.map(\.before)).union(events.map(\.after)).sorted()
    codes = all
    var rank: [String: Int32] = Dictionary(minimumCapacity: all.count)
    for (index, code) in all.enumerated() { rank[code] = Int32(index) }
    self.rank = rank
    var builder = CommuneHistoryBuilder(codes: all, rank: rank, first: first)
    let ordered = events.sorted { $0.date < $1.date }
    var next = 0
    for year in years {
      while next < ordered.count, ordered[next].date <= year * 10_000 + 101 {
        let date = ordered[next].date
        let end = ordered[next...].firstIndex { $0.date != date } ?? ordered.count
        try builder.apply(ordered[next..<end])
        next = end
      }
      builder.endYear()
    }
    communeOf = builder.snapshots
    var bits = [UInt32](repeating: 0, count: all.count)
    for (index, communes) in builder.snapshots.enumerated() {
      for commune in communes { bits[Int(commune)] |= 1 << UInt32(index) }
    }
    yearBits = bits
    departementSizes = Self.sizes(all, bits, yearCount: years.count)
  }

  /// Codes ascend, so that those of a département follow each other.
  private static func sizes(_ codes: [String], _ bits: [UInt32], yearCount: Int) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    var counts = [Int](repeating: 0, count: yearCount)
    var current = ""
    for (code, bits) in zip(codes, bits) where bits != 0 {
      let departement = CommuneCode.departement(of: code)
      if departement != current {
        result[current] = counts
        counts = result[departement] ?? Array(repeating: 0, count: yearCount)
        current = departement
      }
      for year in 0..<yearCount { counts[year] += Int(bits >> UInt32(year) & 1) }
    }
    result[current] = counts
    return result
  }

  func index(of code: String) -> Int? { rank[code].map { Int($0) } }

  /// True where the code is that of a commune on 1 January.
  public func isCommune(_ code: String, in year: Int) -> Bool {
    guard years.contains(year), let index = rank[code] else { return false }
    return yearBits[Int(index)] >> UInt32(year - years.lowerBound) & 1 == 1
  }

  /// True where the code is that of a commune in one of the years at least.
  public func isKnown(_ code: String) -> Bool { rank[code].map { yearBits[Int($0)] != 0 } ?? false }

  /// Codes of the communes of a year, ascending.
  public func codes(in year: Int) -> [String] {
    guard years.contains(year) else { return [] }
    let bit: UInt32 = 1 << UInt32(year - years.lowerBound)
    return codes.indices.filter { yearBits[$0] & bit != 0 }.map { codes[$0] }
  }

  /// Years in which a code is that of a commune, ascending.
  public func years(of code: String) -> [Int] {
    years.filter { isCommune(code, in: $0) }
  }

  /// Bits of the years of a code, the first year being the lowest; 0 where it is not known.
  func bits(of code: String) -> UInt32 { rank[code].map { yearBits[Int($0)] } ?? 0 }

  /// Communes of `to` that hold land of the commune that `code` was in `from`, ascending.
  public func successors(of code: String, from: Int, to: Int) -> [String] {
    guard isCommune(code, in: from), years.contains(to), let index = rank[code] else { return [] }
    let (old, new) = (communeOf[from - years.lowerBound], communeOf[to - years.lowerBound])
    return Set(old.indices.filter { old[$0] == index }.map { new[$0] }).sorted().map { codes[Int($0)] }
  }
}
