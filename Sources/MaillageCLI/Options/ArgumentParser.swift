import GeoModel

/// Reads the arguments of one command by its definition.
struct ArgumentParser {
  let spec: CommandSpec
  private let arguments: [String]
  private var index = 0
  private var values: [String: [String]] = [:]
  private var flags: Set<String> = []
  private var positionals: [String] = []

  private init(_ arguments: [String], _ spec: CommandSpec) {
    self.arguments = arguments
    self.spec = spec
  }

  /// - Parameter arguments: what follows the command's name.
  static func parse(_ arguments: [String], for spec: CommandSpec) throws(UsageError) -> ParsedOptions {
    var parser = ArgumentParser(arguments, spec)
    try parser.readAll()
    try parser.checkRequired()
    return ParsedOptions(
      spec: spec, values: parser.values, flags: parser.flags, positionals: parser.positionals)
  }

  private mutating func readAll() throws(UsageError) {
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        while index < arguments.count {
          try addPositional(arguments[index])
          index += 1
        }
      } else if OptionSyntax.looksLikeOption(argument) {
        try readOption(argument)
      } else {
        try addPositional(argument)
      }
    }
  }

  private mutating func readOption(_ argument: String) throws(UsageError) {
    let (name, inline) = OptionSyntax.split(argument)
    guard let option = find(name) else { throw UsageError.unknownOption(name, of: spec) }
    if option.arity == .flag {
      if let inline { throw UsageError.unwantedValue(option, inline) }
      flags.insert(option.name)
      return
    }
    var found: [String] = []
    if let inline {
      found.append(inline)
    } else {
      while index < arguments.count, !OptionSyntax.looksLikeOption(arguments[index]),
        option.arity == .several || found.isEmpty
      {
        found.append(arguments[index])
        index += 1
      }
    }
    if found.isEmpty || found.contains("") {
      throw UsageError.missingValue(option, next: index < arguments.count ? arguments[index] : nil)
    }
    if option.arity == .one, let earlier = values[option.name]?.first {
      throw UsageError.repeated(option, earlier, found[0])
    }
    for value in found where !option.choices.isEmpty && !option.choices.contains(value) {
      throw UsageError.badChoice(option, value, among: option.choices)
    }
    values[option.name, default: []] += found
  }

  private func find(_ dashed: String) -> OptionSpec? {
    if dashed.hasPrefix("--") { return spec.option(named: String(dashed.dropFirst(2))) }
    let letters = dashed.dropFirst()
    guard letters.count == 1, let letter = letters.first else { return nil }
    return spec.option(short: letter)
  }

  private mutating func addPositional(_ argument: String) throws(UsageError) {
    if positionals.count >= spec.positionals.count && spec.positionals.last?.repeats != true {
      throw UsageError.unexpectedArgument(argument, of: spec)
    }
    if argument.isEmpty { throw UsageError.emptyArgument(at: positionals.count, of: spec) }
    positionals.append(argument)
  }

  private func checkRequired() throws(UsageError) {
    let missing = spec.options.filter { $0.isRequired && values[$0.name] == nil }
    if !missing.isEmpty { throw UsageError.missingOptions(missing) }
    let needed = spec.positionals.filter(\.isRequired)
    if positionals.count < needed.count {
      throw UsageError.missingArgument(needed[positionals.count].name)
    }
  }
}

/// What the dashes of an argument mean.
enum OptionSyntax {
  /// False for `-` (standard input or output) and for negative numbers, which are values.
  static func looksLikeOption(_ argument: String) -> Bool {
    if let first = argument.unicodeScalars.first, isTypographicDash(first) {
      let name = argument.unicodeScalars.dropFirst().prefix { $0 != "=" }
      return !name.isEmpty && name.allSatisfy { isTypographicDash($0) || isNameCharacter($0) }
    }
    guard argument.hasPrefix("-"), argument != "-" else { return false }
    let second = argument.utf8.dropFirst().first ?? 0
    let third = argument.utf8.dropFirst(2).first ?? 0
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    return !(isDigit(second) || (second == UInt8(ascii: ".") && isDigit(third)))
  }

  /// `--name=value` in its two parts; `-o` and `--name` have no value.
  static func split(_ argument: String) -> (name: String, value: String?) {
    guard let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
    let name = String(argument[..<equals])
    // A short option takes its value apart: `-o=out.csv` would be a file named `=out.csv` elsewhere.
    guard name.hasPrefix("--") else { return (argument, nil) }
    return (name, String(argument[argument.index(after: equals)...]))
  }

  /// The dashes that word processors put for `--`.
  static func isTypographicDash(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2013}" || scalar == "\u{2014}" || scalar == "\u{2212}"
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || (scalar.value >= 0x61 && scalar.value <= 0x7A)
  }
}
