/// Indices of keys by their bytes: an open table, for tens of millions of questions.
struct KeyTable: Sendable {
  /// A key of at most 15 bytes in full, its length in the top byte; of a longer one a hash, with the top bit set.
  struct Word: Sendable, Equatable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    @inline(__always)
    init(_ bytes: [UInt8], _ range: Range<Int>) {
      let count = range.count
      guard count < 16 else {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for at in range { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3 }
        (low, high) = (hash, 1 << 63 | UInt64(count))
        return
      }
      if range.lowerBound >= 0 && range.lowerBound &+ 16 <= bytes.count {
        let raw = unsafe bytes.span.bytes
        low = unsafe UInt64(
          littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound, as: UInt64.self))
        high = unsafe UInt64(
          littleEndian: raw.unsafeLoadUnaligned(
            fromUncheckedByteOffset: range.lowerBound &+ 8, as: UInt64.self))
        // Shifts of 64 and more give 0.
        low &= (1 << UInt64(8 * count)) &- 1
        high &= count > 8 ? (1 << UInt64(8 * (count - 8))) &- 1 : 0
      } else {
        for (shift, at) in range.enumerated() {
          if shift < 8 {
            low |= UInt64(bytes[at]) << UInt64(8 * shift)
          } else {
            high |= UInt64(bytes[at]) << UInt64(8 * (shift - 8))
          }
        }
      }
      high |= UInt64(count) << 56
    }

    /// A zero before the key of `word`; nil where the two are too long to stand in full.
    init?(zeroBefore word: Word) {
      let count = word.high >> 56
      guard word.isWhole, count < 15 else { return nil }
      low = word.low << 8 | UInt64(UInt8(ascii: "0"))
      high = (word.high & (1 << 56 &- 1)) << 8 | word.low >> 56 | (count + 1) << 56
    }

    var isWhole: Bool { high >> 63 == 0 }

    @inline(__always)
    var hash: UInt64 {
      let mixed = (low ^ (high << 29 | high >> 35)) &* 0x9E37_79B9_7F4A_7C15
      return mixed ^ mixed >> 32
    }
  }

  private let slots: [Int32]
  private let words: [Word]
  /// The bytes of the long keys.
  private let texts: [Int32: [UInt8]]
  private let mask: Int

  var count: Int { words.count }

  /// - Parameter keys: distinct.
  init(_ keys: [String]) {
    var size = 64
    while size < 2 * keys.count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    var words: [Word] = []
    var texts: [Int32: [UInt8]] = [:]
    for (index, key) in keys.enumerated() {
      let bytes = Array(key.utf8)
      let word = Word(bytes, 0..<bytes.count)
      if !word.isWhole { texts[Int32(index)] = bytes }
      var slot = Int(truncatingIfNeeded: word.hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
      words.append(word)
    }
    (self.slots, self.words, self.texts, mask) = (slots, words, texts, size - 1)
  }

  /// Index of a key; −1 where it is none.
  func index(_ text: [UInt8], _ range: Range<Int>) -> Int32 { index(Word(text, range), text, range) }

  /// The same where the word of the key is at hand.
  @inline(__always)
  func index(_ word: Word, _ text: [UInt8], _ range: Range<Int>) -> Int32 {
    var slot = Int(truncatingIfNeeded: word.hash) & mask
    while true {
      let index = slots[slot]
      guard index >= 0 else { return -1 }
      if words[Int(index)] == word, word.isWhole || texts[index]?.elementsEqual(text[range]) == true {
        return index
      }
      slot = (slot + 1) & mask
    }
  }
  /// Index of a key that is another text than `text` by one zero at the start, there or missing; nil where it is none.
  func indexButForAZero(_ text: [UInt8], _ range: Range<Int>) -> Int32? {
    guard let first = range.first else { return nil }
    if text[first] == UInt8(ascii: "0") {
      let index = index(text, first + 1..<range.upperBound)
      if index >= 0 { return index }
    }
    // Such a word is whole: no text is looked at.
    guard let word = Word(zeroBefore: Word(text, range)) else { return nil }
    let index = index(word, text, range)
    return index >= 0 ? index : nil
  }
}
