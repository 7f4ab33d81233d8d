/// Applies events date by date, and cuts pieces where an event splits what was whole.
struct CommuneHistoryBuilder {
  private let codes: [String]
  private let rank: [String: Int32]
  /// Pieces of each commune; empty for a code that is not a commune now.
  private var held: [[Int32]]
  /// By commune, the pieces of the communes that were merged into it, by their own codes.
  private var former: [Int32: [Int32: [Int32]]] = [:]
  private var pieceCount: Int
  /// Commune of each piece at the end of each year so far.
  private(set) var snapshots: [[Int32]] = []

  init(codes: [String], rank: [String: Int32], first: [String]) {
    self.codes = codes
    self.rank = rank
    held = Array(repeating: [], count: codes.count)
    pieceCount = 0
    for code in first.sorted() {
      guard let index = rank[code], held[Int(index)].isEmpty else { continue }
      held[Int(index)] = [Int32(pieceCount)]
      pieceCount += 1
    }
  }

  mutating func endYear() {
    var communes = [Int32](repeating: 0, count: pieceCount)
    for (index, pieces) in held.enumerated() {
      for piece in pieces { communes[Int(piece)] = Int32(index) }
    }
    snapshots.append(communes)
  }

  /// Applies the events of one date. A commune that exists only within the day waits for the next round.
  mutating func apply(_ events: ArraySlice<CommuneEvent>) throws(CommuneEventFault) {
    var pending: [(before: Int32, after: Int32)] = []
    var restored: [Int32: Int32] = [:]
    for event in events {
      guard let before = rank[event.before], let after = rank[event.after] else { continue }
      if event.isRestored { restored[after] = before } else { pending.append((before, after)) }
    }
    while !pending.isEmpty {
      let ready = pending.filter { !held[Int($0.before)].isEmpty }
      guard !ready.isEmpty else {
        let lost = Set(pending.map { codes[Int($0.before)] })
        throw CommuneEventFault(date: events.first?.date ?? 0, codes: lost.sorted())
      }
      let waiting = pending.filter { held[Int($0.before)].isEmpty }
      round(ready, restored)
      pending = waiting
    }
  }

  /// Applies events that happen at once.
  private mutating func round(_ edges: [(before: Int32, after: Int32)], _ restored: [Int32: Int32]) {
    var targets: [Int32: [Int32]] = [:]
    var sources: [Int32: Set<Int32>] = [:]
    for (before, after) in edges where targets[before]?.contains(after) != true {
      targets[before, default: []].append(after)
      sources[after, default: []].insert(before)
    }
    let taken = targets.keys.sorted().map { (commune: $0, pieces: held[Int($0)], former: former[$0] ?? [:]) }
    for (commune, _, _) in taken {
      held[Int(commune)] = []
      former[commune] = nil
    }
    for (commune, pieces, parts) in taken {
      let receivers = (targets[commune] ?? []).sorted()
      guard receivers.count > 1 else {
        let receiver = receivers[0]
        let isMerger = (sources[receiver]?.count ?? 0) > 1 || !held[Int(receiver)].isEmpty
        give(pieces, parts, to: receiver, as: isMerger ? commune : nil)
        continue
      }
      split(pieces, parts, of: commune, into: receivers, restored)
    }
  }

  private mutating func give(
    _ pieces: [Int32], _ parts: [Int32: [Int32]], to receiver: Int32, as own: Int32?
  ) {
    held[Int(receiver)] += pieces
    former[receiver, default: [:]].merge(parts) { first, _ in first }
    if let own, former[receiver]?[own] == nil { former[receiver, default: [:]][own] = pieces }
  }

  /// Former communes that are restored take their own pieces; what is left goes to the one other, or is cut.
  private mutating func split(
    _ pieces: [Int32], _ parts: [Int32: [Int32]], of commune: Int32, into receivers: [Int32],
    _ restored: [Int32: Int32]
  ) {
    var rest = Set(pieces)
    var own: [Int32: [Int32]] = [:]
    for receiver in receivers {
      guard let part = restored[receiver], let known = parts[part] else { continue }
      let mine = known.filter { rest.contains($0) }
      guard !mine.isEmpty else { continue }
      own[receiver] = mine
      rest.subtract(mine)
    }
    var others = receivers.filter { own[$0] == nil }
    if rest.isEmpty && !others.isEmpty {
      // The parts claim all the land, yet there are more communes: nothing is known of where they lie.
      (own, others, rest) = ([:], receivers, Set(pieces))
    }
    if others.isEmpty {
      let heir = receivers.contains(commune) ? commune : receivers[0]
      own[heir, default: []] += rest.sorted()
    } else {
      for (receiver, cut) in zip(others, cut(rest.sorted(), into: others.count)) { own[receiver] = cut }
    }
    for receiver in receivers {
      let mine = own[receiver] ?? []
      let inside = Set(mine)
      give(mine, parts.filter { $0.value.allSatisfy(inside.contains) }, to: receiver, as: nil)
    }
  }

  /// Cuts every piece into `count` pieces with the same past; one list of pieces for each part.
  private mutating func cut(_ pieces: [Int32], into count: Int) -> [[Int32]] {
    var result = [pieces]
    for _ in 1..<max(count, 1) {
      var copies: [Int32] = []
      for piece in pieces {
        copies.append(Int32(pieceCount))
        pieceCount += 1
        for year in snapshots.indices { snapshots[year].append(snapshots[year][Int(piece)]) }
      }
      result.append(copies)
    }
    return result
  }
}
