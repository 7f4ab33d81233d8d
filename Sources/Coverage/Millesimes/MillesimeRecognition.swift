/// The years of which a list of codes can be, and why.
///
/// Rule: the years that know most of the codes. Among them, where the list holds some département whole (its
/// codes are exactly those of a year), the years that agree with most such départements: what a list leaves out
/// speaks there too, while elsewhere a list may just be partial.
public struct MillesimeRecognition: Sendable, Equatable {
  /// Ascending; empty where no code is known.
  public var years: [Int] = []
  /// Codes of the list, each once.
  public var codeCount = 0
  /// Codes that are no commune of these years.
  public var unknownCount = 0
  /// Départements that the list holds whole in these years.
  public var wholeDepartements = 0
  /// Départements with a code in the list.
  public var departements = 0

  /// - Parameter codes: distinct; arrondissements municipaux left out by the caller.
  public init(_ codes: some Sequence<String>, in history: CommuneHistory) {
    var mine: [String: [UInt32]] = [:]
    var known = [Int](repeating: 0, count: history.years.count)
    for code in codes {
      codeCount += 1
      let bits = history.bits(of: code)
      guard bits != 0 else { continue }
      mine[CommuneCode.departement(of: code), default: []].append(bits)
      for year in known.indices where bits >> UInt32(year) & 1 == 1 { known[year] += 1 }
    }
    departements = mine.count
    unknownCount = codeCount
    guard let most = known.max(), most > 0 else { return }
    unknownCount = codeCount - most
    let sizes = history.departementSizes
    var whole = [Int](repeating: 0, count: known.count)
    for (departement, bits) in mine {
      let size = sizes[departement] ?? []
      for year in known.indices where year < size.count {
        let count = bits.count { $0 >> UInt32(year) & 1 == 1 }
        // Paris, alone in its département, is whole in any list.
        if count == bits.count && count == size[year] && count > 1 { whole[year] += 1 }
      }
    }
    let best = known.indices.filter { known[$0] == most }
    wholeDepartements = best.map { whole[$0] }.max() ?? 0
    years = best.filter { whole[$0] == wholeDepartements }.map { history.years.lowerBound + $0 }
  }

  /// `2019`, or the first and the last year of several: `2019–2021`; all of them where some between are missing.
  public var yearsText: String {
    guard let first = years.first, let last = years.last else { return "" }
    if first == last { return String(first) }
    if last - first == years.count - 1 { return "\(first)–\(last)" }
    return years.map { String($0) }.joined(separator: ", ")
  }

  /// The candidate years whose answers differ from that of the last candidate, for these codes.
  public func conflicts(
    of codes: some Sequence<String>, in history: CommuneHistory, to: Int
  ) -> (year: Int, code: String)? {
    guard let last = years.last else { return nil }
    let reference = CommuneCarry(history, from: last, to: to)
    let all = Array(codes)
    for year in years.dropLast().reversed() {
      let carry = CommuneCarry(history, from: year, to: to)
      if let code = all.filter({ carry[$0]?.targets != reference[$0]?.targets }).min() { return (year, code) }
    }
    return nil
  }
}
