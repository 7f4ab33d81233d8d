import GeoModel

/// The help text of the program: its commands, common options and exit codes.
struct ToolHelp {
  let commands: [CommandSpec]
  let language: Language

  static let purpose = Phrase(
    en: "finds where care does not reach, for whom, and how far it is",
    fr: "trouve où les soins n'arrivent pas, pour qui, et à quelle distance ils sont")

  func text() -> String {
    let colon = language == .french ? " :" : ":"
    var lines = TextLayout.wrap("maillage\(colon) \(Self.purpose.text(in: language))")
    lines += ["", say("Usage", "Utilisation") + colon]
    lines.append("  maillage " + say("<command> [options] [files]", "<commande> [options] [fichiers]"))
    lines.append("  maillage help " + say("<command>", "<commande>"))
    if !commands.isEmpty {
      let column = TextLayout.column(for: commands.map(\.name), limit: 20)
      lines += ["", say("Commands", "Commandes") + colon]
      for spec in commands {
        lines += TextLayout.entry(spec.name, spec.summary.text(in: language), column: column)
      }
    }
    let options = CommonOptions.all
    let column = TextLayout.column(for: options.map(\.label), limit: 26)
    lines += ["", OptionGroup.common.title.text(in: language) + colon]
    for option in options {
      lines += TextLayout.entry(option.label, option.help.text(in: language), column: column)
    }
    lines += ["", say("Exit codes", "Codes de sortie") + colon]
    for code in ExitCode.allCases {
      lines += TextLayout.entry("\(code.rawValue)", code.meaning.text(in: language), column: 6)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func say(_ english: String, _ french: String) -> String {
    Phrase(en: english, fr: french).text(in: language)
  }
}
