public import GeoModel
public import GeoNative

extension DataFile {
  /// Every layer of a file.
  public struct Layers: Sendable, Equatable {
    /// One content a layer, in the file's order; the name is nil where the format gives none.
    public var layers: [(name: String?, content: DataFileContent)]
    public var byteCount: Int
    public var sha256: String?
    public var parts: [Part]

    public static func == (first: Layers, second: Layers) -> Bool {
      first.byteCount == second.byteCount && first.sha256 == second.sha256 && first.parts == second.parts
        && first.layers.elementsEqual(second.layers) { $0.name == $1.name && $0.content == $1.content }
    }
  }

  /// Reads all layers of a GeoPackage or a TopoJSON and all sheets of a workbook, or the one that the options name, and the one layer of any
  /// other file.
  ///
  /// Throws what `read` throws.
  public static func readLayers(
    _ path: String, options: DataFileOptions = DataFileOptions(),
    readBytes: @escaping @Sendable (String) throws(Diagnostic) -> [UInt8] = { path throws(Diagnostic) in
      try ByteFile.read(path)
    }
  ) throws(Diagnostic) -> Layers {
    // The standard input can be read only once.
    let own = path == "-" || FileSystem.isRegularFile(path) ? try readBytes(path) : nil
    let bytesOf: @Sendable (String) throws(Diagnostic) -> [UInt8] = { other throws(Diagnostic) in
      if other == path, let own { return own }
      return try readBytes(other)
    }
    var names: [String] = []
    if options.layer.name == nil, let own { names = try self.names(own, source: path) }
    guard names.count > 1 else {
      let file = try read(path, options: options, readBytes: bytesOf)
      return Layers(
        layers: [(options.layer.name ?? names.first, file.content)], byteCount: file.byteCount,
        sha256: file.sha256, parts: file.parts)
    }
    var result = Layers(layers: [], byteCount: 0, sha256: nil, parts: [])
    for (index, name) in names.enumerated() {
      var one = options
      one.layer.name = name
      one.digest = options.digest && index == 0
      let file = try read(path, options: one, readBytes: bytesOf)
      result.layers.append((name, file.content))
      result.byteCount = file.byteCount
      result.sha256 = result.sha256 ?? file.sha256
    }
    return result
  }

  /// The layers that a file names; none where its format has no names.
  private static func names(_ bytes: [UInt8], source: String) throws(Diagnostic) -> [String] {
    switch FileSignature(bytes) {
    case .sqlite: return try GeoPackageReader.layers(bytes, source: source).map(\.name)
    case .json:
      // Other JSON, and what is no JSON at all, is for `read` to judge.
      do throws(Diagnostic) {
        return try isTopology(bytes) ? TopoJSONReader.layers(bytes, source: source) : []
      } catch {
        return []
      }
    case .zip:
      // What is no archive, or no workbook, is for `read` to judge.
      guard let archive = try? ZipArchive(bytes, source: source), archive.isWorkbook else { return [] }
      return try XLSXReader.sheets(archive)
    default: return []
    }
  }

  /// True where the text `"Topology"` stands in the document's first or last bytes, as it does in every TopoJSON.
  private static func isTopology(_ bytes: [UInt8]) -> Bool {
    let word = Array("\"Topology\"".utf8)
    for part in [bytes.prefix(4096), bytes.suffix(4096)] {
      var at = part.startIndex
      while let quote = part[at...].firstIndex(of: word[0]) {
        if part[quote...].starts(with: word) { return true }
        at = quote + 1
      }
    }
    return false
  }
}
