// Which files the figures come from.
extension CoverageReport {
  /// The inputs of one role and source.
  struct SourceLine {
    var role: String
    var source: String?
    var inputs: [StudyFacts.Input]

    /// `territoires (IGN 2024)`, `niveau tas`
    var brief: String {
      let role = FrenchWords.inSentence(role)
      return source.map { "\(role) (\($0))" } ?? role
    }
  }

  /// Inputs put together by role and source, in their order.
  var sourceLines: [SourceLine] {
    var lines: [SourceLine] = []
    for input in facts.inputs {
      if let index = lines.firstIndex(where: { $0.role == input.role && $0.source == input.source }) {
        lines[index].inputs.append(input)
      } else {
        lines.append(SourceLine(role: input.role, source: input.source, inputs: [input]))
      }
    }
    return lines
  }

  var sources: [Block] {
    var blocks: [Block] = [.heading(level: 1, "Sources")]
    if facts.inputs.isEmpty {
      blocks.append(.paragraph("Aucun fichier n’est déclaré."))
    } else {
      blocks.append(
        .bullets(
          sourceLines.map { line in
            let files = line.inputs.count > 1 ? " (\(numbers.integer(line.inputs.count)) fichiers)" : ""
            return "\(strong: line.role)\(files) : \(line.source ?? "source non précisée")."
          }))
      blocks.append(
        .table(
          TableBlock(
            columns: [.text("Fichier"), .number("Octets"), .text("Ce qui en a été lu")],
            rows: facts.inputs.map { [$0.name, numbers.integer($0.byteCount), $0.reading] })))
      blocks.append(.paragraph("Empreintes SHA-256, que \(code: "sha256sum -c") vérifie :"))
      blocks.append(.preformatted(hashes))
    }
    if !facts.canonicalCommand.isEmpty {
      blocks.append(.paragraph("Commande qui redonne les mêmes résultats :"))
      blocks.append(.preformatted(facts.canonicalCommand))
    }
    if !facts.tools.isEmpty { blocks.append(.paragraph(Prose("Outils : \(facts.tools)."))) }
    return blocks
  }

  /// One line a file, once even where it serves twice.
  private var hashes: String {
    var seen = Set<String>()
    return facts.inputs.map { "\($0.sha256)  \($0.name)" }.filter { seen.insert($0).inserted }
      .joined(separator: "\n")
  }
}
