import GeoModel
import GeoNative
import Reports

extension OperationFacts {
  /// Accuracy beyond which the user must know: the change from WGS 84 to the legal systems is good to 1 m.
  static let toldMetres = 1.5

  /// What must be said of the operation; nil where it is good.
  func warning(from source: CRS, to target: CRS) -> Phrase? {
    let grids = missingGrids.joined(separator: ", ")
    let remedyEnglish = missingGrids.isEmpty ? "" : "; the grid \(grids) would make it better"
    let remedyFrench = missingGrids.isEmpty ? "" : " ; la grille \(grids) ferait mieux"
    if isBallpark {
      return Phrase(
        en:
          "from \(source) to \(target), PROJ leaves out the change of datum: expect errors of metres to hundreds of metres\(remedyEnglish)",
        fr:
          "de \(source) à \(target), PROJ ignore le changement de référence : attendez des erreurs de quelques mètres à des centaines de mètres\(remedyFrench)"
      )
    }
    guard let accuracyMetres, accuracyMetres > Self.toldMetres else { return nil }
    let metres = FrenchNumber(ascii: true).decimal(accuracyMetres, decimals: 1)
    return Phrase(
      en:
        "from \(source) to \(target), places are good to \(metres.map { $0 == "," ? "." : String($0) }.joined()) m only\(remedyEnglish)",
      fr: "de \(source) à \(target), les positions ne sont bonnes qu’à \(metres) m près\(remedyFrench)")
  }
}
