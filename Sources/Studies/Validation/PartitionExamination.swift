import Coverage
import GeoModel
import GeoNative

/// Overlaps and holes between the territories of all files, each plane system by itself.
struct PartitionExamination {
  /// Σ of the territories' own areas and that of their union, over all systems.
  private(set) var sumSquareMetres = 0.0
  private(set) var unionSquareMetres = 0.0
  /// Territories compared.
  private(set) var territories = 0

  private struct Member {
    var file: Int
    var feature: Int
  }

  /// Adds what is found to the files: to that of the first of two territories, and for a hole to that of the first
  /// territory round it.
  mutating func examine(
    _ files: inout [FileExamination], gapWidthMetres: Double, threads: Int
  ) throws(Diagnostic) {
    for zone in LegalCRS.allCases {
      var members: [Member] = []
      var polygons: [MultiPolygon] = []
      for (index, file) in files.enumerated() {
        guard let layer = file.file.layer else { continue }
        let own = file.legal.indices.filter { file.legal[$0] == zone && layer.geometry.kinds[$0].isPolygonal }
        members += own.map { Member(file: index, feature: $0) }
        polygons += try Self.plane(own, layer, zone.crs, threads)
      }
      guard !members.isEmpty else { continue }
      territories += members.count
      var usable = polygons
      let found = try FailureWords.geos(at: SourceLocation(file: files[members[0].file].file.path)) {
        () throws(GEOSError) in
        _ = try Repair.mend(&usable, threads: threads)
        return try PartitionFindings(usable, threads: threads)
      }
      sumSquareMetres += found.sumSquareMetres
      unionSquareMetres += found.unionSquareMetres
      try add(found, zone.crs, members, gapWidthMetres, to: &files)
    }
  }

  /// Polygons in a plane CRS; empty where a ring cannot be one or a corner cannot be carried, which is told elsewhere.
  private static func plane(
    _ features: [Int], _ layer: FeatureLayer, _ crs: CRS, _ threads: Int
  ) throws(Diagnostic) -> [MultiPolygon] {
    var values = features.map { layer.geometry.polygons(of: $0) }
    let flat = values.flatMap(\.coordinates)
    let source = layer.crs
    let carried = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: source, to: crs, threads: threads)
    }
    var start = 0
    for index in values.indices {
      let end = start + values[index].coordinates.count
      values[index].coordinates = Array(carried[start..<end])
      start = end
      let isUsable =
        values[index].coordinates.allSatisfy(\.isFinite)
        && (0..<values[index].ringCount).allSatisfy { ring in
          let range = values[index].positions(ofRing: ring)
          return range.count >= 4
            && values[index].position(range.lowerBound) == values[index].position(range.upperBound - 1)
        }
      if !isUsable { values[index] = MultiPolygon() }
    }
    return values
  }

  private func add(
    _ found: PartitionFindings, _ crs: CRS, _ members: [Member], _ width: Double,
    to files: inout [FileExamination]
  ) throws(Diagnostic) {
    for flaw in found.overlaps {
      let (first, second) = (members[flaw.territories[0]], members[flaw.territories[1]])
      let other = files[second.file].file.name(second.feature)
      // A feature drawn twice is told once, as such.
      let repeats = files[second.file].file.findings.contains {
        $0.kind == .duplicateGeometry && $0.feature == second.feature + 1
      }
      if first.file == second.file && repeats { continue }
      let isNarrow = flaw.meanWidthMetres < width
      var finding = Finding(
        isNarrow ? .narrowOverlap : .overlap,
        Phrase(en: "shared with \(other)", fr: "commun avec \(other)"), feature: first.feature + 1)
      finding.others = [other]
      try Self.fill(&finding, flaw, crs)
      files[first.file].append(finding)
    }
    for flaw in found.holes {
      let names = flaw.territories.map { files[members[$0].file].file.name(members[$0].feature) }
      let isNarrow = flaw.meanWidthMetres < width
      let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
      var finding = Finding(
        isNarrow ? .narrowHole : .hole,
        names.isEmpty
          ? Phrase(en: "enclosed", fr: "enclavé")
          : Phrase(en: "enclosed by \(list)", fr: "enclavé par \(list)"))
      finding.others = names
      try Self.fill(&finding, flaw, crs)
      files[members[flaw.territories.first ?? 0].file].append(finding)
    }
  }

  private static func fill(
    _ finding: inout Finding, _ flaw: PartitionFindings.Flaw, _ crs: CRS
  ) throws(Diagnostic) {
    finding.areaSquareMetres = flaw.areaSquareMetres
    finding.meanWidthMetres = flaw.meanWidthMetres
    var outline = flaw.polygons
    let flat = flaw.polygons.coordinates + [flaw.place.x, flaw.place.y]
    let carried = try FailureWords.proj { () throws(ProjError) in
      try Reprojection.transform(flat, from: crs, to: .wgs84, threads: 1)
    }
    outline.coordinates = Array(carried.dropLast(2))
    finding.outline = outline
    finding.place = Position(x: carried[carried.count - 2], y: carried[carried.count - 1])
  }
}

extension FileExamination {
  fileprivate mutating func append(_ found: Finding) {
    var finding = found
    if let feature = finding.feature, !file.codes.isEmpty, !file.codes[feature - 1].isEmpty {
      finding.code = file.codes[feature - 1]
    }
    file.findings.append(finding)
  }
}
