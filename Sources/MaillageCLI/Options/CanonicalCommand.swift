/// The command line that gives the same figures anywhere: what a report quotes.
extension ParsedOptions {
  /// Options in the order of their definition, without those that change no figure (outputs and common options)
  /// and without the folders of files.
  public var canonicalCommand: String {
    var words = ["maillage", spec.name]
    words += positionals.map { Self.quoted(Self.baseName($0)) }
    for option in spec.options where option.group != .common && option.group != .output {
      guard isGiven(option.name) else { continue }
      words.append(option.dashed)
      if option.arity == .flag { continue }
      words += strings(option.name).map { Self.quoted(option.isFile ? Self.baseName($0) : $0) }
    }
    return words.joined(separator: " ")
  }

  private static func baseName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
        || "_-./:,+@%".utf8.contains(byte)
    }
    if isPlain && !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
