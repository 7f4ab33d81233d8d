public import GeoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OutputFile {
  /// Writes several outputs, or none: what cannot be written is found before anything is where that can be known,
  /// and where it is found later the files that were not there before are removed.
  ///
  /// Throws as the writing of one does, and `file.twice` where two outputs have one path.
  public static func write(
    _ outputs: [(path: String, bytes: [UInt8])], overwrite: Bool
  ) throws(Diagnostic) {
    var paths = Set<String>()
    for output in outputs {
      guard paths.insert(output.path).inserted else {
        throw Diagnostic(
          "file.twice", at: SourceLocation(file: output.path),
          Phrase(en: "two outputs go to this file", fr: "deux sorties vont dans ce fichier"))
      }
      try check(output.path, overwrite: overwrite)
    }
    // What cannot be taken back goes first.
    let isFile = outputs.map { FileSystem.isRegularFile($0.path) || !FileSystem.exists($0.path) }
    let order = outputs.indices.filter { !isFile[$0] } + outputs.indices.filter { isFile[$0] }
    var made: [String] = []
    do throws(Diagnostic) {
      for index in order {
        let path = outputs[index].path
        let isNew = path != "-" && !FileSystem.exists(path)
        try write(outputs[index].bytes, to: path, overwrite: overwrite)
        if isNew { made.append(path) }
      }
    } catch {
      for path in made { unlink(path) }
      throw error
    }
  }
}
