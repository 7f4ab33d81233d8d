import GeoNative

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process that the program runs in.
public enum SystemProcess {
  /// The variables that Maillage looks at, where they are set.
  public static var environment: [String: String] {
    var result: [String: String] = [:]
    for name in [
      "LC_ALL", "LC_MESSAGES", "LANG", "MAILLAGE_GEODATA", "MAILLAGE_CACHE", "XDG_DATA_HOME", "HOME",
    ] {
      result[name] = FileSystem.environment(name)
    }
    return result
  }

  public static func end(_ status: Int32) -> Never { exit(status) }
}
