import GeoModel

extension GeoPackageRows {
  /// One warning for each kind of thing that was put right.
  var warnings: [Diagnostic] {
    var result: [Diagnostic] = []
    func add(_ code: String, _ tally: Tally, en: String, fr: String) {
      guard tally.count > 0 else { return }
      result.append(
        Diagnostic("geopackage." + code, severity: .warning, at: tally.location, Phrase(en: en, fr: fr)))
    }
    add(
      "extra-dimensions", dropped,
      en: "\(dropped.count) feature(s) have altitudes or measures, which are left out; this is the first",
      fr: "\(dropped.count) objet(s) ont des altitudes ou des mesures, laissées de côté ; voici le premier")
    add(
      "ring-open", closed,
      en: "\(closed.count) ring(s) did not end where they began and were closed; this is the first",
      fr:
        "\(closed.count) anneau(x) ne finissaient pas où ils commencent et ont été fermés ; voici le premier")
    add(
      "empty-geometry", empty,
      en: "\(empty.count) feature(s) have an empty geometry and are kept without one; this is the first",
      fr: "\(empty.count) objet(s) à géométrie vide sont gardés sans géométrie ; voici le premier")
    add(
      "collection", collections,
      en:
        "\(collections.count) geometry collection(s) of one kind are read as multigeometries; this is the first",
      fr:
        "\(collections.count) collection(s) d’un seul genre sont lues comme géométries multiples ; voici la "
        + "première")
    add(
      "srs-differs", foreign,
      en:
        "\(foreign.count) geometry(ies) name another reference system than their layer, which prevails; this is "
        + "the first",
      fr:
        "\(foreign.count) géométrie(s) nomment un autre système que leur couche, qui l’emporte ; voici la première"
    )
    add(
      "bytes", blobs,
      en: "\(blobs.count) cell(s) hold bytes, given as hexadecimal digits; this is the first",
      fr: "\(blobs.count) cellule(s) contiennent des octets, donnés en hexadécimal ; voici la première")
    add(
      "text-encoding", garbled,
      en: "\(garbled.count) text(s) are not UTF-8: what has no meaning became �; this is the first",
      fr:
        "\(garbled.count) texte(s) ne sont pas en UTF-8 : ce qui n’a pas de sens est devenu � ; voici le premier"
    )
    add(
      "not-finite", infinite,
      en: "\(infinite.count) number(s) are infinite and are taken as missing; this is the first",
      fr: "\(infinite.count) nombre(s) sont infinis et comptent comme manquants ; voici le premier")
    return result
  }
}
