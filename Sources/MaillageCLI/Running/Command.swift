/// A command: its definition, and what it does.
public struct Command: Sendable {
  public let spec: CommandSpec
  /// Throws a `Diagnostic` for bad data (exit 2), a ``UsageError`` for a bad command line (exit 64).
  public let run: @Sendable (CommandContext) throws -> CommandOutcome

  public init(spec: CommandSpec, run: @escaping @Sendable (CommandContext) throws -> CommandOutcome) {
    self.spec = spec
    self.run = run
  }
}
