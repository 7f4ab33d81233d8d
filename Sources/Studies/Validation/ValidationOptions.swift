public import Coverage
public import GeoFormats
public import GeoModel

/// How files are examined.
public struct ValidationOptions: Sendable {
  public var paths: [String]
  /// Column of the codes; nil to recognise it.
  public var key: String?
  public var keyPrefix: String?
  /// CRS to take instead of what the files say.
  public var crs: CRS?
  public var x: String?
  public var y: String?
  public var csv = CSVOptions()
  /// Layer of files that hold several.
  public var layer: String?
  /// Overlaps and holes narrower than this on average are artefacts of drawing.
  public var gapWidthMetres = 250.0
  /// False for layers whose territories may overlap: overlaps and holes are then not looked for.
  public var isPartition = true

  public init(paths: [String]) { self.paths = paths }
}

/// A file with what was found in it.
public struct ValidatedFile: Sendable {
  public var path: String
  /// Features or rows.
  public var count: Int
  /// Nil for a table without coordinates.
  public var layer: FeatureLayer?
  /// Of each feature, without the prefix; empty where there is no code column.
  public var codes: [String] = []
  public var findings: [Finding] = []

  /// Features that some finding names.
  public var featuresWithFindings: Int { Set(findings.compactMap(\.feature)).count }

  /// The code of a feature, or else its number.
  func name(_ feature: Int) -> String {
    codes.isEmpty || codes[feature].isEmpty ? String(feature + 1) : codes[feature]
  }

  /// Where a finding is, for messages.
  public func location(of finding: Finding) -> SourceLocation {
    SourceLocation(
      file: path, line: finding.line, feature: finding.line == nil ? finding.feature : nil,
      featureCode: finding.code, field: finding.field)
  }
}
