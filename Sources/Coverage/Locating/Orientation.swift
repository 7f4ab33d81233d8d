/// The side of a line on which a place lies, exactly.
enum Orientation {
  /// Positive where p lies left of a→b, negative right of it, zero exactly on it.
  ///
  /// The plain determinant decides whenever its rounding error cannot change the sign (bound of Shewchuk 1997,
  /// doi:10.1007/PL00009321); else the six products are summed without any rounding.
  @inline(__always)
  static func sign(ax: Double, ay: Double, bx: Double, by: Double, px: Double, py: Double) -> Int {
    let left = (ax - px) * (by - py)
    let right = (ay - py) * (bx - px)
    let determinant = left - right
    let bound = 3.3306690738754716e-16 * (abs(left) + abs(right))
    if determinant > bound { return 1 }
    if determinant < -bound { return -1 }
    return exactSign(ax: ax, ay: ay, bx: bx, by: by, px: px, py: py)
  }

  /// Sign of ax·by − ax·py − px·by − ay·bx + ay·px + py·bx.
  @inline(never)
  static func exactSign(ax: Double, ay: Double, bx: Double, by: Double, px: Double, py: Double) -> Int {
    var sum = ExactSum()
    sum.add(product: ax, by)
    sum.add(product: -ax, py)
    sum.add(product: -px, by)
    sum.add(product: -ay, bx)
    sum.add(product: ay, px)
    sum.add(product: py, bx)
    return sum.sign
  }
}

/// A sum of doubles kept as a nonoverlapping expansion, so that nothing is rounded away.
struct ExactSum {
  private var terms: [Double] = []

  mutating func add(product a: Double, _ b: Double) {
    let product = a * b
    add((-product).addingProduct(a, b))
    add(product)
  }

  mutating func add(_ value: Double) {
    var carried = value
    var kept: [Double] = []
    for term in terms {
      // Knuth's two-sum: sum + error = carried + term, exactly.
      let sum = carried + term
      let shadow = sum - carried
      let error = (carried - (sum - shadow)) + (term - shadow)
      if error != 0 { kept.append(error) }
      carried = sum
    }
    if carried != 0 { kept.append(carried) }
    terms = kept
  }

  /// The largest term has the sign of the whole.
  var sign: Int {
    guard let last = terms.last else { return 0 }
    return last > 0 ? 1 : -1
  }
}
