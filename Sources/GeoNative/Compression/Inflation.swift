import CZlib
public import GeoModel

/// Decompression by zlib, bounded whatever the file announces.
public enum Inflation {
  /// What decompressed bytes may come to.
  public struct Limit: Sendable, Equatable {
    /// Never more bytes than this.
    public var byteCount: Int
    /// Beyond `freeByteCount`, never more than so many times the compressed bytes. Text and coordinates shrink to
    /// a fifth or a thirtieth; only a file made to fill memory shrinks a thousand times.
    public var ratio: Int
    /// Bytes that any archive may give, so that a small and empty-looking file is not refused.
    public var freeByteCount: Int

    public init(byteCount: Int = ByteFile.limit, ratio: Int = 100, freeByteCount: Int = 64 << 20) {
      self.byteCount = byteCount
      self.ratio = ratio
      self.freeByteCount = freeByteCount
    }

    /// Bytes that `compressed` bytes may give.
    public func bytes(from compressed: Int) -> Int {
      let (product, overflow) = compressed.multipliedReportingOverflow(by: ratio)
      return min(byteCount, max(freeByteCount, overflow ? Int.max : product))
    }
  }

  /// True where the bytes begin as gzip (RFC 1952).
  public static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The content of a gzip file: all its members one after the other, each checked by its CRC-32.
  ///
  /// `trailing` counts the bytes after the last member that are neither a member nor zeros.
  /// Throws `gzip.truncated`, `gzip.corrupt`, `archive.too-large`.
  public static func gunzip(
    _ bytes: [UInt8], source: String, limit: Limit = Limit()
  ) throws(Diagnostic) -> (bytes: [UInt8], trailing: Int) {
    let location = SourceLocation(file: source)
    let room = limit.bytes(from: bytes.count)
    var result: [UInt8] = []
    var at = 0
    do throws(InflateFault) {
      let stream = try InflateStream(windowBits: 16 + 15)
      repeat {
        at = try stream.run(bytes, from: at, to: bytes.count, into: &result, limit: room)
        try stream.reset()
      } while at + 1 < bytes.count && bytes[at] == 0x1F && bytes[at + 1] == 0x8B
    } catch {
      throw error.diagnostic("gzip", at: location, limit: room)
    }
    let rest = bytes[at...]
    return (result, rest.allSatisfy { $0 == 0 } ? 0 : rest.count)
  }

  /// Raw deflate (RFC 1951), as in a zip archive; `expected` is what the archive announces, and only a hint.
  ///
  /// `consumed` counts the compressed bytes that were used. Throws `zip.truncated`, `zip.corrupt`,
  /// `archive.too-large` at `location`.
  public static func inflate(
    _ bytes: [UInt8], range: Range<Int>, expected: Int = 0, at location: SourceLocation,
    limit: Limit = Limit()
  ) throws(Diagnostic) -> (bytes: [UInt8], consumed: Int) {
    let room = limit.bytes(from: range.count)
    var result: [UInt8] = []
    // No deflate stream gives more than 1,032 times its length, so this is bounded by the bytes at hand.
    let possible = range.count.multipliedReportingOverflow(by: 1_032)
    result.reserveCapacity(max(0, min(expected, room, possible.overflow ? room : possible.partialValue)))
    do throws(InflateFault) {
      let stream = try InflateStream(windowBits: -15)
      let end = try stream.run(
        bytes, from: range.lowerBound, to: range.upperBound, into: &result, limit: room)
      return (result, end - range.lowerBound)
    } catch {
      throw error.diagnostic("zip", at: location, limit: room)
    }
  }

  /// CRC-32 of bytes, as gzip and zip keep it.
  public static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var at = 0
      while at < buffer.count {
        let count = min(buffer.count - at, 1 << 30)
        value = UInt(CZlib.crc32(uLong(value), base + at, uInt(count)))
        at += count
      }
    }
    return UInt32(truncatingIfNeeded: value)
  }
}
