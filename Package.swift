// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
/// Every target but the native one is checked by the compiler for unsafe memory use.
let safe: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
  name: "Maillage",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "Maillage",
      targets: ["GeoModel", "GeoNative", "GeoFormats", "Coverage", "Reports", "Studies"]),
    .executable(name: "maillage", targets: ["maillage"]),
  ],
  targets: [
    .systemLibrary(
      name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
    .systemLibrary(
      name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"]), .brew(["proj"])]),
    // libproj-dev depends on the development files of libcurl.
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libproj-dev"]), .brew(["curl"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "GeoModel", swiftSettings: safe,
      // Rounding and square roots without Foundation.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "GeoNative", dependencies: ["CCurl", "CGEOS", "CPROJ", "CSQLite", "CZlib", "GeoModel"],
      swiftSettings: house),
    .target(name: "GeoFormats", dependencies: ["GeoModel", "GeoNative"], swiftSettings: safe),
    .target(name: "Coverage", dependencies: ["GeoModel", "GeoNative"], swiftSettings: safe),
    .target(name: "Reports", dependencies: ["GeoModel", "Coverage"], swiftSettings: safe),
    .target(
      name: "GeoDataFiles", path: "GeoData", exclude: ["README.md", "recipe"],
      resources: [.copy("tables"), .copy("studies"), .copy("cog")], swiftSettings: safe),
    .target(
      name: "Studies",
      dependencies: ["GeoModel", "GeoNative", "GeoFormats", "GeoDataFiles", "Coverage", "Reports"],
      swiftSettings: safe),
    .target(
      name: "MaillageCLI",
      dependencies: ["GeoModel", "GeoNative", "GeoFormats", "Coverage", "Reports", "Studies"],
      swiftSettings: safe),
    .executableTarget(name: "maillage", dependencies: ["MaillageCLI"], swiftSettings: safe),

    .target(
      name: "TestSupport", dependencies: ["GeoNative"], path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(name: "GeoModelTests", dependencies: ["GeoModel"], swiftSettings: safe),
    .testTarget(
      name: "GeoNativeTests", dependencies: ["CGEOS", "GeoModel", "GeoNative", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "CoverageTests", dependencies: ["CGEOS", "Coverage", "GeoModel", "GeoNative", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "GeoFormatsTests", dependencies: ["GeoModel", "GeoNative", "GeoFormats", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "ReportsTests", dependencies: ["Coverage", "GeoModel", "Reports"], swiftSettings: safe),
    .testTarget(
      name: "StudiesTests",
      dependencies: ["Coverage", "GeoFormats", "GeoModel", "GeoNative", "Reports", "Studies", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "CommandLineTests", dependencies: ["GeoModel", "GeoFormats", "MaillageCLI", "TestSupport"],
      exclude: ["Cases"],
      swiftSettings: safe),
  ],
  swiftLanguageModes: [.v6]
)
