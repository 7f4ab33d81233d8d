import Coverage
import GeoModel
import Studies

/// The options of `apl`.
enum AplOptions {
  static let options: [OptionSpec] =
    computed + table + [
      .one(
        "previous", "F",
        help: Phrase(
          en: "table of the APL of an earlier year, to compare with",
          fr: "table de l’APL d’une année antérieure, à comparer"))
    ] + columns(of: "previous", Phrase(en: "its", fr: "sa")) + [
      .one(
        "published", "F",
        help: Phrase(
          en: "table of a published APL, put beside one’s own",
          fr: "table d’une APL publiée, mise à côté de la vôtre")),
      .one(
        "published-key", "C",
        help: Phrase(
          en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
      .one(
        "published-value", "C",
        help: Phrase(
          en: "its column of the APL (recognised if only one is)",
          fr: "sa colonne de l’APL (reconnue s’il n’y en a qu’une)")),
      InputArguments.layer("published", en: "its layer", fr: "sa couche"),
      InputArguments.headerRow("published", en: "line of that file", fr: "ligne de ce fichier"),
      .one(
        "published-for", "", choices: AplJob.Level.allCases.map(\.rawValue),
        help: Phrase(
          en: "what it is held against (zones with --membership, else places)",
          fr: "ce qu’il mesure (zones avec --membership, sinon places : les lieux)")),
    ] + InputArguments.membership + [InputArguments.repairCodes] + method + [
      .one(
        "zones", "F", group: .output,
        help: Phrase(en: "CSV: a row for each territory", fr: "CSV : une ligne par territoire")),
      .one(
        "changes", "F", group: .output,
        help: Phrase(
          en: "CSV: both years of each place, and who crosses the threshold",
          fr: "CSV : les deux années de chaque lieu, et qui franchit le seuil")),
    ]

  /// What means nothing with a table.
  static let ofComputation =
    (computed.map(\.name) + ["per"]).filter {
      !["demand", "key", "layer"].contains($0)
    }
  static let ofTable = ["apl", "total", "header-row", "people", "people-key", "people-value"]
  static let ofPrevious = columns(of: "previous", Phrase(verbatim: "")).map(\.name)
  static let ofPublished = [
    "published-key", "published-value", "published-layer", "published-header-row", "published-for",
  ]
  static let ofAges = [
    "ages-key", "ages-layer", "ages-header-row", "consumption", "age-ratios", "national-mean",
  ]

  private static let access: [OptionSpec] = AccessArguments.options
    .filter { !["capacity", "method", "tau", "within", "intervals"].contains($0.name) }
    .map { option in
      switch option.name {
      case "demand", "supply":
        OptionSpec(
          option.name, option.arity, value: option.valueName, group: option.group, help: option.help)
      case "key", "layer":
        OptionSpec(
          option.name, option.arity, value: option.valueName, group: option.group,
          help: option.name == "key"
            ? Phrase(
              en: "column of the key of the demand, or of the table",
              fr: "colonne de la clé de la demande, ou de la table")
            : Phrase(
              en: "its layer or sheet; a year is enough where one sheet names it",
              fr: "sa couche ou feuille ; une année suffit si une feuille la nomme"))
      case "decay":
        OptionSpec(
          option.name, option.arity, value: option.valueName, group: option.group, default: "apl",
          help: option.help)
      default: option
      }
    }

  private static let computed: [OptionSpec] =
    access + [
      .one(
        "activity", "C",
        help: Phrase(
          en: "column of the supply’s yearly activity (1 each without it)",
          fr: "colonne de l’activité annuelle de l’offre (1 chacun sans elle)")),
      .one(
        "standardised", "C",
        help: Phrase(
          en: "column of the standardised inhabitants", fr: "colonne des habitants standardisés")),
      .one(
        "ages", "F",
        help: Phrase(
          en: "people by code and age: one column a class",
          fr: "habitants par code et âge : une colonne par classe")
      ),
      .one(
        "ages-key", "C",
        help: Phrase(
          en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
      InputArguments.layer("ages", en: "its layer", fr: "sa couche"),
      InputArguments.headerRow("ages", en: "line of that file", fr: "ligne de ce fichier"),
      .one(
        "consumption", "F",
        help: Phrase(
          en: "table of two columns: age class, consumption per person",
          fr: "table de deux colonnes : classe d’âge, consommation par personne")),
      .one(
        "age-ratios", "LIST",
        help: Phrase(
          en: "the same in short: 0-59=0.9,60+=1.4", fr: "la même en bref : 0-59=0.9,60+=1.4")),
      .one(
        "national-mean", "N",
        help: Phrase(
          en: "mean consumption per person (that of the demand without it; 1 takes ratios as they are)",
          fr:
            "consommation moyenne par personne (celle de la demande sans elle ; 1 garde les ratios tels quels)"
        )),
      .one(
        "age", "C",
        help: Phrase(
          en: "column of the professionals’ age, for a second series",
          fr: "colonne de l’âge des professionnels, pour une seconde série")),
      .one(
        "birth-year", "C",
        help: Phrase(en: "their year of birth instead", fr: "leur année de naissance, à la place")),
      .one(
        "year", "N",
        help: Phrase(
          en: "year from which ages are counted, with --birth-year",
          fr: "année où l’on compte les âges, avec --birth-year")),
      .one(
        "max-age", "N", group: .method, default: "65",
        help: Phrase(
          en: "completed years up to which a professional is in the second series",
          fr: "âge révolu jusqu’auquel un professionnel est dans la seconde série")),
      .one(
        "unknown-age", "", group: .method, choices: ["keep", "drop"], default: "keep",
        help: Phrase(
          en: "professionals of unknown age in the second series, or not",
          fr: "professionnels d’âge inconnu dans la seconde série, ou non")),
      .one(
        "within", "D", group: .method,
        help: Phrase(
          en: "reach, such as 20min (that of the decay)", fr: "portée, comme 20min (celle de la décroissance)"
        )
      ),
      .one(
        "intervals", "", group: .method, choices: Decay.Closure.allCases.map(\.rawValue), default: "right",
        help: Phrase(
          en: "end of an interval that belongs to it: right counts a time equal to a limit as within it",
          fr: "borne comprise d’un intervalle : right compte un temps égal à une limite comme à portée")),
    ]

  private static let table: [OptionSpec] = [
    .one(
      "table", "F",
      help: Phrase(
        en: "table of an APL that is known, instead of --demand and --supply",
        fr: "table d’une APL connue, au lieu de --demand et --supply")),
    InputArguments.headerRow(nil, en: "line of the table", fr: "ligne de la table"),
    .one(
      "apl", "C",
      help: Phrase(
        en: "its column of the APL (recognised by its words)", fr: "sa colonne de l’APL (reconnue à ses mots)"
      )),
    .one(
      "total", "C",
      help: Phrase(
        en: "its column of all inhabitants (recognised by its words)",
        fr: "sa colonne de tous les habitants (reconnue à ses mots)")),
    .one(
      "people", "F",
      help: Phrase(
        en: "inhabitants by code where the table has none; rows of one code are added",
        fr: "habitants par code si la table n’en a pas ; les lignes d’un code s’additionnent")),
    .one("people-key", "C", help: Phrase(en: "its column of codes", fr: "sa colonne des codes")),
    .one(
      "people-value", "C",
      help: Phrase(
        en: "its column of inhabitants (recognised if usual)",
        fr: "sa colonne des habitants (reconnue si usuelle)")),
  ]

  private static func columns(of prefix: String, _ whose: Phrase) -> [OptionSpec] {
    [
      .one(
        prefix + "-key", "C",
        help: Phrase(
          en: "its column of codes (recognised if usual)", fr: "sa colonne des codes (reconnue si usuelle)")),
      .one(
        prefix + "-apl", "C",
        help: Phrase(en: "its column of the APL", fr: "sa colonne de l’APL")),
      .one(
        prefix + "-standardised", "C",
        help: Phrase(
          en: "its column of standardised inhabitants", fr: "sa colonne des habitants standardisés")),
      .one(
        prefix + "-total", "C",
        help: Phrase(en: "its column of all inhabitants", fr: "sa colonne de tous les habitants")),
      InputArguments.layer(prefix, en: "its layer", fr: "sa couche"),
      InputArguments.headerRow(prefix, en: "line of that file", fr: "ligne de ce fichier"),
    ]
  }

  private static let method: [OptionSpec] = [
    .one(
      "threshold", "N", group: .method,
      help: Phrase(
        en: "APL under which people are counted, strictly (2.5 for consultations)",
        fr: "APL sous laquelle on compte les habitants, strictement (2,5 en consultations)")),
    .one(
      "activity-unit", "TEXT", group: .method, default: "consultations",
      help: Phrase(
        en: "unit of the activity, such as ETP: those of two professions never add up",
        fr: "unité de l’activité, comme ETP : celles de deux professions ne s’additionnent pas")),
    .one(
      "per", "N", group: .method, default: "1",
      help: Phrase(
        en: "inhabitants by which the APL is written, such as 100000 for ETP",
        fr: "habitants par lesquels l’APL est écrite, comme 100000 en ETP")),
  ]
}
