public import GeoModel

/// How many values an option takes.
public enum OptionArity: Sendable, Equatable {
  case flag
  case one
  /// One or more: the arguments that follow, until the next option. The option may also be repeated.
  case several
}

/// A heading of the help text, with the options under it.
public struct OptionGroup: Sendable, Equatable {
  public let title: Phrase
  public init(_ title: Phrase) { self.title = title }

  public static let input = OptionGroup(Phrase(en: "Input", fr: "Données"))
  public static let method = OptionGroup(Phrase(en: "Method", fr: "Méthode"))
  public static let output = OptionGroup(Phrase(en: "Output", fr: "Sorties"))
  public static let common = OptionGroup(Phrase(en: "Common options", fr: "Options communes"))
}

/// One option of a command: the parser, the help text and the usage errors all come from here.
public struct OptionSpec: Sendable, Equatable {
  /// Long name, without its dashes.
  public let name: String
  public let short: Character?
  public let arity: OptionArity
  /// What stands for the value in the help: `F` for a file, `FIELD`, `N`.
  public let valueName: String
  public let group: OptionGroup
  public let isRequired: Bool
  /// The only values accepted; empty where any is.
  public let choices: [String]
  /// The value taken when the option is absent, also printed in the help.
  public let defaultValue: String?
  public let help: Phrase

  public init(
    _ name: String, short: Character? = nil, _ arity: OptionArity, value valueName: String = "",
    group: OptionGroup = .input, required: Bool = false, choices: [String] = [],
    default defaultValue: String? = nil, help: Phrase
  ) {
    self.name = name
    self.short = short
    self.arity = arity
    self.valueName = valueName
    self.group = group
    self.isRequired = required
    self.choices = choices
    self.defaultValue = defaultValue
    self.help = help
  }

  /// An option without a value.
  public static func flag(_ name: String, group: OptionGroup = .method, help: Phrase) -> OptionSpec {
    OptionSpec(name, .flag, group: group, help: help)
  }

  /// An option with exactly one value.
  public static func one(
    _ name: String, _ valueName: String, group: OptionGroup = .input, required: Bool = false,
    choices: [String] = [], default defaultValue: String? = nil, help: Phrase
  ) -> OptionSpec {
    OptionSpec(
      name, .one, value: valueName, group: group, required: required, choices: choices,
      default: defaultValue, help: help)
  }

  /// An option with one or more values.
  public static func several(
    _ name: String, _ valueName: String, group: OptionGroup = .input, required: Bool = false, help: Phrase
  ) -> OptionSpec {
    OptionSpec(name, .several, value: valueName, group: group, required: required, help: help)
  }

  /// `--output`, as the user writes it.
  public var dashed: String { "--\(name)" }

  /// True where the values are files or folders, by the name that stands for them.
  var isFile: Bool { valueName == "F" || valueName == "DIR" }

  /// `-o, --output F`, as the help lists it.
  var label: String {
    var text = short.map { "-\($0), --\(name)" } ?? dashed
    let value = choices.isEmpty ? valueName : choices.joined(separator: "|")
    switch arity {
    case .flag: break
    case .one: text += " \(value)"
    case .several: text += " \(value)…"
    }
    return text
  }
}
