// Who is listed by no CPTS, by one, by several.
extension CoverageReport {
  var compositions: [Block] {
    facts.compositions.flatMap { composition in
      [.heading(level: 1, "\(composition.noun) : qui est listé, qui ne l’est pas")]
        + [
          .paragraph(
            "Ici, une commune est couverte si la composition d’une des \(numbers.integer(composition.coverages)) \(composition.noun) la liste ; il ne s’agit pas d’une distance."
          )
        ] + counts(composition)
        + objects(
          composition.gaps, title: "Communes listées par aucune, d’un seul tenant", hasCoverages: false)
        + objects(composition.overlaps, title: "Communes listées par plusieurs", hasCoverages: true)
    }
  }

  private func counts(_ composition: StudyFacts.Composition) -> [Block] {
    let people = composition.people
    var rows = [
      ["par aucune", numbers.integer(composition.communesNone), peopleCell(people?.none)],
      ["par une", numbers.integer(composition.communesOne), peopleCell(people?.one)],
      ["par plusieurs", numbers.integer(composition.communesSeveral), peopleCell(people?.several)],
    ]
    if composition.communesPartial > 0 {
      rows.append(["en partie", numbers.integer(composition.communesPartial), "répartis ci-dessus"])
    }
    let communes =
      composition.communesNone + composition.communesOne + composition.communesSeveral
      + composition.communesPartial
    return [
      .table(
        TableBlock(
          columns: [.text("Listées"), .number(FrenchWords.sentence(mesh.plural)), .number("Habitants")],
          rows: rows,
          totals: [
            [
              "Total", numbers.integer(communes),
              peopleCell(people.map { $0.none + $0.one + $0.several }),
            ]
          ],
          note: composition.communesPartial > 0
            ? "En partie : listées par arrondissement municipal seulement." : nil))
    ]
  }

  private func objects(
    _ objects: [StudyFacts.Composition.Object], title: String, hasCoverages: Bool
  ) -> [Block] {
    guard !objects.isEmpty else { return [] }
    let shown = objects.prefix(10)
    let rows = shown.map { object in
      [
        object.mainCommune, numbers.integer(object.communes), areaCell(object.areaSquareMetres),
        peopleCell(object.population),
      ] + (hasCoverages ? [FrenchWords.list(object.coverages, limit: 3)] : [])
    }
    let others = objects.count - shown.count
    return [
      .table(
        TableBlock(
          caption: title,
          columns: [
            .text(FrenchWords.sentence(mesh.singular) + " " + mesh.agreed("principal", 1)),
            .number(FrenchWords.sentence(mesh.plural)), .number("km²"), .number("Habitants"),
          ] + (hasCoverages ? [.text("Listées par")] : []), rows: rows,
          note: others > 0 ? "Et \(FrenchWords.count(others, "autre", "autres"))." : nil))
    ]
  }
}
