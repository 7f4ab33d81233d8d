import GeoModel
import GeoNative

/// Where the records of a `.shp` are.
///
/// The `.shp` is walked from its header on. A `.shx` that is sound and says otherwise prevails: it knows the
/// records that an editor moved or left behind, and the order of the rows.
struct ShapeRecords {
  /// The content of each record, after its header of eight bytes.
  private(set) var contents: [Range<Int>] = []
  private(set) var warnings: [Diagnostic] = []

  init(_ shp: [UInt8], index: [UInt8]?, source: String) throws(Diagnostic) {
    let header = try ShapefileHeader(shp, source: source)
    let listed = index.flatMap { Self.listed($0, shp) }
    if let listed, Self.isSequence(listed, of: shp), header.announced == shp.count {
      contents = listed
      return
    }
    let walk = Self.walk(shp, announced: header.announced)
    if index != nil {
      if let listed {
        if listed != walk.contents || walk.fault != nil {
          warnings.append(
            Diagnostic(
              "shapefile.index-order", severity: .warning, at: SourceLocation(file: source),
              Phrase(
                en: "the records are not one after the other: the .shx gives their places and their order",
                fr: "les enregistrements ne se suivent pas : le .shx donne leurs places et leur ordre")))
        }
        contents = listed
        return
      }
      warnings.append(
        Diagnostic(
          "shapefile.index", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en: "the .shx is damaged or belongs to another file, and is not used",
            fr: "le .shx est abîmé ou vient d'un autre fichier, et ne sert pas")))
    }
    if let fault = walk.fault { throw Self.refusal(fault, shp, header, source) }
    if walk.trailing > 0 {
      warnings.append(
        Diagnostic(
          "shapefile.trailing", severity: .warning, at: SourceLocation(file: source),
          Phrase(
            en: "\(walk.trailing) bytes after the last record are not records, and are left out",
            fr: "\(walk.trailing) octets après le dernier enregistrement n'en sont pas, et sont laissés"),
          hint: index == nil
            ? Phrase(en: "give the .shx beside it", fr: "joindre le .shx") : nil))
    }
    contents = walk.contents
  }

  /// True where the records follow each other from the header to the end, so that a walk would find the same.
  private static func isSequence(_ contents: [Range<Int>], of shp: [UInt8]) -> Bool {
    var end = ShapefileHeader.length
    for content in contents {
      guard content.lowerBound == end + 8 else { return false }
      end = content.upperBound
    }
    return end == shp.count
  }

  private struct Walk {
    var contents: [Range<Int>] = []
    /// Where no record could be found before the announced end.
    var fault: Int?
    var trailing = 0
  }

  private static func walk(_ bytes: [UInt8], announced: Int) -> Walk {
    var result = Walk()
    var at = ShapefileHeader.length
    while at < bytes.count {
      // Past the announced end, only what is surely a record is one.
      let mustCount = at >= announced
      guard let content = content(bytes, at: at),
        !mustCount || BigEndian.uint32(bytes, at: at) == UInt32(clamping: result.contents.count + 1)
      else {
        if mustCount { result.trailing = bytes.count - at } else { result.fault = at }
        return result
      }
      result.contents.append(content)
      at = content.upperBound
    }
    if announced > bytes.count { result.fault = bytes.count }
    return result
  }

  /// The content of the record at a place: of whole words, a known kind of shape, inside the file.
  private static func content(_ bytes: [UInt8], at place: Int) -> Range<Int>? {
    guard let words = BigEndian.uint32(bytes, at: place + 4), words >= 2,
      let kind = LittleEndian.uint32(bytes, at: place + 8), ShapeKind(rawValue: kind) != nil
    else { return nil }
    let end = place + 8 + 2 * Int(words)
    return end <= bytes.count ? place + 8..<end : nil
  }

  /// The records that a `.shx` lists; nil where one of them is not in the file, or where they come to more bytes
  /// than there are.
  private static func listed(_ index: [UInt8], _ shp: [UInt8]) -> [Range<Int>]? {
    guard ShapefileHeader.isShapefile(index), index.count >= ShapefileHeader.length else { return nil }
    let count = (index.count - ShapefileHeader.length) / 8
    var result: [Range<Int>] = []
    result.reserveCapacity(count)
    var total = 0
    for entry in 0..<count {
      guard let words = BigEndian.uint32(index, at: ShapefileHeader.length + 8 * entry),
        let length = BigEndian.uint32(index, at: ShapefileHeader.length + 8 * entry + 4)
      else { return nil }
      let place = 2 * Int(words)
      guard place >= ShapefileHeader.length, let content = content(shp, at: place),
        content.count == 2 * Int(length)
      else { return nil }
      total += content.count
      guard total <= shp.count else { return nil }
      result.append(content)
    }
    return result
  }

  private static func refusal(
    _ fault: Int, _ shp: [UInt8], _ header: ShapefileHeader, _ source: String
  ) -> Diagnostic {
    let isCut = header.announced > shp.count
    return Diagnostic(
      isCut ? "shapefile.truncated" : "shapefile.record", at: SourceLocation(file: source),
      isCut
        ? Phrase(
          en: "the file has \(shp.count) bytes and announces \(header.announced): it was cut",
          fr: "le fichier a \(shp.count) octets et en annonce \(header.announced) : il a été coupé")
        : Phrase(
          en: "no record begins at byte \(fault)", fr: "aucun enregistrement ne commence à l'octet \(fault)"),
      hint: Phrase(
        en: "copy or download all files of the shapefile again",
        fr: "copier ou télécharger à nouveau tous les fichiers du shapefile"))
  }
}
