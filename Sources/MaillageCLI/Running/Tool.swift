import GeoModel

/// A program made of commands: finds the command, and answers for help, version and wrong command lines.
public struct Tool: Sendable {
  let commands: [Command]
  let libraries: @Sendable () -> [LibraryVersion]

  public init(commands: [Command], libraries: @escaping @Sendable () -> [LibraryVersion] = { [] }) {
    self.commands = commands
    self.libraries = libraries
  }

  /// Runs one command line, without the program's name; the result is the exit status.
  public func run(arguments: [String], environment: [String: String], console: any Console) -> Int32 {
    let language = MessageLanguage.choose(arguments: arguments, environment: environment)
    let route = CommandLineRoute(arguments)
    var failures = FailureReport(
      console: console, language: language, command: nil,
      isJSON: CommandLineRoute.contains(["--json"], in: arguments))
    do {
      if let answer = try answer(route, language, isBare: arguments.isEmpty) {
        try console.writeOutput(Array(answer.utf8))
        return ExitCode.ok.rawValue
      }
      guard let name = route.command, let command = commands.first(where: { $0.spec.name == name }) else {
        console.writeError(Array(help(language).utf8))
        return ExitCode.usage.rawValue
      }
      failures.command = name
      let options = try ArgumentParser.parse(route.arguments, for: command.spec)
      let run = try CommandRun(
        command: command, options: options, language: language, environment: environment, console: console)
      return run.execute(failures)
    } catch {
      return failures.report(error, warnings: [])
    }
  }

  /// The text that needs no command to run; nil where a command, or nothing, is asked for.
  private func answer(_ route: CommandLineRoute, _ language: Language, isBare: Bool) throws(UsageError)
    -> String?
  {
    guard let name = route.command else {
      if isBare { return nil }
      if route.contains("--help", "-h") { return help(language) }
      if route.contains("--version") { return BuiltIns.version(of: libraries()) }
      _ = try ArgumentParser.parse(route.arguments, for: BuiltIns.tool)
      throw UsageError(
        "usage.missing-command", Phrase(en: "a command is missing", fr: "il manque une commande"))
    }
    guard name == BuiltIns.help.name || commands.contains(where: { $0.spec.name == name }) else {
      // What follows an option that does not belong there is no command.
      _ = try ArgumentParser.parse(route.leading, for: BuiltIns.tool)
      throw UsageError.unknownCommand(name, among: commands.map(\.spec.name) + [BuiltIns.help.name])
    }
    if route.contains("--version") { return BuiltIns.version(of: libraries()) }
    if name == BuiltIns.help.name {
      if route.contains("--help", "-h") { return help(language) }
      let options = try ArgumentParser.parse(route.arguments, for: BuiltIns.help)
      guard let topic = options.positionals.first, topic != BuiltIns.help.name else { return help(language) }
      return try help(of: topic, language)
    }
    return route.contains("--help", "-h") ? try help(of: name, language) : nil
  }

  private func help(_ language: Language) -> String {
    ToolHelp(commands: commands.map(\.spec), language: language).text()
  }

  private func help(of name: String, _ language: Language) throws(UsageError) -> String {
    guard let command = commands.first(where: { $0.spec.name == name }) else {
      throw UsageError.unknownCommand(name, among: commands.map(\.spec.name))
    }
    return CommandHelp(spec: command.spec, language: language).text()
  }
}
