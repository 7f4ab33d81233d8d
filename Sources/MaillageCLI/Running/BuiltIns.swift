import GeoModel

/// What the program does without a command of its own.
enum BuiltIns {
  static let help = CommandSpec(
    "help", Phrase(en: "explains a command", fr: "explique une commande"),
    positionals: [
      PositionalSpec(
        "COMMAND", required: false,
        help: Phrase(en: "the command to explain", fr: "la commande à expliquer"))
    ],
    dropping: Set(CommonOptions.all.map(\.name)).subtracting(["lang", "help", "version"]))

  /// The program without a command: only the common options.
  static let tool = CommandSpec("", ToolHelp.purpose)

  static func version(of libraries: [LibraryVersion]) -> String {
    (["maillage \(MaillageVersion.current)"] + libraries.map { "\($0.name) \($0.version)" })
      .joined(separator: "\n") + "\n"
  }
}

/// A library that the program is linked with.
public struct LibraryVersion: Sendable, Equatable {
  public let name: String
  public let version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
