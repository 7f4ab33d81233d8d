public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension FileSystem {
  /// Gives a file another name in its file system, in one step, over whatever has that name.
  public static func move(_ path: String, to target: String) throws(Diagnostic) {
    guard rename(path, target) == 0 else {
      throw SystemError.diagnostic(
        "file.write", target, errno, en: "the file cannot be put in its place",
        fr: "le fichier ne peut pas être mis à sa place")
    }
  }

  /// Removes a file; nothing where there is none.
  public static func remove(_ path: String) throws(Diagnostic) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw SystemError.diagnostic(
      "file.write", path, errno, en: "the file cannot be removed", fr: "le fichier ne peut pas être supprimé")
  }
}

/// The date and time of day.
public enum WallClock {
  /// Now in UTC, to the second: `2026-11-21T22:50:00Z`.
  public static var utc: String { utc(secondsSince1970: Int(time(nil))) }

  static func utc(secondsSince1970 seconds: Int) -> String {
    var instant = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&instant, &parts) != nil else { return "" }
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let date = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
