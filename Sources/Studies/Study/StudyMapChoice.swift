import Coverage
import GeoModel
import GeoNative
import Reports

/// What the map of a study shows where it has no coverage to show: the values of one of its analyses.
struct StudyMapChoice {
  let results: StudyResults
  let map: AnalysisMap

  /// Nil for a study with a coverage, and where no analysis gives values.
  init?(_ results: StudyResults) {
    guard results.job == nil else { return nil }
    let wanted = results.study.file.outputs.map
    let shown = results.analyses.first { result in
      result.map != nil && (wanted == nil || result.section.question == wanted || result.type == wanted)
    }
    guard let map = shown?.map, !map.values.isEmpty else { return nil }
    self.results = results
    self.map = map
  }

  var description: String { map.description }

  /// Classes of nearly equal numbers of territories, at bounds of two digits; a class of its own for zero.
  var classes: MapClasses {
    let values = map.values.values.filter(\.isFinite).sorted()
    return MapClasses(
      title: FrenchWords.sentence(map.title), bounds: map.bounds.isEmpty ? Self.bounds(values) : map.bounds,
      unit: map.unit, labels: map.labels)
  }

  static func bounds(_ values: [Double]) -> [Double] {
    guard let low = values.first, let high = values.last else { return [] }
    guard low < high else { return [low, high] }
    let positive = values.filter { $0 > 0 }
    let hasZero = low == 0
    let places = hasZero ? positive : values
    guard places.count > 1, places[0] < high else { return hasZero ? [0, 0, high] : [low, high] }
    var bounds = [rounded(places[0], .down)]
    for start in ClassBounds.quantileStarts(places, parts: 5).dropFirst() {
      let bound = rounded(start, .toNearestOrEven)
      if bound > bounds[bounds.count - 1] { bounds.append(bound) }
    }
    let top = rounded(high, .up)
    if top > bounds[bounds.count - 1] { bounds.append(top) }
    return hasZero ? [0, 0] + bounds.dropFirst(bounds[0] == 0 ? 1 : (bounds.count > 2 ? 1 : 0)) : bounds
  }

  /// To two significant digits.
  private static func rounded(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    guard value != 0, value.isFinite else { return value }
    var unit = 1.0
    while abs(value) / unit >= 100 { unit *= 10 }
    while abs(value) / unit < 10 { unit /= 10 }
    return (value / unit).rounded(rule) * unit
  }

  func areas(in zone: PlaneZone, threads: Int) throws(Diagnostic) -> [MapArea] {
    let layer = results.inputs.layer
    guard let level = map.level,
      let membership = results.inputs.memberships.first(where: { $0.level == level })
    else {
      return zone.members.enumerated().map { local, global in
        MapArea(
          polygons: zone.polygons[local], value: map.values[layer.codes[global]], label: layer.label(global))
      }
    }
    let frame = LevelFrame(membership, codes: layer.codes, names: layer.names, populations: [])
    let levels = try zone.dissolved(
      layer, by: membership, sliverWidthMetres: results.study.file.sliverWidthMetres, threads: threads
    ).territories
    return levels.codes.indices.map { index in
      let code = levels.codes[index]
      return MapArea(
        polygons: levels.polygons[index], value: map.values[code], label: levels.label(index),
        isTruncated: frame.index(of: code).map { frame.isTruncated($0) } ?? false)
    }
  }
}
