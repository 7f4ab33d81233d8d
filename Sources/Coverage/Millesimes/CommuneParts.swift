/// Codes of parts of communes: arrondissements municipaux, communes déléguées and associées.
public struct CommuneParts: Sendable {
  public enum Kind: String, Sendable {
    case arrondissement = "ARM"
    case deleguee = "COMD"
    case associee = "COMA"
  }

  public struct Part: Sendable, Equatable {
    public var kind: Kind
    public var commune: String

    public init(kind: Kind, commune: String) {
      self.kind = kind
      self.commune = commune
    }
  }

  private let byCode: [String: Part]

  public init(_ byCode: [String: Part]) { self.byCode = byCode }

  public subscript(code: String) -> Part? { byCode[code] }

  /// True for one of the 45 arrondissements of Paris, Lyon and Marseille.
  public func isArrondissement(_ code: String) -> Bool { byCode[code]?.kind == .arrondissement }
}

/// Why a code is not that of a commune of a year.
public enum UnknownCode: Sendable, Equatable {
  /// A part of a commune; its commune.
  case part(CommuneParts.Kind, commune: String)
  /// A commune of other years: the nearest of them.
  case otherYear(Int)
  /// A collectivité that has no communes in the COG, such as Saint-Martin.
  case overseas
  /// Not five characters of a code.
  case malformed
  case unknown

  public init(_ code: String, in year: Int, history: CommuneHistory, parts: CommuneParts) {
    let bytes = Array(code.utf8)
    let isCode =
      bytes.count == 5
      && bytes.enumerated().allSatisfy { place, byte in
        (byte >= 48 && byte <= 57) || (place == 1 && (byte == UInt8(ascii: "A") || byte == UInt8(ascii: "B")))
      }
    if let near = history.years(of: code).min(by: { abs($0 - year) < abs($1 - year) }) {
      self = .otherYear(near)
    } else if let part = parts[code] {
      self = .part(part.kind, commune: part.commune)
    } else if !isCode {
      self = .malformed
    } else if ["975", "977", "978", "984", "986", "987", "988", "989"].contains(String(code.prefix(3))) {
      self = .overseas
    } else {
      self = .unknown
    }
  }
}
