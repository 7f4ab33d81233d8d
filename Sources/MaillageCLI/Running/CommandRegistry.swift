import GeoNative

/// The commands, in the order of the help text.
enum CommandRegistry {
  static let all: [Command] = [
    JoinCommand.command, GapsCommand.command, IndicatorsCommand.command, AccessCommand.command,
    AplCommand.command,
    ExplainCommand.command, InequalityCommand.command, InterpolateCommand.command, RunCommand.command,
    CheckCommand.command, BuildCommand.command, CogCommand.command, ValidateCommand.command,
    InfoCommand.command, ConvertCommand.command, GeoDataCommand.command,
  ]

  /// What `--version` prints below the program's own version.
  @Sendable static func libraries() -> [LibraryVersion] {
    [
      LibraryVersion(name: "GEOS", version: GEOSSession.version),
      LibraryVersion(name: "PROJ", version: CRSFacts.projVersion),
      LibraryVersion(name: "libcurl", version: HTTPSession.version),
    ]
  }
}
