import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of a command: its context, then its summary and exit status.
struct CommandRun {
  let command: Command
  let context: CommandContext

  init(
    command: Command, options: ParsedOptions, language: Language, environment: [String: String],
    console: any Console
  ) throws(UsageError) {
    if options.flag("json") && options.string("output") == "-" { throw UsageError.outputTakenByJSON }
    let threads = try options.int("threads", in: 1...1024) ?? Self.processorCount
    let reporter = Reporter(console: console, language: language, isQuiet: options.flag("quiet"))
    let showsProgress = console.errorIsTerminal && !options.flag("quiet") && !options.flag("no-progress")
    self.command = command
    context = CommandContext(
      options: options, language: language, console: console, threads: threads, environment: environment,
      reporter: reporter, progress: Progress(reporter: reporter, isEnabled: showsProgress))
  }

  private static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  func execute(_ failures: FailureReport) -> Int32 {
    do {
      let outcome = try command.run(context)
      try context.writeOutputs()
      context.progress.finish()
      context.reporter.finish()
      try printSummary(of: outcome)
      return exitCode(outcome).rawValue
    } catch {
      context.progress.finish()
      context.reporter.finish()
      return failures.report(error, warnings: context.reporter.warnings)
    }
  }

  private func printSummary(of outcome: CommandOutcome) throws {
    if context.isJSON {
      let object = JSONReport.success(
        command: command.spec.name, warnings: context.reporter.warnings, outcome: outcome, context.language)
      return try context.console.writeOutput(object)
    }
    let text = outcome.summary(in: context.language)
    if context.options.flag("quiet") || text.isEmpty { return }
    if context.outputs.hasData || context.options.string("output") == "-" {
      context.reporter.print(text)
    } else {
      try context.console.writeOutput(Array(text.utf8))
    }
  }

  private func exitCode(_ outcome: CommandOutcome) -> ExitCode {
    if outcome.isIncomplete { return .badData }
    guard outcome.isSuccess else { return .failed }
    guard context.options.flag("strict"), context.reporter.hasWarning else { return .ok }
    let reason = Phrase(
      en: "maillage: --strict: there are warnings or rejected rows, so the exit status is 1\n",
      fr:
        "maillage: --strict : il y a des avertissements ou des lignes rejetées, le code de sortie est donc 1\n"
    )
    context.reporter.print(reason.text(in: context.language))
    return .failed
  }
}
