/// Codes of communes as INSEE writes them: five characters, département first.
public enum CommuneCode {
  /// The two characters of the département, three overseas.
  public static func departement(of code: String) -> String {
    code.hasPrefix("97") || code.hasPrefix("98") ? String(code.prefix(3)) : String(code.prefix(2))
  }

  /// What a spreadsheet did to a code.
  public enum Damage: String, Sendable, CaseIterable {
    /// `1004` for `01004`.
    case leadingZero = "zero"
    /// `59350.0` for `59350`.
    case decimals = "decimales"
    /// `2a004` for `2A004`.
    case lowercase = "minuscule"
  }

  /// The code that a damaged one can only stand for, and the first damage found; nil where it is not damaged,
  /// or where what it would stand for is not known.
  ///
  /// Every code has five characters: four digits have lost their zero, and only one code has them.
  public static func repaired(
    _ text: String, isKnown: (String) -> Bool
  ) -> (code: String, damage: Damage)? {
    var bytes = Array(text.utf8)
    var damage: Damage?
    if bytes.count >= 6, bytes[bytes.count - 1] == UInt8(ascii: "0"),
      bytes[bytes.count - 2] == UInt8(ascii: ".") || bytes[bytes.count - 2] == UInt8(ascii: ",")
    {
      bytes.removeLast(2)
      damage = .decimals
    }
    if bytes.count == 4, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      bytes.insert(48, at: 0)
      damage = .leadingZero
    }
    if bytes.count == 5, bytes[1] == UInt8(ascii: "a") || bytes[1] == UInt8(ascii: "b") {
      bytes[1] -= 32
      damage = damage ?? .lowercase
    }
    guard let damage else { return nil }
    let code = String(decoding: bytes, as: UTF8.self)
    return isKnown(code) ? (code, damage) : nil
  }
}
