// Where the people of uncovered land are taken to live, and how much the ways to say so disagree.
extension CoverageReport {
  /// The way taken; by area where nothing else is said.
  private var way: StudyFacts.PeopleMethod.Kind { facts.peopleMethods.first?.kind ?? .area }

  /// A caveat: what the number of people supposes.
  var peopleEstimate: String {
    switch way {
    case .area:
      "Les habitants non couverts sont comptés comme si la population était répartie également sur toute la surface de \(mesh.each)."
    case .point:
      "Les habitants non couverts sont comptés comme si tous ceux de \(mesh.each) vivaient à son chef-lieu."
    case .grid:
      "Les habitants non couverts sont ceux des carreaux de population non couverts ; dans un carreau, ils sont répartis également."
    }
  }

  var peopleRule: Prose {
    switch way {
    case .area:
      "Habitants : on suppose qu’ils sont répartis également dans \(mesh.each). Si 30 % de sa surface n’est pas couverte, 30 % de ses habitants sont comptés comme non couverts. Là où un bourg rassemble la population, l’écart avec la réalité peut être sensible."
    case .point:
      "Habitants : tous ceux de \(mesh.each) sont placés à son chef-lieu, ou à un lieu intérieur s’il n’est pas connu : ils sont tous couverts ou tous non couverts."
    case .grid:
      "Habitants : ceux de chaque carreau de population, placés dans leur carreau ; un carreau que la limite coupe est partagé selon sa surface, ou compté en entier à son centre."
    }
  }

  /// The other ways to count the same people.
  var peopleMethods: [Block] {
    let ways = facts.peopleMethods
    guard ways.count > 1 else { return [] }
    let own = ways[0].uncovered
    let known = ways.compactMap(\.uncovered)
    var blocks: [Block] = [.heading(level: 1, "Et si les habitants sont comptés autrement ?")]
    if let least = known.min(), let most = known.max() {
      blocks.append(
        .paragraph(
          Prose(
            "Selon la façon de placer les habitants, le nombre de non couverts va de \(FrenchWords.people(least)) à \(FrenchWords.people(most))."
          )))
    }
    blocks.append(
      .table(
        TableBlock(
          columns: [
            .text("Les habitants sont placés"), .number("Habitants"), .number("Non couverts"),
            .number("Part"),
            .number("Écart"),
          ],
          rows: ways.enumerated().map { rank, way in
            let name =
              switch way.kind {
              case .area: "également sur la surface"
              case .point: "au chef-lieu"
              case .grid: "dans leurs carreaux"
              }
            return [
              name + (rank == 0 ? " (étude)" : ""), peopleCell(way.population), peopleCell(way.uncovered),
              share(way.uncovered, of: way.population),
              rank == 0
                ? ""
                : numbers.decimal(
                  way.uncovered.flatMap { value in own.map { value - $0 } }, decimals: 0, signed: true),
            ]
          })))
    if let grid = facts.grid {
      blocks.append(
        .paragraph(
          Prose(
            "Le carroyage compte \(FrenchWords.people(grid.total)) dans \(numbers.integer(grid.squares)) carreaux, dont \(FrenchWords.people(grid.inside)) dans les territoires ; \(FrenchWords.count(grid.cut, "carreau habité est coupé", "carreaux habités sont coupés", none: "aucun carreau habité n’est coupé")) par une limite. Sa population n’est ni de la même année ni de la même définition que la population légale : les totaux diffèrent."
          )))
    }
    return blocks
  }

  var gridBalance: [BalanceLine] {
    guard let grid = facts.grid else { return [] }
    func text(_ value: Double) -> String { numbers.decimal(value, decimals: 0) }
    var equation =
      "\(numbers.population(grid.total)) = \(text(grid.inside)) dans les territoires + \(text(grid.outside)) dehors"
    if grid.repeated > 0 { equation += " − \(text(grid.repeated)) comptés plusieurs fois" }
    return [
      BalanceLine(
        label: "Carroyage", equation: equation,
        difference: grid.inside + grid.outside - grid.repeated - grid.total,
        tolerance: 0.5 + 1e-9 * grid.total)
    ]
  }
}
