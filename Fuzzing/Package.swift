// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the main one carries no fuzzer. The clone's folder may have any name: a local
/// package is known by its folder's name, which is read here.
let clone = Context.packageDirectory.split(separator: "/").dropLast().last.map(String.init) ?? "maillage"

let package = Package(
  name: "MaillageFuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "..")],
  targets: [
    // Built with --sanitize=fuzzer, which brings the main function; see `run`.
    .executableTarget(
      name: "maillage-fuzz", dependencies: [.product(name: "Maillage", package: clone)])
  ],
  swiftLanguageModes: [.v6]
)
