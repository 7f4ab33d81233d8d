import Coverage
import GeoFormats
import Studies

/// What met and what did not in each join by code.
enum JoinSummary {
  static func json(_ session: LoadSession) -> JSONValue {
    .array(
      session.joins.map { join in
        .object([
          ("table", .string(join.role)), ("fichier", .string(join.path)),
          ("cles", .int(join.match.keyCount)), ("cles_appariees", .int(join.match.matched)),
          ("cles_sans_territoire", .int(join.match.withoutTerritory.count)),
          ("territoires_sans_cle", .int(join.match.withoutKey.count)),
          ("premieres_cles_sans_territoire", list(join.match.withoutTerritory)),
          ("premiers_territoires_sans_cle", list(join.match.withoutKey)),
        ])
      })
  }

  private static func list(_ codes: [String]) -> JSONValue { .array(codes.prefix(5).map { .string($0) }) }
}
