import GeoFormats
import GeoModel
import Studies

/// The options of `convert`.
enum ConvertArguments {
  static func options(_ context: CommandContext) throws -> ConvertOptions {
    let options = context.options
    try options.require(["y"], with: "x")
    try options.require(["x"], with: "y")
    var result = ConvertOptions(path: options.positionals[0])
    result.layer = options.string("layer")
    result.crs = try options.crs("crs")
    result.x = options.string("x")
    result.y = options.string("y")
    result.decimal = try options.choice("decimal", as: DecimalSign.self) ?? .auto
    result.csv = try context.csvOptions()
    result.filter = options.string("where")
    result.select = try options.read("select", expected: names) { text in list(text) }
    result.renames =
      try options.read("rename", expected: Phrase(verbatim: "old=new,old=new")) { text in pairs(text) } ?? []
    result.prefix = options.string("prefix") ?? ""
    result.targetCRS = try options.crs("to-crs")
    result.simplifyMetres = try options.length("simplify")
    result.precision = try options.int("precision", in: 0...15)
    return result
  }

  /// Checks that no option is given that the output's format has no use for.
  static func requireUseful(_ options: ParsedOptions, _ format: OutputFormat) throws(UsageError) {
    for (name, needed) in [("excel", OutputFormat.csv), ("quantize", .topojson)]
    where options.isGiven(name) && format != needed {
      throw UsageError(
        "usage.useless-option", option: "--\(name)",
        Phrase(
          en: "option --\(name) means nothing for \(format.name)",
          fr: "l'option --\(name) n'a pas de sens pour du \(format.name)"))
    }
  }

  static let names = Phrase(en: "names of fields, such as code,nom", fr: "des champs, comme code,nom")

  static func list(_ text: String) -> [String]? {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    return names.contains("") ? nil : names
  }

  private static func pairs(_ text: String) -> [(old: String, new: String)]? {
    var result: [(old: String, new: String)] = []
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let names = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
      guard names.count == 2, !names.contains("") else { return nil }
      result.append((names[0], names[1]))
    }
    return result
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
