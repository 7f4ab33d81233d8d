public import GeoModel

/// Features that are drawn twice: the same kind and the same coordinates, to the bit and in the same order.
public enum DuplicateFindings {
  /// One finding for each feature that repeats an earlier one; `names` are codes, or else numbers.
  public static func find(in column: GeometryColumn, names: [String]) -> [Finding] {
    var order = (0..<column.count).filter { column.kinds[$0] != .none && !column.positions(of: $0).isEmpty }
    let hashes = (0..<column.count).map { hash(column, $0) }
    order.sort { (hashes[$0], $0) < (hashes[$1], $1) }
    var findings: [Finding] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && hashes[order[end]] == hashes[order[start]] { end += 1 }
      let run = order[start..<end]
      for (rank, feature) in run.enumerated() {
        guard let first = run.prefix(rank).first(where: { same(column, $0, feature) }) else { continue }
        var finding = Finding(
          .duplicateGeometry,
          Phrase(
            en: "the geometry is that of feature \(first + 1) (\(names[first]))",
            fr: "la géométrie est celle de l’objet \(first + 1) (\(names[first]))"),
          feature: feature + 1, place: position(column, column.positions(of: feature).lowerBound))
        finding.others = [names[first]]
        findings.append(finding)
      }
      start = end
    }
    return findings.sorted { ($0.feature ?? 0) < ($1.feature ?? 0) }
  }

  private static func position(_ column: GeometryColumn, _ index: Int) -> Position {
    Position(x: column.coordinates[2 * index], y: column.coordinates[2 * index + 1])
  }

  private static func hash(_ column: GeometryColumn, _ feature: Int) -> UInt64 {
    let range = column.positions(of: feature)
    return column.coordinates[2 * range.lowerBound..<2 * range.upperBound]
      .reduce(UInt64(column.kinds[feature].rawValue)) { HashSize.mix($0, $1.bitPattern) }
  }

  /// Ring by ring, so that two figures with one list of positions are told apart.
  private static func same(_ column: GeometryColumn, _ a: Int, _ b: Int) -> Bool {
    guard column.kinds[a] == column.kinds[b] else { return false }
    let (first, second) = (column.groups(of: a), column.groups(of: b))
    guard first.count == second.count else { return false }
    return zip(first, second).allSatisfy { groupA, groupB in
      let (partsA, partsB) = (column.parts(ofGroup: groupA), column.parts(ofGroup: groupB))
      return partsA.count == partsB.count
        && zip(partsA, partsB).allSatisfy { partA, partB in
          let (rangeA, rangeB) = (column.positions(ofPart: partA), column.positions(ofPart: partB))
          return rangeA.count == rangeB.count
            && column.coordinates[2 * rangeA.lowerBound..<2 * rangeA.upperBound]
              .elementsEqual(column.coordinates[2 * rangeB.lowerBound..<2 * rangeB.upperBound])
        }
    }
  }
}
