public import GeoModel

/// Layers as arcs that territories share.
public enum ArcTopology {
  /// The lines and rings of a layer cut into shared arcs: what is drawn exactly alike, to the bit, is one arc.
  ///
  /// No position is computed or lost, but those that repeat the one before; a ring may begin at another of its
  /// positions.
  public static func arcs(of geometry: GeometryColumn) -> SharedArcs { ArcTable(geometry).arcs }
}
