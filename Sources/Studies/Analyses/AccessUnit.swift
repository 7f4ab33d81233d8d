import Coverage
import Reports

/// How the access of a method is told: per inhabitants, as a cost, or as what is in reach.
struct AccessUnit {
  let method: AccessModel.Method
  let isInMinutes: Bool
  /// Inhabitants of a rate.
  let base: Double
  private let numbers = FrenchNumber.typographic

  init(_ analysis: AccessAnalysis, base: Double) {
    (method, isInMinutes, self.base) = (analysis.method, analysis.isInMinutes, base)
  }

  /// `acces_pour_100k`, `distance_moyenne_m`, `duree_moyenne_min`, `cout_moyen_m`, `acces`
  var key: String {
    switch method {
    case .nearest: isInMinutes ? "duree_moyenne_min" : "distance_moyenne_m"
    case .rationalAgents: isInMinutes ? "cout_moyen_min" : "cout_moyen_m"
    case .gravity, .cumulative: "acces"
    default: "acces" + IndicatorTable.rateName(base).dropFirst("taux".count)
    }
  }

  /// Start of the columns of the lowest and highest commune.
  var stem: String { method.isCost ? (isInMinutes ? "duree" : "distance") : "acces" }

  var title: String {
    switch method {
    case .nearest: isInMinutes ? "Durée moyenne, min" : "Distance moyenne, km"
    case .rationalAgents: isInMinutes ? "Coût moyen, min" : "Coût moyen, km"
    case .gravity, .cumulative: "Offre à portée, moyenne"
    default: "Accès pour \(numbers.short(base)) hab."
    }
  }

  /// Unit of the figures of a map; nil for an amount in reach, in the unit of the supply.
  var fileUnit: String? {
    if method.isPerInhabitant { return "pour \(numbers.short(base)) habitants" }
    return method.isCost ? (isInMinutes ? "min" : "km") : nil
  }

  var kind: FigureTable.Kind { method.isCost && !isInMinutes ? .length : .number(decimals: 2) }

  /// What a figure of the model is in a table.
  var scale: Double { method.isPerInhabitant ? base : 1 }

  func figure(_ access: Double?) -> FigureTable.Figure { .init(access.map { $0 * scale }) }

  /// "0,95", "12,3 km", "14 min"
  func short(_ access: Double?) -> String {
    guard let access else { return FrenchNumber.missing }
    if !method.isCost { return numbers.decimal(access * scale, decimals: 2) }
    return isInMinutes ? numbers.short(access, decimals: 1, unit: "min") : numbers.length(metres: access)
  }

  /// "0,95 pour 100 000 habitants"
  func text(_ access: Double?) -> String {
    method.isPerInhabitant ? "\(short(access)) pour \(numbers.short(base)) habitants" : short(access)
  }

  /// Subject of a sentence, masculine singular or feminine as `isFeminine` says: "L’accès", "La distance au site le plus proche".
  var subject: String {
    switch method {
    case .nearest:
      isInMinutes ? "la durée jusqu’au site le plus proche" : "la distance au site le plus proche"
    case .rationalAgents: "le coût d’accès"
    case .gravity, .cumulative: "l’offre à portée"
    default: "l’accès"
    }
  }

  var isFeminine: Bool { method == .nearest || method == .gravity || method == .cumulative }

  /// What a reach or a limit is in words: "30 km", "20 min".
  func limit(_ value: Double) -> String {
    isInMinutes ? numbers.short(value, unit: "min") : numbers.length(metres: value)
  }
}

extension AccessModel.Method {
  /// Its name and formula for a French reader, with the source.
  var frenchWords: String {
    switch self {
    case .twoStep:
      "Méthode 2SFCA (Luo et Wang, 2003) : la capacité de chaque site est divisée par les habitants de toutes les communes à sa portée, puis l’accès d’une commune est la somme de ces rapports sur les sites à sa portée."
    case .enhanced:
      "Méthode E2SFCA (Luo et Qi, 2009) : la capacité de chaque site est divisée par les habitants à sa portée, qui comptent d’autant moins qu’ils sont loin ; l’accès d’une commune est la somme de ces rapports, avec la même décroissance."
    case .threeStep:
      "Méthode 3SFCA (Wan, Zou et Sternberg, 2012) : chaque commune partage d’abord sa demande entre les sites à sa portée, selon leur poids ; le reste suit E2SFCA."
    case .modifiedHuff:
      "Méthode MH3SFCA (Jörg et Haldimann, 2023) : la demande se partage entre les sites selon leur capacité et leur éloignement (modèle de Huff), sans que l’éloignement réduise la demande totale."
    case .balanced:
      "Méthode BFCA (Páez, Higgins et Vivona, 2019) : les poids de chaque commune, et ceux de chaque site, sont ramenés à une somme de 1, pour que ni la demande ni l’offre ne soient comptées plusieurs fois."
    case .rationalAgents:
      "Méthode RAAM (Saxon et Snow, 2020) : chacun choisit le site dont le trajet et l’affluence pèsent le moins ensemble ; le résultat est un coût, et le plus bas est le meilleur."
    case .gravity:
      "Modèle gravitaire : somme des capacités à portée, pondérées par la décroissance ; l’offre n’est pas partagée entre ceux qui l’atteignent."
    case .cumulative:
      "Offre cumulée : somme des capacités à portée ; elle n’est pas partagée entre ceux qui l’atteignent."
    case .nearest: "Site le plus proche : le coût du trajet jusqu’à lui, quelle que soit sa capacité."
    }
  }

  var acronym: String {
    switch self {
    case .gravity: "modèle gravitaire"
    case .cumulative: "offre cumulée"
    case .nearest: "site le plus proche"
    default: rawValue.uppercased()
    }
  }
}
