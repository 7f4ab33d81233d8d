import Coverage
import GeoFormats
import GeoModel

/// What is wrong with the codes and names of a layer or table.
enum CodeFindings {
  /// - Parameters:
  ///   - codes: of each feature, as read without the prefix; empty texts where there is none.
  ///   - areKeys: true where each code should stand once.
  static func find(
    codes: [String], field: String, names: TextColumn?, areKeys: Bool, lists: CodeLists
  ) -> [Finding] {
    var findings: [Finding] = []
    func add(
      _ kind: FindingKind, _ feature: Int, field: String, _ message: Phrase,
      value: String? = nil
    ) {
      let code = codes[feature]
      findings.append(
        Finding(
          kind, message, feature: feature + 1, code: code.isEmpty ? nil : code, field: field,
          value: value))
    }
    for (feature, code) in codes.enumerated() where code.isEmpty {
      add(
        .missingCode, feature, field: field, Phrase(en: "the code is empty", fr: "le code est vide"))
    }
    if areKeys { findings += repeated(codes, field: field) }
    guard let list = lists.best(for: codes.filter { !$0.isEmpty }) else { return findings }
    for (feature, code) in codes.enumerated() where !code.isEmpty && list.names[code] == nil {
      if let restored = lists.restored(code), list.names[restored.code] != nil {
        add(
          .lostZero, feature, field: field,
          Phrase(
            en: "a spreadsheet made this of \(restored.code)",
            fr: "un tableur en a fait cela à partir de \(restored.code)"),
          value: code)
        continue
      }
      let absent = Phrase(
        en: "not one of the \(list.names.count) \(list.title.english)",
        fr: "absent des \(list.names.count) \(list.title.french)")
      let reason = list.name == "commune" ? lists.reason(code) : nil
      add(.unknownCode, feature, field: field, reason ?? absent, value: code)
    }
    if let names {
      for (feature, code) in codes.enumerated() where !names.isEmpty(feature) {
        guard let official = list.names[code], !CodeLists.isSame(official, names[feature]) else { continue }
        add(
          .otherName, feature, field: names.name,
          Phrase(
            en: "\(code) is called \(official)", fr: "\(code) s’appelle \(official)"),
          value: names[feature])
      }
    }
    return findings
  }

  private static func repeated(_ codes: [String], field: String) -> [Finding] {
    let order = codes.indices.filter { !codes[$0].isEmpty }.sorted { (codes[$0], $0) < (codes[$1], $1) }
    var findings: [Finding] = []
    for (rank, feature) in order.enumerated().dropFirst() where codes[order[rank - 1]] == codes[feature] {
      var first = rank - 1
      while first > 0 && codes[order[first - 1]] == codes[feature] { first -= 1 }
      var finding = Finding(
        .repeatedCode,
        Phrase(
          en: "this code stands on feature \(order[first] + 1) too",
          fr: "ce code est aussi celui de l’objet \(order[first] + 1)"),
        feature: feature + 1, code: codes[feature], field: field, value: codes[feature])
      finding.others = [String(order[first] + 1)]
      findings.append(finding)
    }
    return findings.sorted { ($0.feature ?? 0) < ($1.feature ?? 0) }
  }
}
