import GeoFormats
import GeoModel
import MaillageCLI

/// A command of every kind of option, for the tests of the framework.
enum Demo {
  enum Decay: String, CaseIterable { case step, linear, gaussian }

  static let spec = CommandSpec(
    "demo", Phrase(en: "tries the framework", fr: "essaie le cadre"),
    positionals: [PositionalSpec("STUDY", required: false, help: Phrase(en: "a study", fr: "une étude"))],
    options: [
      .several("territories", "F", required: true, help: Phrase(en: "territories", fr: "territoires")),
      .one("key", "FIELD", help: Phrase(en: "their code", fr: "leur code")),
      .one("within", "D", group: .method, help: Phrase(en: "distance", fr: "distance")),
      .one("membership", "F", group: .method, help: Phrase(en: "membership", fr: "appartenance")),
      .one("min-area", "A", group: .method, default: "1km2", help: Phrase(en: "area", fr: "surface")),
      .one("offset", "X", group: .method, help: Phrase(en: "offset", fr: "décalage")),
      .one("crs", "EPSG:n", help: Phrase(en: "coordinate system", fr: "système de coordonnées")),
      .one(
        "decay", "NAME", group: .method, choices: Decay.allCases.map(\.rawValue), default: "step",
        help: Phrase(en: "decay", fr: "décroissance")),
    ])

  static func command(_ run: @escaping @Sendable (CommandContext) throws -> CommandOutcome) -> Command {
    Command(spec: spec, run: run)
  }

  struct Run {
    var status: Int32
    var output: String
    var error: String
  }

  /// Runs `demo` with one territory file and the given arguments.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    _ body: @escaping @Sendable (CommandContext) throws -> CommandOutcome
  ) -> Run {
    let console = MemoryConsole(input: Array(input.utf8))
    let status = Tool(commands: [command(body)])
      .run(
        arguments: ["demo", "--territories", "t.geojson"] + arguments, environment: environment,
        console: console)
    return Run(status: status, output: console.output, error: console.error)
  }
}
