/// The target that carries the tables and the studies as resources of the build.
///
/// They are found by their place on the disk, not through `Bundle.module`, which ends a program that was moved.
public enum GeoDataFiles {
  /// The year of the codes in every table.
  public static let millesime = 2024
}
