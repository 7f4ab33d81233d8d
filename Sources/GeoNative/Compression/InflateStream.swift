import CZlib
import GeoModel

/// Why compressed bytes could not be read.
enum InflateFault: Error {
  case truncated, tooLarge, memory
  /// zlib's own words.
  case corrupt(String)

  func diagnostic(_ format: String, at location: SourceLocation, limit: Int) -> Diagnostic {
    switch self {
    case .truncated:
      Diagnostic(
        "\(format).truncated", at: location,
        Phrase(
          en: "the \(format) data end too early: the file was cut",
          fr: "les données \(format) s'arrêtent trop tôt : le fichier a été coupé"),
        hint: Phrase(en: "download it again", fr: "le télécharger à nouveau"))
    case .corrupt(let words):
      Diagnostic(
        "\(format).corrupt", at: location,
        Phrase(
          en: "the \(format) data are damaged (\(words))", fr: "les données \(format) sont abîmées (\(words))"
        ),
        hint: Phrase(en: "download it again", fr: "le télécharger à nouveau"))
    case .tooLarge:
      Diagnostic(
        "archive.too-large", at: location,
        Phrase(
          en: "decompressed, the data pass \(limit >> 20) MiB, more than a file of this size may hold",
          fr: "décompressées, les données dépassent \(limit >> 20) Mio, plus que n'en peut tenir ce fichier"),
        hint: Phrase(
          en: "if you trust it, decompress it first",
          fr: "si vous lui faites confiance, le décompresser d'abord"))
    case .memory:
      Diagnostic(
        "archive.memory", at: location,
        Phrase(en: "zlib has no memory left", fr: "zlib n'a plus de mémoire"))
    }
  }
}

/// One zlib stream, for one thread.
final class InflateStream {
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter windowBits: -15 for raw deflate, 31 for gzip.
  init(windowBits: Int32) throws(InflateFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .memory }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func reset() throws(InflateFault) {
    guard inflateReset(stream) == Z_OK else { throw .memory }
  }

  /// Inflates one stream of `bytes[start..<end]`, added to `result`, which never passes `limit` bytes.
  /// - Returns: the index after the stream.
  func run(
    _ bytes: [UInt8], from start: Int, to end: Int, into result: inout [UInt8], limit: Int
  ) throws(InflateFault) -> Int {
    var at = start
    var room = 1 << 16
    while true {
      var status = Z_OK
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        (status, filled) = fill(buffer, from: bytes, &at, end)
      }
      guard result.count + chunk.count <= limit else { throw .tooLarge }
      result.append(contentsOf: chunk)
      switch status {
      case Z_STREAM_END: return at
      case Z_OK, Z_BUF_ERROR:
        // Output that is not full means that the input is at its end.
        if chunk.count < room { throw .truncated }
      case Z_MEM_ERROR: throw .memory
      default: throw .corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "zlib \(status)")
      }
      room = min(1 << 24, 2 * room)
    }
  }

  private func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, from bytes: [UInt8], _ at: inout Int, _ end: Int
  ) -> (status: Int32, count: Int) {
    var status = Z_OK
    stream.pointee.next_out = buffer.baseAddress
    stream.pointee.avail_out = uInt(buffer.count)
    bytes.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress else {
        status = Z_BUF_ERROR
        return
      }
      repeat {
        // Lengths are 32 bits wide in zlib.
        let given = min(end - at, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base + at)
        stream.pointee.avail_in = uInt(given)
        status = CZlib.inflate(stream, Z_NO_FLUSH)
        at += given - Int(stream.pointee.avail_in)
      } while status == Z_OK && stream.pointee.avail_out > 0 && at < end
    }
    return (status, buffer.count - Int(stream.pointee.avail_out))
  }
}

@available(*, unavailable)
extension InflateStream: Sendable {}
