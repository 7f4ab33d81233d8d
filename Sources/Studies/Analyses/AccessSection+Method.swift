import Coverage
import GeoModel
import Reports

/// How an access was computed: method, parameters, places, and what the figure does not say.
extension AccessSection {
  var method: [Prose] {
    var items = [Prose(job.options.method.frenchWords)]
    items.append(Prose(parameters))
    let place =
      context.places.arePoints
      ? "au point de la commune (celui de la table des communes)"
      : "au centre de la plus grande partie de la commune"
    items.append(
      Prose(
        "Demande : les habitants de chaque commune (population de l’étude, sans pondération par l’âge ni le besoin)"
          + (analysis.times == nil ? ", placés \(place)." : ", par code de commune dans la matrice.")))
    items.append(supplyWords)
    items.append(
      "Moyenne d’un territoire : celle de ses communes, pondérée par leurs habitants. Le minimum et le maximum de ses communes sont dans le fichier."
    )
    if let upper {
      items.append(
        Prose(
          "Écart au niveau supérieur (\(FrenchWords.inSentence(context.title(upper)))) : un territoire à cheval est comparé à celui où vivent le plus de ses habitants."
        ))
    }
    if let times = job.times { items.append(matrix(times)) }
    if level.total.unknown > 0 {
      items.append(
        Prose(
          "\(FrenchWords.people(level.total.unknown)) vivent dans une commune dont l’accès n’est pas connu."))
    }
    if let unreached { items.append(unreached) }
    if let balance = job.balance { items.append(check(balance)) }
    items.append(limits)
    return items
  }

  private var parameters: String {
    var text = "Paramètres : "
    var parts = ["portée \(reach.map { "de \($0)" } ?? "sans limite")"]
    if analysis.times == nil {
      parts.append(
        analysis.measure == .planar
          ? "distances à vol d’oiseau dans le système plan légal du lieu" : "distances sur l’ellipsoïde")
    }
    if let travel = analysis.travel {
      parts.append(
        "minutes estimées à \(numbers.short(travel.kilometresPerHour)) km/h, la route étant \(numbers.short(travel.detour)) fois plus longue que la ligne droite"
      )
    }
    if let times = analysis.times {
      parts.append("temps de trajet de la matrice \(FrenchWords.quoted(Self.name(times.file)))")
    }
    switch analysis.method {
    case .enhanced, .threeStep, .modifiedHuff, .balanced, .gravity:
      parts.append("décroissance : \(DecayText.words(analysis.decay, unit: job.options.cost.unit).french)")
      if let preset = DecayText.presets.first(where: { $0.name == analysis.decayText }) {
        parts.append("préréglage \(preset.name) : \(preset.source.french)")
      }
    case .twoStep, .cumulative: parts.append("plein poids à portée")
    case .rationalAgents, .nearest: break
    }
    if job.limit.isFinite {
      parts.append("un coût égal à une borne est \(analysis.closure == .right ? "dedans" : "dehors")")
    }
    if analysis.method == .rationalAgents { parts.append("τ = \(numbers.short(job.options.agents.tau))") }
    text += parts.joined(separator: " ; ")
    return text + "."
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private var supplyWords: Prose {
    let outside = access.isInside.count { !$0 }
    var text = "Offre : \(FrenchWords.sites(job.supply.count)) (\(access.noun))"
    if let capacity = analysis.capacity {
      text += ", capacité lue dans la colonne \(FrenchWords.quoted(capacity))"
      if let unit = analysis.unit { text += " (\(unit))" }
    } else if analysis.method != .nearest {
      text += ", qui comptent chacun pour 1 : leur taille n’est pas connue"
    }
    if let filter = analysis.filter ?? analysis.supply?.filter {
      text += ", filtre \(FrenchWords.quoted(filter))"
    }
    if outside > 0 { text += " ; \(numbers.integer(outside)) hors de l’étude" }
    if access.leftOut > 0 {
      text +=
        " ; \(FrenchWords.count(access.leftOut, "site hors de l’étude est laissé", "sites hors de l’étude sont laissés")) de côté"
    }
    if access.rejected > 0 {
      text +=
        " ; \(FrenchWords.count(access.rejected, "site sans lieu utilisable n’est pas compté", "sites sans lieu utilisable ne sont pas comptés"))"
    }
    return Prose(text + ".")
  }

  private func matrix(_ times: TravelTimes) -> Prose {
    var text =
      "Matrice : \(numbers.integer(times.rows)) lignes, \(numbers.integer(times.beyond)) au-delà de la portée"
    text += ", \(numbers.integer(times.strangers)) d’autres lieux"
    text +=
      " ; \(FrenchWords.count(times.demandsWithoutRow.count, "commune", "communes", none: "aucune commune")) et \(FrenchWords.sites(times.suppliesWithoutRow.count)) sans ligne"
    text +=
      " ; trajets d’un lieu à lui-même : \(numbers.integer(times.intrazonalGiven)) donnés, \(numbers.integer(times.intrazonalAdded)) ajoutés"
    return Prose(text + ".")
  }

  /// Sites of the study that no inhabitant reaches, by name.
  private var unreached: Prose? {
    guard let unreached = job.balance?.unreached, !unreached.isEmpty else { return nil }
    let (here, there) = (unreached.filter { access.isInside[$0] }, unreached.filter { !access.isInside[$0] })
    var text = ""
    if !here.isEmpty {
      let names = FrenchWords.list(here.map { job.supply.sites.label($0) }, limit: 10)
      text =
        "\(FrenchWords.count(here.count, "site de l’étude n’a", "sites de l’étude n’ont")) aucun habitant à portée : \(names)."
    }
    if !there.isEmpty {
      let count = FrenchWords.count(there.count, "site hors de l’étude n’a", "sites hors de l’étude n’ont")
      text +=
        (text.isEmpty ? "" : " ")
        + "\(count) aucun habitant compté à portée, et ne change rien au résultat."
        .replacing("et ne change", with: there.count > 1 ? "et ne changent" : "et ne change")
    }
    return Prose(text)
  }

  private func check(_ balance: AccessBalance) -> Prose {
    let (sum, reached) = (
      numbers.short(balance.distributedSupply, decimals: 3), numbers.short(balance.reachedSupply, decimals: 3)
    )
    guard job.options.method.conservesSupply else {
      return Prose(
        "Contrôle : Σ habitants × accès = \(sum), pour une offre atteinte de \(reached) ; cette méthode ne rend pas toute l’offre, par construction."
      )
    }
    return abs(balance.relativeError) < 1e-9
      ? Prose(
        "Contrôle : Σ habitants × accès = \(sum), l’offre atteinte est de \(reached) : elles sont égales (écart relatif inférieur à 10⁻⁹), rien n’est perdu ni compté deux fois."
      )
      : Prose("Contrôle : Σ habitants × accès = \(sum), alors que l’offre atteinte est de \(reached).")
  }

  private var limits: Prose {
    var text: String
    switch unit.method {
    case .nearest:
      text = "un trajet, non une offre : un site proche peut être saturé ou fermé la nuit"
    case .rationalAgents:
      text = "un coût théorique, si chacun choisissait le site le moins chargé et le moins loin"
    case .gravity, .cumulative:
      text = "une offre à portée, que d’autres se partagent aussi : elle ne se compare pas à une densité"
    default:
      text =
        "une offre potentielle par habitant, non un recours ni un délai : le besoin, l’âge, les horaires et l’activité réelle n’y entrent pas"
    }
    if analysis.times == nil {
      text += " ; la distance est à vol d’oiseau, une montagne, un estuaire ou une île la rendent trompeuse"
    }
    text += " ; tous les habitants d’une commune sont placés au même point"
    if analysis.capacity == nil && unit.method != .nearest {
      text += " ; un petit et un grand site pèsent autant"
    }
    return Prose([.strong("Ce que ce chiffre ne dit pas."), .plain(" Il mesure \(text).")])
  }
}
