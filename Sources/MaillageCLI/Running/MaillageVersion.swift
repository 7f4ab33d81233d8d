/// The version of the program.
public enum MaillageVersion {
  public static let current = "0.1.0"
}
