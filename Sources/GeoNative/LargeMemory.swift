#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Room for tens of megabytes at once: the system gives it 4 KiB by 4 KiB, each at a cost, unless it is told.
public enum LargeMemory {
  private static let pageSize = 1 << 21

  /// Reserves room for values to come, in large pages where the system has them.
  public static func reserve(_ count: Int, in values: inout [Double]) {
    values.reserveCapacity(count)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      advise(UnsafeMutableRawPointer(base), byteCount: count * MemoryLayout<Double>.stride)
    }
  }

  /// Asks for large pages; nothing is changed where there are none.
  static func advise(_ start: UnsafeMutableRawPointer, byteCount: Int) {
    #if os(Linux)
      guard byteCount >= 4 * pageSize else { return }
      // Whole large pages only: what shares the first or the last is not ours.
      let first = (Int(bitPattern: start) + pageSize - 1) & ~(pageSize - 1)
      let end = (Int(bitPattern: start) + byteCount) & ~(pageSize - 1)
      guard first < end, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
      madvise(address, end - first, MADV_HUGEPAGE)
    #endif
  }
}
