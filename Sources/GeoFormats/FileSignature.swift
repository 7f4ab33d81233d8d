public import GeoModel

/// What the first bytes of a file look like.
public enum FileSignature: Sendable, Equatable {
  case json, csv, html, xml, zip, gzip, sqlite, shapefile, dbase, pdf, excel, parquet, flatGeobuf, utf16,
    binary,
    empty

  public init(_ bytes: [UInt8]) {
    let head = bytes.prefix(16)
    func begins(_ prefix: [UInt8]) -> Bool { head.starts(with: prefix) }
    if bytes.isEmpty {
      self = .empty
    } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: "SQLite format 3".utf8) {
      self = .sqlite
    } else if begins([0, 0, 0x27, 0x0A]) {
      self = .shapefile
    } else if begins([0xD0, 0xCF, 0x11, 0xE0]) {
      self = .excel
    } else if head.starts(with: "%PDF".utf8) {
      self = .pdf
    } else if head.starts(with: "PAR1".utf8) {
      self = .parquet
    } else if head.starts(with: "fgb".utf8) && bytes.count > 3 && bytes[3] < 0x20 {
      self = .flatGeobuf
    } else if DBFHeader.isPlausible(bytes) {
      self = .dbase
    } else if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) {
      self = .utf16
    } else {
      self = Self.text(bytes)
    }
  }

  private static func text(_ bytes: [UInt8]) -> FileSignature {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count && [0x20, 0x0A, 0x0D, 0x09].contains(bytes[start]) { start += 1 }
    guard start < bytes.count else { return .empty }
    switch bytes[start] {
    // A record separator begins a sequence of GeoJSON texts.
    case UInt8(ascii: "{"), UInt8(ascii: "["), 0x1E: return .json
    case UInt8(ascii: "<"):
      let head = String(decoding: bytes[start..<min(bytes.count, start + 200)], as: UTF8.self).lowercased()
      return head.contains("<html") || head.contains("<!doctype html") ? .html : .xml
    default: break
    }
    let sample = bytes[start..<min(bytes.count, start + 4096)]
    let control = sample.filter { $0 < 0x20 && $0 != 10 && $0 != 13 && $0 != 9 }.count
    return control > sample.count / 20 ? .binary : .csv
  }

  /// True where quoting the file's beginning helps.
  var isText: Bool { self == .json || self == .csv || self == .html || self == .xml }

  public var name: Phrase {
    switch self {
    case .json: Phrase(en: "JSON", fr: "du JSON")
    case .csv: Phrase(en: "text", fr: "du texte")
    case .html: Phrase(en: "a web page (HTML)", fr: "une page web (HTML)")
    case .xml: Phrase(en: "XML (KML, GML…)", fr: "du XML (KML, GML…)")
    case .zip: Phrase(en: "a zip archive", fr: "une archive zip")
    case .gzip: Phrase(en: "a gzip archive", fr: "une archive gzip")
    case .sqlite: Phrase(en: "a GeoPackage (SQLite)", fr: "un GeoPackage (SQLite)")
    case .shapefile: Phrase(en: "a shapefile", fr: "un shapefile")
    case .dbase: Phrase(en: "a dBase table (.dbf)", fr: "une table dBase (.dbf)")
    case .pdf: Phrase(en: "a PDF document", fr: "un document PDF")
    case .excel: Phrase(en: "an old Excel file (.xls)", fr: "un ancien fichier Excel (.xls)")
    case .parquet: Phrase(en: "a Parquet file", fr: "un fichier Parquet")
    case .flatGeobuf: Phrase(en: "a FlatGeobuf file", fr: "un fichier FlatGeobuf")
    case .utf16: Phrase(en: "UTF-16 text", fr: "du texte UTF-16")
    case .binary: Phrase(en: "a binary file", fr: "un fichier binaire")
    case .empty: Phrase(en: "an empty file", fr: "un fichier vide")
    }
  }

  /// What to do with a file that is not read.
  var remedy: Phrase? {
    switch self {
    case .excel:
      Phrase(en: "save the sheet as \"CSV UTF-8\"", fr: "enregistrer la feuille en « CSV UTF-8 »")
    case .zip, .gzip: Phrase(en: "extract it first", fr: "l'extraire d'abord")
    case .parquet, .flatGeobuf, .xml:
      Phrase(
        en: "export the layer as GeoJSON with QGIS, or ogr2ogr -f GeoJSON out.geojson FILE",
        fr: "exporter la couche en GeoJSON avec QGIS, ou ogr2ogr -f GeoJSON sortie.geojson FICHIER")
    case .html:
      Phrase(
        en: "download the file itself, not the page that shows it",
        fr: "télécharger le fichier lui-même, pas la page qui le montre")
    case .utf16:
      Phrase(
        en: "save it as UTF-8 (in Excel: \"CSV UTF-8\")", fr: "l'enregistrer en UTF-8 (Excel : « CSV UTF-8 »)"
      )
    case .json, .csv, .sqlite, .shapefile, .dbase, .pdf, .binary, .empty: nil
    }
  }
}
