import GeoModel

/// The language of messages: `--lang`, else the environment.
enum MessageLanguage {
  /// The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as POSIX says; English unless it is French.
  static func fromEnvironment(_ environment: [String: String]) -> Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      return value.lowercased().hasPrefix("fr") ? .french : .english
    }
    return .english
  }

  /// The language for a command line that may still be wrong: a usable `--lang` counts wherever it stands.
  static func choose(arguments: [String], environment: [String: String]) -> Language {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
        return language
      }
      if argument == "--lang", index + 1 < arguments.count,
        let language = Language(rawValue: arguments[index + 1])
      {
        return language
      }
    }
    return fromEnvironment(environment)
  }
}
