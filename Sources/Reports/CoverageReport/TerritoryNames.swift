/// How the territories of a level are called: by name, with the code where two share a name.
struct TerritoryNames {
  private var uses: [String: Int] = [:]

  init(_ level: StudyFacts.Level) {
    for territory in level.territories { uses[territory.name ?? "", default: 0] += 1 }
  }

  /// `Lombez`, `Saint-Denis (97411)`.
  func label(_ territory: StudyFacts.Territory) -> String {
    var label = territory.code
    if let name = territory.name, !name.isEmpty {
      label = (uses[name] ?? 0) > 1 ? "\(name) (\(territory.code))" : name
    }
    return label
  }
}
