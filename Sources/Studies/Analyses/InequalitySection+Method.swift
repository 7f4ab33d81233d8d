import Coverage
import Reports

/// How inequality was computed, and what the figures do not say.
extension InequalitySection {
  /// Mean of the territories that Moran’s I compares, each counted as one.
  private var plainMean: String {
    guard let moran = job.moran else { return "n.d." }
    let known = moran.locals.indices.filter { moran.locals[$0] != nil }.compactMap { job.values[$0] }
    let mean = known.reduce(0, +) / Double(max(known.count, 1))
    return numbers.decimal(mean * figure.scale, decimals: 2) + figure.unit
  }

  var method: [Prose] {
    var items: [Prose] = [
      Prose(
        "Chaque territoire (\(mesh)) entre avec sa valeur et pèse ses habitants : l’inégalité est celle entre habitants, tous ceux d’un territoire étant supposés avoir la même valeur ; les écarts à l’intérieur d’un territoire ne sont pas vus, et un niveau plus grossier montre moins d’inégalité."
      ),
      "Gini : 1 moins deux fois l’aire sous la courbe de Lorenz. Theil T : Σ pᵢ (yᵢ/μ) ln(yᵢ/μ), qui se décompose exactement en une part entre groupes et une part dans les groupes. Hoover : Σ pᵢ |yᵢ − μ| / 2μ. La courbe de Lorenz est dans le fichier.",
    ]
    if job.moran != nil {
      var text =
        "I de Moran : chaque territoire, sans pondération par les habitants, est comparé à la moyenne de ses voisins, ceux qui ont une limite commune avec lui"
      if hasRounds {
        text +=
          " ; p, unilatéral, par \(numbers.integer(job.options.permutations)) permutations (graine \(job.options.seed) : la même graine redonne les mêmes chiffres)"
      }
      items.append(Prose(text + "."))
    }
    if case .access = analysis.source, job.moran != nil {
      items.append(
        "L’accès de deux territoires voisins vient des mêmes sites : il se ressemble par construction. Un I de Moran élevé ne prouve rien de plus ; les foyers disent où sont les bas et les hauts."
      )
    }
    if hasRounds {
      items.append(
        "Foyers locaux : « bas » et « haut » se disent par rapport à la moyenne simple des territoires (\(plainMean)), où chacun compte pour un, non à celle des habitants. Leur p, unilatéral, n’est pas corrigé pour la multiplicité des tests ; même au hasard, près d’un territoire sur dix passe sous 0,05, les deux côtés réunis."
      )
    }
    if frame.key != "mailles" {
      items.append("Deux territoires d’un niveau sont voisins si deux de leurs communes le sont.")
    }
    if context.isApproximate {
      items.append(
        "Les limites communes sont lues sur des contours approchés : deux voisins réels peuvent y être séparés, ou l’inverse."
      )
    }
    if let moran = job.moran, !moran.islands.isEmpty {
      let names = FrenchWords.list(moran.islands.map { frame.label($0) }, limit: 8)
      items.append(
        Prose(
          "\(FrenchWords.count(moran.islands.count, "territoire sans voisin qui ait une valeur, écarté", "territoires sans voisin qui ait une valeur, écartés")) du I de Moran : \(names)."
        ))
    }
    if !job.touching.isEmpty {
      items.append(
        Prose(
          "\(FrenchWords.count(job.touching.count, "territoire sans limite partagée a pour voisins ceux qu’il", "territoires sans limite partagée ont pour voisins ceux qu’ils")) touche\(FrenchWords.isPlural(job.touching.count) ? "nt" : "") à un millimètre près."
        ))
    }
    items.append(
      Prose([
        .strong("Ce que ce chiffre ne dit pas."),
        .plain(
          " Un indice mesure l’écart, non le niveau : tous peuvent être également mal dotés. Une inégalité n’est pas une iniquité : le besoin n’entre pas dans le calcul."
        ),
      ]))
    return items
  }
}
