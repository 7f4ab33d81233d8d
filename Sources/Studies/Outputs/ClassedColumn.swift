public import Coverage
public import GeoFormats
public import Reports

/// A figure of territories with its classes, as attributes and a legend that any map can use as they are.
///
/// Classes are made of the figures as they are written, so that whoever reads the file finds every figure within the
/// bounds of its class. A missing figure has no class; a secret one neither, and counts for no bound.
public struct ClassedColumn: Sendable {
  public struct Class: Sendable, Equatable {
    /// Included; nil where nothing bounds the class.
    public var lower: Double?
    /// Excluded, but for the last class.
    public var upper: Double?
    /// `de 2,5 à moins de 4`
    public var label: String
    /// `#rrggbb`
    public var color: String
    public var territories = 0
    /// Nil where no territory of the class has a known population.
    public var population: Double?
  }

  /// Properties of a feature, in their order.
  public typealias Properties = [(key: String, value: JSONValue)]

  /// Name of the figure in the properties.
  public let key: String
  public let words: FigureWords
  /// As `--classes` has it; `carte` for the classes of a map.
  public let method: String
  /// Classes that the method was asked for, without that of zero.
  public let asked: Int
  public let hasZeroClass: Bool
  /// True where there are fewer classes than were asked for, for want of distinct figures.
  public let isReduced: Bool
  public private(set) var classes: [Class]
  /// Territories without a figure, and those whose figure is secret.
  private(set) var unknown: Class
  private(set) var secret: Class
  /// Class of each territory; nil without a figure.
  public private(set) var indices: [Int?] = []
  private var areSecret: [Bool] = []
  private let names: [String]

  /// Classes made of the figures by `method`; zero has its own unless the bounds are given.
  ///
  /// - Parameters:
  ///   - key: the figure in the properties.
  ///   - words: nil takes them from the key.
  ///   - rows: properties of each territory, with `population` and `motif` where these are known.
  public init(_ key: String, words: FigureWords? = nil, of rows: [Properties], by method: ClassMethod) {
    let words = words ?? FigureWords(key: key)
    let figures = rows.map { Self.figure(key, in: $0) }
    let bounds = ClassBounds(figures.compactMap { $0 }, method, zeroApart: true)
    var classes: [Class] = []
    if let bounds {
      let labels = ClassLabels(bounds, style: words.isShare ? .share : .number).all
      let colors = MapPalette.colors(bounds.count)
      classes = (0..<bounds.count).map {
        Class(lower: bounds.lower(of: $0), upper: bounds.upper(of: $0), label: labels[$0], color: colors[$0])
      }
    }
    self.init(
      key, words, method: method.text, asked: method.classes, hasZeroClass: bounds?.hasZeroClass ?? false,
      isReduced: bounds?.isReduced ?? false,
      classes: classes, rows: rows, indices: figures.map { bounds?.index(of: $0) })
  }

  /// The classes of a map.
  ///
  /// - Parameter scale: what the map multiplies the figures by: 100 for percentages of shares.
  public init(_ key: String, words: FigureWords, of rows: [Properties], as map: MapClasses, scale: Double = 1)
  {
    let colors = MapPalette.colors(map.count)
    let classes = (0..<map.count).map { index in
      let (lower, upper) = map.ends(of: index)
      return Class(
        lower: lower / scale, upper: upper / scale, label: map.words(of: index), color: colors[index])
    }
    self.init(
      key, words, method: "carte", asked: map.count, hasZeroClass: false, isReduced: false, classes: classes,
      rows: rows,
      indices: rows.map { row in map.index(of: Self.figure(key, in: row).map { $0 * scale }) })
  }

  private init(
    _ key: String, _ words: FigureWords, method: String, asked: Int, hasZeroClass: Bool, isReduced: Bool,
    classes: [Class],
    rows: [Properties], indices: [Int?]
  ) {
    (self.key, self.words, self.method, self.asked) = (key, words, method, asked)
    (self.hasZeroClass, self.isReduced) = (hasZeroClass, isReduced)
    (self.classes, self.indices) = (classes, indices)
    unknown = Class(label: FrenchNumber.missing, color: MapPalette.missing)
    secret = Class(label: FrenchNumber.secret, color: MapPalette.missing)
    let taken = Set(rows.first?.map(\.key) ?? [])
    names = Self.names.map { name in
      var (free, number) = (name, 2)
      while taken.contains(free) { (free, number) = ("\(name)_\(number)", number + 1) }
      return free
    }
    for (row, index) in zip(rows, indices) {
      let people = Self.number(row.last { $0.key == "population" }?.value)
      let reason = row.last { $0.key == "motif" }?.value.text
      let isSecret = index == nil && reason.map { Secrecy.Reason(rawValue: $0) != nil } ?? false
      areSecret.append(isSecret)
      if let index {
        self.classes[index].add(people)
      } else if isSecret {
        secret.add(people)
      } else {
        unknown.add(people)
      }
    }
  }

  static let names = [
    "indicateur", "unite", "classe", "classe_min", "classe_max", "classe_libelle", "couleur",
  ]

  /// What a territory has of its class, to stand behind its own properties.
  public func properties(of territory: Int) -> Properties {
    let index = indices[territory]
    let shown = index.map { classes[$0] } ?? (areSecret[territory] ? secret : unknown)
    let values: [JSONValue] = [
      .string(words.title), .optional(words.unit), index.map { .int($0 + 1) } ?? .null,
      shown.lower.map { .number($0) } ?? .null, shown.upper.map { .number($0) } ?? .null,
      .string(shown.label),
      .string(shown.color),
    ]
    return zip(names, values).map { ($0, $1) }
  }

  /// The rows with their class behind.
  public func added(to rows: [Properties]) -> [Properties] {
    rows.indices.map { rows[$0] + properties(of: $0) }
  }

  /// The figure of a row as its text has it.
  private static func figure(_ key: String, in row: Properties) -> Double? {
    number(row.last { $0.key == key }?.value)
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .int(let count): Double(count)
    case .number(let number, nil): number.isFinite ? number : nil
    case .number(let number, _): number.isFinite ? value.flatMap { Double($0.compactText) } : nil
    default: nil
    }
  }
}

extension ClassedColumn.Class {
  fileprivate mutating func add(_ people: Double?) {
    territories += 1
    if let people { population = (population ?? 0) + people }
  }
}
