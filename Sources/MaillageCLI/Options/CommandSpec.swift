public import GeoModel

/// An argument that is told by its place.
public struct PositionalSpec: Sendable, Equatable {
  public let name: String
  public let isRequired: Bool
  /// True where any number of arguments may follow; only for the last one.
  public let repeats: Bool
  public let help: Phrase

  public init(_ name: String, required: Bool, repeats: Bool = false, help: Phrase) {
    self.name = name
    self.isRequired = required
    self.repeats = repeats
    self.help = help
  }

  /// `[STUDY]`, `FILE…`, as the usage line shows it.
  var label: String {
    let text = repeats ? "\(name)…" : name
    return isRequired ? text : "[\(text)]"
  }
}

/// A command line that works, and what it does.
public struct Example: Sendable, Equatable {
  public let commandLine: String
  public let help: Phrase

  public init(_ commandLine: String, _ help: Phrase) {
    self.commandLine = commandLine
    self.help = help
  }
}

/// All that the parser and the help text know of a command.
public struct CommandSpec: Sendable, Equatable {
  public let name: String
  /// One line, without a capital or a full stop.
  public let summary: Phrase
  /// What follows `maillage NAME`, one line a way of using it; built from the options when empty.
  public let usage: [String]
  public let positionals: [PositionalSpec]
  /// The command's own options, then the common ones that it keeps.
  public let options: [OptionSpec]
  public let examples: [Example]
  public let notes: [Phrase]

  /// - Parameters:
  ///   - options: the command's own; one with the name of a common option takes its place.
  ///   - dropping: names of common options without meaning here.
  public init(
    _ name: String, _ summary: Phrase, usage: [String] = [], positionals: [PositionalSpec] = [],
    options: [OptionSpec] = [], dropping: Set<String> = [], examples: [Example] = [], notes: [Phrase] = []
  ) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.positionals = positionals
    let own = Set(options.map(\.name))
    self.options =
      options + CommonOptions.all.filter { !own.contains($0.name) && !dropping.contains($0.name) }
    self.examples = examples
    self.notes = notes
  }

  func option(named name: String) -> OptionSpec? { options.first { $0.name == name } }

  func option(short: Character) -> OptionSpec? { options.first { $0.short == short } }

  /// Options by heading, in the order of their first option.
  var groups: [(group: OptionGroup, options: [OptionSpec])] {
    var result: [(group: OptionGroup, options: [OptionSpec])] = []
    for option in options {
      if let index = result.firstIndex(where: { $0.group == option.group }) {
        result[index].options.append(option)
      } else {
        result.append((option.group, [option]))
      }
    }
    return result
  }
}
