public import Coverage
public import GeoModel

/// Everything that the report of a study says, as values; areas in square metres, lengths in metres.
public struct StudyFacts: Sendable {
  /// One input, as the report names it.
  public struct Input: Sendable {
    /// What it gives: "Territoires", "Populations", "Sites", "Niveau tas".
    public var role: String
    /// File name without its folder.
    public var name: String
    public var byteCount: Int
    public var sha256: String
    /// Publisher and millésime, where the study states them.
    public var source: String?
    /// What was read from it and how: rows, encoding, columns recognised.
    public var reading: String

    public init(role: String, name: String, byteCount: Int, sha256: String, source: String?, reading: String)
    {
      self.role = role
      self.name = name
      self.byteCount = byteCount
      self.sha256 = sha256
      self.source = source
      self.reading = reading
    }
  }

  /// Sites read = assigned + ambiguous + outside + rejected.
  public struct SiteBalance: Sendable {
    /// "maisons de santé"
    public var noun: String
    /// Rows of the file, and those that the filter left out.
    public var rowsRead = 0
    public var rowsFilteredOut = 0
    public var read = 0
    public var rejected = 0
    public var assigned = 0
    public var assignedByCode = 0
    public var ambiguous = 0
    public var outside = 0
    public var onBoundary = 0

    public init(noun: String) { self.noun = noun }
  }

  /// One territory of a level (or of the mesh) with its coverage and its rate.
  public struct Territory: Sendable {
    public var code: String
    public var name: String?
    public var isTruncated: Bool
    public var communes: Int
    public var communesTotal: Int?
    public var population: Double?
    public var uncoveredPopulation: Double?
    public var areaSquareMetres: Double
    public var uncoveredSquareMetres: Double
    public var sites: Int
    public var rate: Double?
    public var rateLower: Double?
    public var rateUpper: Double?

    public init(
      code: String, name: String?, isTruncated: Bool, communes: Int, communesTotal: Int?, population: Double?,
      uncoveredPopulation: Double?, areaSquareMetres: Double, uncoveredSquareMetres: Double, sites: Int,
      rate: Double?, rateLower: Double?, rateUpper: Double?
    ) {
      self.code = code
      self.name = name
      self.isTruncated = isTruncated
      self.communes = communes
      self.communesTotal = communesTotal
      self.population = population
      self.uncoveredPopulation = uncoveredPopulation
      self.areaSquareMetres = areaSquareMetres
      self.uncoveredSquareMetres = uncoveredSquareMetres
      self.sites = sites
      self.rate = rate
      self.rateLower = rateLower
      self.rateUpper = rateUpper
    }
  }

  /// The territories of one level.
  public struct Level: Sendable {
    /// "tas"
    public var key: String
    /// "Territoires d’animation en santé"
    public var title: String
    public var territories: [Territory]
    /// Inhabitants that rates are given for.
    public var base: Double

    public init(key: String, title: String, territories: [Territory], base: Double) {
      self.key = key
      self.title = title
      self.territories = territories
      self.base = base
    }
  }

  public struct GapLine: Sendable {
    public var id: Int
    public var areaSquareMetres: Double
    public var population: Double?
    public var communes: Int
    public var mainCommune: String
    public var nearestSite: String?
    public var farthestMetres: Double?
    /// Longitude and latitude of the place farthest from care.
    public var farthestPlace: Position?
    /// The commune of that place.
    public var farthestCommune: String?
    public var edgeSquareMetres: Double?
    public var edgePopulation: Double?
    /// Labels of the main level's territories that it lies in.
    public var levels: [String]

    public init(
      id: Int, areaSquareMetres: Double, population: Double?, communes: Int, mainCommune: String,
      nearestSite: String?, farthestMetres: Double?, farthestPlace: Position?, farthestCommune: String? = nil,
      edgeSquareMetres: Double?,
      edgePopulation: Double?, levels: [String]
    ) {
      self.id = id
      self.areaSquareMetres = areaSquareMetres
      self.population = population
      self.communes = communes
      self.mainCommune = mainCommune
      self.nearestSite = nearestSite
      self.farthestMetres = farthestMetres
      self.farthestPlace = farthestPlace
      self.farthestCommune = farthestCommune
      self.edgeSquareMetres = edgeSquareMetres
      self.edgePopulation = edgePopulation
      self.levels = levels
    }
  }

  /// The same question at another threshold.
  public struct OtherThreshold: Sendable {
    public var metres: Double
    /// Where it is a time estimated from the distance.
    public var minutes: Double?
    /// What its sites are, where they are not the study's main ones.
    public var sites: String?
    public var uncoveredSquareMetres: Double
    public var uncoveredPopulation: Double?
    public var gaps: Int
    public var communesUncovered: Int

    public init(
      metres: Double, minutes: Double? = nil, sites: String? = nil, uncoveredSquareMetres: Double,
      uncoveredPopulation: Double?,
      gaps: Int, communesUncovered: Int
    ) {
      self.metres = metres
      self.minutes = minutes
      self.sites = sites
      self.uncoveredSquareMetres = uncoveredSquareMetres
      self.uncoveredPopulation = uncoveredPopulation
      self.gaps = gaps
      self.communesUncovered = communesUncovered
    }
  }

  /// Who is listed by no CPTS, by one, by several.
  public struct Composition: Sendable {
    /// One connected group of communes.
    public struct Object: Sendable {
      public var communes: Int
      public var mainCommune: String
      public var areaSquareMetres: Double
      public var population: Double?
      /// Those that list its communes; empty for a gap.
      public var coverages: [String]

      public init(
        communes: Int, mainCommune: String, areaSquareMetres: Double, population: Double?, coverages: [String]
      ) {
        self.communes = communes
        self.mainCommune = mainCommune
        self.areaSquareMetres = areaSquareMetres
        self.population = population
        self.coverages = coverages
      }
    }

    /// "CPTS"
    public var noun: String
    public var coverages: Int
    public var communesNone: Int
    public var communesOne: Int
    public var communesSeveral: Int
    public var communesPartial: Int
    /// Inhabitants; nil where none is known.
    public var people: (none: Double, one: Double, several: Double)?
    /// Most inhabitants first.
    public var gaps: [Object]
    public var overlaps: [Object]

    public init(
      noun: String, coverages: Int, communesNone: Int, communesOne: Int, communesSeveral: Int,
      communesPartial: Int, people: (none: Double, one: Double, several: Double)?, gaps: [Object],
      overlaps: [Object]
    ) {
      self.noun = noun
      self.coverages = coverages
      self.communesNone = communesNone
      self.communesOne = communesOne
      self.communesSeveral = communesSeveral
      self.communesPartial = communesPartial
      self.people = people
      self.gaps = gaps
      self.overlaps = overlaps
    }
  }

  /// A way to place people on uncovered land, and what it says.
  public struct PeopleMethod: Sendable {
    public enum Kind: Sendable { case area, point, grid }

    public var kind: Kind
    public var population: Double?
    public var uncovered: Double?

    public init(_ kind: Kind, population: Double?, uncovered: Double?) {
      self.kind = kind
      self.population = population
      self.uncovered = uncovered
    }
  }

  /// Communes beyond a time from every site, by a matrix of travel times.
  public struct TimeCoverage: Sendable {
    /// One connected group of communes.
    public struct Gap: Sendable {
      public var mainCommune: String
      public var communes: Int
      public var areaSquareMetres: Double
      public var population: Double?
      public var farthestCommune: String?
      public var farthestMinutes: Double?
      public var nearestSite: String?
      public var communesWithoutTime: Int

      public init(
        mainCommune: String, communes: Int, areaSquareMetres: Double, population: Double?,
        farthestCommune: String?, farthestMinutes: Double?, nearestSite: String?, communesWithoutTime: Int
      ) {
        self.mainCommune = mainCommune
        self.communes = communes
        self.areaSquareMetres = areaSquareMetres
        self.population = population
        self.farthestCommune = farthestCommune
        self.farthestMinutes = farthestMinutes
        self.nearestSite = nearestSite
        self.communesWithoutTime = communesWithoutTime
      }
    }

    /// Communes and their inhabitants; nil where none is known.
    public typealias Part = (communes: Int, people: Double?)

    public var minutes: Double
    public var noun: String
    /// File of the matrix, without its folder.
    public var matrix: String
    public var rows: Int
    public var strangers: Int
    public var intrazonalAdded: Int
    public var sitesWithoutRow: Int
    public var covered: Part
    public var uncovered: Part
    /// Without a row of the matrix.
    public var unknown: Part
    /// Most inhabitants first.
    public var gaps: [Gap]

    public init(
      minutes: Double, noun: String, matrix: String, rows: Int, strangers: Int, intrazonalAdded: Int,
      sitesWithoutRow: Int, covered: Part, uncovered: Part, unknown: Part, gaps: [Gap]
    ) {
      self.minutes = minutes
      self.noun = noun
      self.matrix = matrix
      self.rows = rows
      self.strangers = strangers
      self.intrazonalAdded = intrazonalAdded
      self.sitesWithoutRow = sitesWithoutRow
      self.covered = covered
      self.uncovered = uncovered
      self.unknown = unknown
      self.gaps = gaps
    }
  }

  public var title: String
  public var question: String
  /// True where contours were computed from points: said wherever a figure depends on them.
  public var hasApproximateContours = false
  /// Who published the official contours that the mesh was drawn with, of which year, fetched when; nil for others.
  public var officialContours: String?
  /// Communes merged since, whose common contour was shared out between them.
  public var sharedContours: [String] = []

  // What the coverage is.
  public var thresholdMetres: Double
  /// Where the threshold is a time estimated from the distance: minutes, km/h, and road over straight line.
  public var estimate: (minutes: Double, kilometresPerHour: Double, detour: Double)?
  /// How people of uncovered land are counted, first the way taken; empty where only the area is known.
  public var peopleMethods: [PeopleMethod] = []
  /// Inhabitants of the grid, inside the territories, outside, and counted again where these overlap.
  public var grid: (total: Double, inside: Double, outside: Double, repeated: Double, squares: Int, cut: Int)?
  public var isGeodesic = false
  public var segmentsPerQuadrant: Int
  public var minimumGapSquareMetres: Double
  public var sliverWidthMetres: Double
  /// Plane systems used, with how much larger areas are there than on the ellipsoid (0.0045 = +0.45 %).
  public var planeSystems: [(crs: CRS, name: String, areaBias: Double)] = []

  // Totals.
  /// What the mesh is made of, in the plural: "communes".
  public var meshNoun = "communes"
  public var meshCount = 0
  public var landSquareMetres = 0.0
  public var uncoveredSquareMetres = 0.0
  public var population: Double?
  public var uncoveredPopulation: Double?
  public var edgeSquareMetres: Double?
  public var edgePopulation: Double?
  public var meshCovered = 0
  public var meshPartial = 0
  public var meshUncovered = 0
  public var meshWithoutPopulation: [String] = []
  public var overlapSquareMetres = 0.0
  public var sliverCount = 0
  public var sliverSquareMetres = 0.0
  public var holeCount = 0
  public var holeSquareMetres = 0.0
  public var residueCount = 0
  public var residueSquareMetres = 0.0
  public var residuePopulation: Double?
  /// "65275 Lannes : Self-intersection en 0,123 43,456, surface +12 m²"
  public var repairs: [String] = []

  /// Most inhabitants first.
  public var gaps: [GapLine] = []
  /// The first is the main one, which the map and the ten worst speak of.
  public var levels: [Level] = []
  public var otherThresholds: [OtherThreshold] = []
  public var times: [TimeCoverage] = []
  public var compositions: [Composition] = []
  /// In the order of the study.
  public var analyses: [AnalysisSection] = []
  /// False for a study that looks at no distance.
  public var hasCoverage = true
  /// True where an analysis measures distances.
  public var hasDistances = false
  /// True where some figure comes from a matrix of travel times, and from capacities.
  public var usesTimes = false
  public var usesCapacities = false
  /// What the map shows where it does not show the coverage.
  public var mapDescription: String?
  /// The main sites; its noun is empty in a study without any.
  public var sites: SiteBalance
  public var otherSites: [SiteBalance] = []
  public var checks: [StudyCheck] = []
  public var inputs: [Input] = []
  public var warnings: [String] = []
  /// The study and the options that change figures; no folder, date or thread count.
  public var canonicalCommand = ""
  /// "Maillage 0.1.0, GEOS 3.11.1, PROJ 9.1.1 (EPSG v10.076)"
  public var tools = ""

  public init(
    title: String, question: String, thresholdMetres: Double, segmentsPerQuadrant: Int,
    minimumGapSquareMetres: Double, sliverWidthMetres: Double, sites: SiteBalance
  ) {
    self.title = title
    self.question = question
    self.thresholdMetres = thresholdMetres
    self.segmentsPerQuadrant = segmentsPerQuadrant
    self.minimumGapSquareMetres = minimumGapSquareMetres
    self.sliverWidthMetres = sliverWidthMetres
    self.sites = sites
  }
}
