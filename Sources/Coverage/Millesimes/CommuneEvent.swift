/// One row of INSEE's list of events between communes.
public struct CommuneEvent: Sendable, Equatable {
  /// Year, month and day as one number: 20250101.
  public var date: Int
  /// Code of the commune before; of the part of a commune where `isRestored`.
  public var before: String
  /// Code of the commune after.
  public var after: String
  /// True for a row that says which former commune, by then part of another, is a commune again.
  public var isRestored: Bool

  public init(date: Int, before: String, after: String, isRestored: Bool = false) {
    self.date = date
    self.before = before
    self.after = after
    self.isRestored = isRestored
  }
}

/// A list of events that does not follow from the list of communes.
public struct CommuneEventFault: Error, Sendable, Equatable {
  public var date: Int
  /// Codes that change at that date without being communes.
  public var codes: [String]
}
