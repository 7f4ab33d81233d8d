import MaillageCLI

@main
struct Main {
  static func main() {
    SystemProcess.end(
      MaillageTool.run(
        arguments: Array(CommandLine.arguments.dropFirst()), environment: SystemProcess.environment,
        console: SystemConsole()))
  }
}
