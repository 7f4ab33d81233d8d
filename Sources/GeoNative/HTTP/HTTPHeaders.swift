/// The status and the fields of an answer that matter here.
struct HTTPHeaders: Sendable, Equatable {
  var status = 0
  var entityTag: String?
  var lastModified: String?
  var contentLength: Int?
  /// First byte and whole length of a part, as `Content-Range: bytes 100-199/200` says them.
  var range: (first: Int, total: Int?)?

  static func == (a: HTTPHeaders, b: HTTPHeaders) -> Bool {
    a.status == b.status && a.entityTag == b.entityTag && a.lastModified == b.lastModified
      && a.contentLength == b.contentLength && a.range?.first == b.range?.first
      && a.range?.total == b.range?.total
  }

  /// What proves that a file has not changed between two requests: a strong tag, else its date. A weak tag
  /// (`W/"…"`) promises the same meaning, not the same bytes.
  var validator: String? {
    if let entityTag { return entityTag.hasPrefix("W/") ? nil : entityTag }
    return lastModified
  }

  /// Takes one line of the head; a status line begins a new answer, as after a redirection.
  mutating func add(line: String) {
    let text = Self.trimmed(line[...])
    if text.hasPrefix("HTTP/") {
      self = HTTPHeaders()
      let words = text.split(separator: " ", maxSplits: 2)
      if words.count > 1 { status = Int(words[1]) ?? 0 }
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return }
    let value = Self.trimmed(text[text.index(after: colon)...])
    switch text[..<colon].lowercased() {
    case "etag": entityTag = value.isEmpty ? nil : value
    case "last-modified": lastModified = value.isEmpty ? nil : value
    case "content-length": contentLength = Int(value).flatMap { $0 >= 0 ? $0 : nil }
    case "content-range": range = Self.range(value)
    default: break
    }
  }

  private static func range(_ value: String) -> (first: Int, total: Int?)? {
    guard value.lowercased().hasPrefix("bytes ") else { return nil }
    let parts = value.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let dash = parts[0].firstIndex(of: "-"),
      let first = Int(trimmed(parts[0][..<dash])), first >= 0
    else { return nil }
    return (first, Int(trimmed(parts[1])))
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character.isWhitespace }
    let start = text.drop(while: isBlank)
    return String(
      start[..<(start.lastIndex { !isBlank($0) }.map { start.index(after: $0) } ?? start.startIndex)])
  }
}
