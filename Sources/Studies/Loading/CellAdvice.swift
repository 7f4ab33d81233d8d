public import GeoModel

/// What to try where a cell of a table of figures cannot be read.
public enum CellAdvice {
  /// A dash alone is 0 in INSEE's tables and an unknown figure in others: nobody but the user can tell.
  public static func hint(_ cell: String) -> Phrase? {
    guard ["-", "–", "—", "--"].contains(CodeText.trimmed(cell)) else { return nil }
    return Phrase(
      en: "a dash is 0 for some publishers and unknown for others: write 0, nd or s",
      fr: "un tiret vaut 0 chez les uns et inconnu chez les autres : écrire 0, nd ou s")
  }
}
