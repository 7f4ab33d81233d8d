public import GeoModel

/// One thing that is wrong, doubtful or worth knowing in a file, with its place.
public struct Finding: Sendable, Equatable {
  /// How grave it is. Errors make `validate` fail.
  public enum Level: String, Sendable, CaseIterable {
    case error = "erreur"
    case warning = "avertissement"
    case note = "information"
  }

  public var kind: FindingKind
  public var level: Level
  public var message: Phrase
  /// Feature of its layer, or row of its table, from 1; nil for a finding of the whole file.
  public var feature: Int?
  /// Line of the file, from 1, for the rows of a table.
  public var line: Int?
  /// Code of the feature, as read.
  public var code: String?
  /// Codes, or else numbers, of the other features concerned.
  public var others: [String] = []
  /// Column concerned.
  public var field: String?
  /// The value found, as read.
  public var value: String?
  /// Where, in longitude and latitude; nil where no place can be given.
  public var place: Position?
  /// The overlap or the hole itself, in longitude and latitude.
  public var outline = MultiPolygon()
  /// Of the overlap or the hole, in the plane CRS of the place.
  public var areaSquareMetres: Double?
  /// Twice the area over the perimeter.
  public var meanWidthMetres: Double?

  public init(
    _ kind: FindingKind, _ message: Phrase, feature: Int? = nil, code: String? = nil,
    field: String? = nil, value: String? = nil, place: Position? = nil
  ) {
    self.kind = kind
    level = kind.level
    self.message = message
    self.feature = feature
    self.code = code
    self.field = field
    self.value = value
    self.place = place
  }
}

/// What a finding is about; the raw value is the key of the reports.
public enum FindingKind: String, Sendable, CaseIterable {
  case emptyFile = "fichier_vide"
  case doubtfulCRS = "systeme_douteux"
  case roughTransformation = "transformation_imprecise"
  case noPlane = "systeme_plan_inconnu"
  case reading = "lecture"
  case rejectedRow = "ligne_sans_position"
  case nullGeometry = "geometrie_absente"
  case notFinite = "coordonnee_invalide"
  case outOfRange = "coordonnee_hors_limites"
  case zeroPlace = "coordonnee_nulle"
  case swappedAxes = "axes_inverses"
  case outsideFrance = "hors_de_france"
  case tooFewPositions = "trop_peu_de_points"
  case openRing = "anneau_ouvert"
  case selfIntersection = "auto_intersection"
  case ringSelfIntersection = "auto_contact"
  case holeOutside = "trou_hors_enveloppe"
  case nestedHoles = "trous_emboites"
  case nestedShells = "enveloppes_emboitees"
  case duplicateRings = "anneaux_doubles"
  case disconnected = "interieur_disjoint"
  case invalid = "geometrie_invalide"
  case noArea = "surface_nulle"
  case repeatedPositions = "points_repetes"
  case duplicateGeometry = "geometrie_double"
  case overlap = "chevauchement"
  case narrowOverlap = "chevauchement_etroit"
  case hole = "trou"
  case narrowHole = "trou_etroit"
  case missingCode = "code_absent"
  case repeatedCode = "code_repete"
  case unknownCode = "code_inconnu"
  case lostZero = "zero_perdu"
  case otherName = "nom_different"

  /// The level where nothing else decides.
  public var level: Finding.Level {
    switch self {
    case .repeatedPositions, .narrowOverlap, .narrowHole, .noPlane: .note
    case .reading, .roughTransformation, .nullGeometry, .outsideFrance, .duplicateGeometry, .hole,
      .repeatedCode,
      .unknownCode, .otherName:
      .warning
    default: .error
    }
  }

  /// What GEOS's repair of a feature takes away.
  public static let ofRings: Set<FindingKind> = [
    .tooFewPositions, .openRing, .selfIntersection, .ringSelfIntersection, .holeOutside, .nestedHoles,
    .nestedShells, .duplicateRings, .disconnected, .invalid,
  ]

  /// What the finding is, in a few words.
  public var title: Phrase {
    switch self {
    case .emptyFile: Phrase(en: "empty file", fr: "fichier sans objet")
    case .doubtfulCRS: Phrase(en: "doubtful reference system", fr: "système de coordonnées douteux")
    case .roughTransformation: Phrase(en: "rough change of system", fr: "changement de système imprécis")
    case .noPlane: Phrase(en: "no plane system", fr: "aucun système plan")
    case .reading: Phrase(en: "put right while reading", fr: "corrigé à la lecture")
    case .rejectedRow: Phrase(en: "row without a usable position", fr: "ligne sans position utilisable")
    case .nullGeometry: Phrase(en: "no geometry", fr: "géométrie absente ou vide")
    case .notFinite: Phrase(en: "coordinate that is no number", fr: "coordonnée qui n’est pas un nombre")
    case .outOfRange:
      Phrase(en: "coordinates impossible in this system", fr: "coordonnées impossibles dans ce système")
    case .zeroPlace: Phrase(en: "place at 0, 0", fr: "position en 0, 0")
    case .swappedAxes: Phrase(en: "axes swapped", fr: "axes inversés")
    case .outsideFrance: Phrase(en: "outside France", fr: "hors de France")
    case .tooFewPositions: Phrase(en: "too few points in a ring", fr: "trop peu de points dans un anneau")
    case .openRing: Phrase(en: "ring not closed", fr: "anneau non fermé")
    case .selfIntersection: Phrase(en: "self-intersection", fr: "auto-intersection")
    case .ringSelfIntersection: Phrase(en: "ring that touches itself", fr: "anneau qui se touche lui-même")
    case .holeOutside: Phrase(en: "hole outside its shell", fr: "trou hors de son enveloppe")
    case .nestedHoles: Phrase(en: "nested holes", fr: "trous emboîtés")
    case .nestedShells: Phrase(en: "nested shells", fr: "enveloppes emboîtées")
    case .duplicateRings: Phrase(en: "ring drawn twice", fr: "anneau tracé deux fois")
    case .disconnected: Phrase(en: "interior cut in two by its rings", fr: "intérieur coupé par ses anneaux")
    case .invalid: Phrase(en: "invalid geometry", fr: "géométrie invalide")
    case .noArea: Phrase(en: "polygon without area", fr: "polygone sans surface")
    case .repeatedPositions: Phrase(en: "repeated points", fr: "points répétés")
    case .duplicateGeometry: Phrase(en: "same geometry as another", fr: "même géométrie qu’un autre objet")
    case .overlap: Phrase(en: "overlap", fr: "chevauchement")
    case .narrowOverlap: Phrase(en: "narrow overlap (artefact)", fr: "chevauchement étroit (artefact)")
    case .hole: Phrase(en: "hole that nobody claims", fr: "trou que personne ne revendique")
    case .narrowHole: Phrase(en: "narrow hole (artefact)", fr: "trou étroit (artefact)")
    case .missingCode: Phrase(en: "no code", fr: "code absent")
    case .repeatedCode: Phrase(en: "code on several features", fr: "code porté par plusieurs objets")
    case .unknownCode: Phrase(en: "unknown code", fr: "code inconnu")
    case .lostZero: Phrase(en: "leading zero lost", fr: "zéro initial perdu")
    case .otherName: Phrase(en: "name that is not the code’s", fr: "nom qui n’est pas celui du code")
    }
  }

  /// The kind of one of GEOS's reasons.
  init(geosReason reason: String) {
    switch reason.lowercased() {
    case let text where text.hasPrefix("ring self-intersection"): self = .ringSelfIntersection
    case let text where text.hasPrefix("self-intersection"): self = .selfIntersection
    case let text where text.hasPrefix("hole lies outside"): self = .holeOutside
    case let text where text.hasPrefix("holes are nested"): self = .nestedHoles
    case let text where text.hasPrefix("nested shells"): self = .nestedShells
    case let text where text.hasPrefix("duplicate rings"): self = .duplicateRings
    case let text where text.hasPrefix("interior is disconnected"): self = .disconnected
    case let text where text.hasPrefix("too few points"): self = .tooFewPositions
    case let text where text.hasPrefix("invalid coordinate"): self = .notFinite
    default: self = .invalid
    }
  }
}
