public import Coverage
public import GeoModel

/// Everything that is wrong, doubtful or worth knowing in some files.
public struct ValidationJob: Sendable {
  public var files: [ValidatedFile]
  /// Territories compared for overlaps and holes; 0 where they were not.
  public var territoriesCompared = 0
  /// Σ of their own areas, and the area of their union.
  public var sumSquareMetres = 0.0
  public var unionSquareMetres = 0.0

  /// - Throws: `Diagnostic` where a file cannot be read at all, or lacks a column that an option names.
  public init(
    _ options: ValidationOptions, environment: [String: String], session: LoadSession
  ) throws(Diagnostic) {
    let lists = try CodeLists(environment: environment, session: session)
    var examined: [FileExamination] = []
    for path in options.paths {
      examined.append(try FileExamination(path, options, lists: lists, session: session))
    }
    if options.isPartition {
      var partition = PartitionExamination()
      try partition.examine(&examined, gapWidthMetres: options.gapWidthMetres, threads: session.threads)
      territoriesCompared = partition.territories
      sumSquareMetres = partition.sumSquareMetres
      unionSquareMetres = partition.unionSquareMetres
    }
    files = examined.map(\.file)
    for index in files.indices { files[index].findings = Self.ordered(files[index].findings) }
  }

  /// By gravity, then kind, then feature.
  private static func ordered(_ findings: [Finding]) -> [Finding] {
    let levels = Finding.Level.allCases
    let kinds = FindingKind.allCases
    func rank(_ index: Int) -> [Int] {
      let finding = findings[index]
      return [
        levels.firstIndex(of: finding.level) ?? 0, kinds.firstIndex(of: finding.kind) ?? 0,
        finding.feature ?? 0, index,
      ]
    }
    return findings.indices.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }.map { findings[$0] }
  }

  public func count(_ level: Finding.Level) -> Int {
    files.reduce(0) { sum, file in sum + file.findings.count { $0.level == level } }
  }

  private func count(_ kind: FindingKind, _ level: Finding.Level) -> Int {
    files.reduce(0) { sum, file in sum + file.findings.count { $0.kind == kind && $0.level == level } }
  }

  /// How many findings of each kind and level, the gravest first.
  public var counts: [(kind: FindingKind, level: Finding.Level, count: Int)] {
    Finding.Level.allCases.flatMap { level in
      FindingKind.allCases.compactMap { kind in
        let count = count(kind, level)
        return count > 0 ? (kind, level, count) : nil
      }
    }
  }
}
