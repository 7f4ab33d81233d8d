import CPROJ
public import GeoModel

/// How good the operation is that PROJ uses between two CRS at a place.
public struct OperationFacts: Sendable, Equatable {
  /// PROJ's name of the operation.
  public let name: String
  /// Metres that the operation may be wrong by; nil where the registry does not say.
  public let accuracyMetres: Double?
  /// True where the change of datum is left out altogether: metres of error, unknown how many.
  public let isBallpark: Bool
  /// Grids that a better operation would need and that are not on this machine.
  public let missingGrids: [String]

  /// - Parameter place: in `source`, x east.
  /// - Throws: `ProjError` where no operation joins the two or none works at the place.
  public init(from source: CRS, to target: CRS, at place: Position) throws(ProjError) {
    let session = try ProjSession()
    let normalized = try session.operation(from: source, to: target)
    defer { proj_destroy(normalized) }
    let carried = proj_trans(normalized, PJ_FWD, proj_coord(place.x, place.y, 0, 0))
    guard carried.v.0.isFinite, carried.v.1.isFinite else {
      throw session.failure("proj_trans(\(source.code), \(target.code))")
    }
    missingGrids = Self.missingGrids(source, target, session)
    guard let used = proj_trans_get_last_used_operation(normalized) else {
      (name, accuracyMetres, isBallpark) = ("", nil, false)
      return
    }
    defer { proj_destroy(used) }
    let info = proj_pj_info(used)
    name = info.description.map { String(cString: $0) } ?? ""
    let accuracy = proj_coordoperation_get_accuracy(session.context, used)
    accuracyMetres = accuracy >= 0 ? accuracy : nil
    isBallpark = proj_coordoperation_has_ballpark_transformation(session.context, used) != 0
  }

  /// Grids that PROJ's best operation names, where it has none of them at hand.
  private static func missingGrids(_ source: CRS, _ target: CRS, _ session: ProjSession) -> [String] {
    let context = session.context
    guard let from = proj_create(context, source.code) else { return [] }
    defer { proj_destroy(from) }
    guard let to = proj_create(context, target.code) else { return [] }
    defer { proj_destroy(to) }
    guard let factory = proj_create_operation_factory_context(context, nil) else { return [] }
    defer { proj_operation_factory_context_destroy(factory) }
    proj_operation_factory_context_set_grid_availability_use(
      context, factory, PROJ_GRID_AVAILABILITY_IGNORED)
    proj_operation_factory_context_set_spatial_criterion(
      context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    guard let list = proj_create_operations(context, from, to, factory) else { return [] }
    defer { proj_list_destroy(list) }
    guard proj_list_get_count(list) > 0, let best = proj_list_get(context, list, 0) else { return [] }
    defer { proj_destroy(best) }
    var missing: [String] = []
    for index in 0..<max(0, proj_coordoperation_get_grid_used_count(context, best)) {
      var short: UnsafePointer<CChar>?
      var isAvailable: Int32 = 0
      guard
        proj_coordoperation_get_grid_used(
          context, best, index, &short, nil, nil, nil, nil, nil, &isAvailable) != 0,
        isAvailable == 0, let short
      else { continue }
      missing.append(String(cString: short))
    }
    return missing
  }
}
