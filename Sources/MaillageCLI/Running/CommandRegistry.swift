/// The commands, in the order of the help text.
enum CommandRegistry {
  static let all: [Command] = []

  /// What `--version` prints below the program's own version.
  @Sendable static func libraries() -> [LibraryVersion] { [] }
}
