import CSQLite

/// What a database may cost: a view is a program, and one in a file from elsewhere need not end.
struct SQLiteBudget {
  /// Steps of SQLite's machine between two looks.
  static let interval: Int32 = 1000

  /// Looks left.
  var looks: Int
  /// SQLite's memory at most, in bytes; that of the whole process, as SQLite counts it.
  var memory: Int64

  /// Room for reading a database of this size many times over.
  init(byteCount: Int) {
    looks = 20_000 + byteCount / 50
    memory = sqlite3_memory_used() + (1 << 28) + 4 * Int64(byteCount)
  }

  /// Ends the statement that runs once the budget is spent.
  static func watch(_ database: OpaquePointer, _ budget: UnsafeMutablePointer<SQLiteBudget>) {
    sqlite3_progress_handler(
      database, interval,
      { pointer in
        guard let budget = pointer?.assumingMemoryBound(to: SQLiteBudget.self) else { return 1 }
        budget.pointee.looks -= 1
        return budget.pointee.looks < 0 || sqlite3_memory_used() > budget.pointee.memory ? 1 : 0
      }, budget)
  }
}
