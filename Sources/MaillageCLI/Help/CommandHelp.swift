import GeoModel

/// The help text of one command.
struct CommandHelp {
  let spec: CommandSpec
  let language: Language

  func text() -> String {
    var lines = TextLayout.wrap("maillage \(spec.name): \(spec.summary.text(in: language))")
    if language == .french {
      lines = TextLayout.wrap("maillage \(spec.name) : \(spec.summary.text(in: language))")
    }
    lines += ["", heading(Phrase(en: "Usage", fr: "Utilisation"))]
    lines += usageLines()
    lines += positionalLines() + optionLines() + exampleLines()
    if !spec.notes.isEmpty {
      lines += ["", heading(Phrase(en: "Notes", fr: "Remarques"))]
      for note in spec.notes {
        let wrapped = TextLayout.wrap(note.text(in: language), width: TextLayout.width - 4)
        lines += wrapped.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ phrase: Phrase) -> String {
    phrase.text(in: language) + (language == .french ? " :" : ":")
  }

  private func usageLines() -> [String] {
    let head = "  maillage \(spec.name) "
    let indent = String(repeating: " ", count: 6)
    let ways = spec.usage.isEmpty ? [builtUsage()] : spec.usage
    return ways.flatMap { way in
      let wrapped = TextLayout.wrapCommand(way, width: TextLayout.width - head.count)
      return wrapped.enumerated().map { ($0.offset == 0 ? head : indent) + $0.element }
    }
  }

  private func builtUsage() -> String {
    let required = spec.options.filter(\.isRequired).map { option in
      option.arity == .several
        ? "\(option.dashed) \(option.valueName)…" : "\(option.dashed) \(option.valueName)"
    }
    return (["[options]"] + required + spec.positionals.map(\.label)).joined(separator: " ")
  }

  private func positionalLines() -> [String] {
    guard !spec.positionals.isEmpty else { return [] }
    let column = TextLayout.column(for: spec.positionals.map(\.label), limit: 26)
    return ["", heading(Phrase(en: "Arguments", fr: "Arguments"))]
      + spec.positionals.flatMap {
        TextLayout.entry($0.label, $0.help.text(in: language), column: column)
      }
  }

  private func optionLines() -> [String] {
    let column = TextLayout.column(for: spec.options.map(\.label), limit: 26)
    return spec.groups.flatMap { group, options in
      ["", heading(group.title)]
        + options.flatMap { TextLayout.entry($0.label, explanation(of: $0), column: column) }
    }
  }

  private func explanation(of option: OptionSpec) -> String {
    var text = option.help.text(in: language)
    if option.isRequired { text += language == .french ? " (obligatoire)" : " (required)" }
    if let value = option.defaultValue {
      text += language == .french ? " (par défaut : \(value))" : " (default: \(value))"
    }
    return text
  }

  private func exampleLines() -> [String] {
    guard !spec.examples.isEmpty else { return [] }
    return ["", heading(Phrase(en: "Examples", fr: "Exemples"))]
      + spec.examples.flatMap { example in
        let words = TextLayout.wrap(example.help.text(in: language), width: TextLayout.width - 4)
        let command = TextLayout.wrapCommand(example.commandLine, width: TextLayout.width - 10)
        // A long command line is broken as a shell reads it.
        let broken = command.enumerated().map { index, part in
          (index == 0 ? "    " : "        ") + part + (index + 1 < command.count ? " \\" : "")
        }
        return words.map { "  \($0)" } + broken
      }
  }
}
