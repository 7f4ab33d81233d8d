public import GeoModel

/// A territory that is coloured by its value.
public struct MapArea: Sendable, Equatable {
  public var polygons: MultiPolygon
  /// Nil or not finite: drawn as "no data".
  public var value: Double?
  /// Shown with the value where the reader points at the territory; not printed on the map.
  public var label: String?
  /// Held by the study only in part: drawn with dots.
  public var isTruncated: Bool

  public init(polygons: MultiPolygon, value: Double?, label: String? = nil, isTruncated: Bool = false) {
    self.polygons = polygons
    self.value = value
    self.label = label
    self.isTruncated = isTruncated
  }
}

/// A territory of an upper level: a thicker line, and its name where there is room for it.
public struct MapBorder: Sendable, Equatable {
  public var polygons: MultiPolygon
  public var label: String?

  public init(polygons: MultiPolygon, label: String? = nil) {
    self.polygons = polygons
    self.label = label
  }
}

/// A zone blanche, hatched over the colours.
public struct MapGap: Sendable, Equatable {
  public var polygons: MultiPolygon
  /// Its number in the report's table, printed where there is room for it.
  public var rank: Int?

  public init(polygons: MultiPolygon, rank: Int? = nil) {
    self.polygons = polygons
    self.rank = rank
  }
}

/// A site: a small disc, and its name where there is room for it.
public struct MapSite: Sendable, Equatable {
  public var position: Position
  public var label: String?

  public init(position: Position, label: String? = nil) {
    self.position = position
    self.label = label
  }
}

/// A place to notice, as the one farthest from care: a star and a text.
public struct MapHighlight: Sendable, Equatable {
  public var position: Position
  public var label: String?

  public init(position: Position, label: String? = nil) {
    self.position = position
    self.label = label
  }
}

/// A part of the country far from the main map, drawn in a frame of its own, at its own scale, in its own plane CRS.
public struct MapInset: Sendable, Equatable {
  public var title: String
  public var areas: [MapArea]
  public var borders: [MapBorder]
  public var gaps: [MapGap]
  public var sites: [MapSite]
  public var highlights: [MapHighlight]

  public init(
    title: String, areas: [MapArea], borders: [MapBorder] = [], gaps: [MapGap] = [], sites: [MapSite] = [],
    highlights: [MapHighlight] = []
  ) {
    self.title = title
    self.areas = areas
    self.borders = borders
    self.gaps = gaps
    self.sites = sites
    self.highlights = highlights
  }
}

/// What a printed map shows; everything in metres of one plane CRS, y northwards, insets apart.
public struct MapModel: Sendable, Equatable {
  public var title: String
  public var subtitle: String?
  public var areas: [MapArea]
  public var borders: [MapBorder]
  public var gaps: [MapGap]
  public var sites: [MapSite]
  public var highlights: [MapHighlight]
  /// From the top of the page down.
  public var insets: [MapInset]
  public var classes: MapClasses
  /// One entry a source; printed on one line after `words.sources`.
  public var sources: [String]
  /// What the reader must know to read the map: "Contours approchés."
  public var note: String?
  public var words: MapWords

  public init(
    title: String, subtitle: String? = nil, areas: [MapArea], borders: [MapBorder] = [],
    gaps: [MapGap] = [], sites: [MapSite] = [], highlights: [MapHighlight] = [], insets: [MapInset] = [],
    classes: MapClasses, sources: [String] = [], note: String? = nil, words: MapWords = .french
  ) {
    self.title = title
    self.subtitle = subtitle
    self.areas = areas
    self.borders = borders
    self.gaps = gaps
    self.sites = sites
    self.highlights = highlights
    self.insets = insets
    self.classes = classes
    self.sources = sources
    self.note = note
    self.words = words
  }
}
