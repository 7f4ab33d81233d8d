/// The program `maillage`, as a function.
public enum MaillageTool {
  /// Runs one command line, without the program's name; the result is the exit status.
  public static func run(arguments: [String], environment: [String: String], console: any Console) -> Int32 {
    Tool(commands: CommandRegistry.all, libraries: CommandRegistry.libraries)
      .run(arguments: arguments, environment: environment, console: console)
  }
}
