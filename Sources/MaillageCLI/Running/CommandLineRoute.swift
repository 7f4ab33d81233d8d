import GeoModel

/// The command that a command line names, and the arguments that are for it.
struct CommandLineRoute: Equatable {
  /// nil where the command line has options only.
  var command: String?
  /// Arguments of the command; common options written before its name are put first.
  var arguments: [String]
  /// Options written before the command's name.
  var leading: [String] = []

  init(_ line: [String]) {
    var index = 0
    while index < line.count, line[index] != "--", OptionSyntax.looksLikeOption(line[index]) {
      leading.append(line[index])
      let (name, inline) = OptionSyntax.split(line[index])
      let option = CommonOptions.all.first { $0.dashed == name || $0.short.map { "-\($0)" } == name }
      index += 1
      if option?.arity == .one, inline == nil, index < line.count,
        !OptionSyntax.looksLikeOption(line[index])
      {
        leading.append(line[index])
        index += 1
      }
    }
    if index < line.count, line[index] == "--" { index += 1 }
    command = index < line.count ? line[index] : nil
    arguments = leading + line.dropFirst(index + 1)
  }

  /// True where one of these options stands among the arguments; for those that come before any error.
  func contains(_ options: String...) -> Bool { Self.contains(options, in: arguments) }

  static func contains(_ options: [String], in arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { options.contains($0) }
  }
}
