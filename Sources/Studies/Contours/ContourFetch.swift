import GeoFormats
public import GeoModel
public import GeoNative

/// Fetches contours into the cache: what is sound there already is left alone, what fails leaves the former file.
public struct ContourFetch: Sendable {
  public struct Request: Sendable {
    public var level: ContourLevel
    /// Codes of départements; of régions for that level.
    public var codes: [String]
    public var baseURL = ContourService.baseURL
    /// Fetch again what is there.
    public var isForced = false
    public var http = HTTPOptions()

    public init(level: ContourLevel, codes: [String]) {
      self.level = level
      self.codes = codes
    }
  }

  public enum State: Sendable, Equatable {
    case fetched(resumedBytes: Int)
    case built
    /// Sound in the cache already.
    case present
    case failed(Diagnostic)
    /// Left out after the network was found missing, or an interruption.
    case notTried
  }

  public struct Item: Sendable, Equatable {
    public var unit: ContourUnit
    public var state: State
    /// What the cache holds now, where it is sound.
    public var manifest: ContourManifest?
  }

  /// What a caller shows while it lasts.
  public struct Events {
    public var progress: (_ unit: ContourUnit, _ received: Int, _ total: Int?) -> Void = { _, _, _ in }
    public var note: (Phrase) -> Void = { _ in }
    public var isCancelled: () -> Bool = { Interruption.isRequested }

    public init() {}
  }

  /// One a file, in the order of the request; the communes that a level is built from come before it.
  public private(set) var items: [Item] = []

  public var failures: [Diagnostic] {
    items.compactMap { if case .failed(let diagnostic) = $0.state { diagnostic } else { nil } }
  }

  /// Neither fetched, nor built, nor there.
  public var isComplete: Bool {
    items.allSatisfy { item in
      switch item.state {
      case .failed, .notTried: false
      default: true
      }
    }
  }

  private let cache: ContourCache
  private let reference: CommuneReference
  private let request: Request
  /// The reason why nothing more is tried.
  private var isStopped = false

  /// How long another run that holds the cache is waited for.
  private static let lockSeconds = 600.0

  /// - Throws: `Diagnostic` where nothing can be begun: the folder cannot be made, another run holds it, the user
  ///   interrupts the wait.
  public init(
    _ request: Request, cache: ContourCache, reference: CommuneReference, session: LoadSession,
    events: Events = Events()
  ) throws(Diagnostic) {
    self.cache = cache
    self.reference = reference
    self.request = request
    try FileSystem.createDirectory(cache.folder)
    let folder = cache.folder
    let lock = try FileLock.take(
      cache.lock, longestWaitSeconds: Self.lockSeconds,
      waiting: {
        events.note(
          Phrase(
            en: "\(folder): another run is fetching; waiting for it",
            fr: "\(folder) : un autre passage télécharge ; attente de sa fin"))
      }, isCancelled: events.isCancelled)
    guard let lock else {
      throw Diagnostic(
        "contours.busy", at: SourceLocation(file: folder),
        Phrase(en: "another run is fetching into this cache", fr: "un autre passage télécharge dans ce cache")
      )
    }
    let http: HTTPSession
    do throws(HTTPFailure) {
      http = try HTTPSession(request.http)
    } catch {
      throw error.diagnostic
    }
    for code in request.codes { handle(code, http, session, events) }
    withExtendedLifetime(lock) {}
  }

  private mutating func handle(_ code: String, _ http: HTTPSession, _ session: LoadSession, _ events: Events)
  {
    let unit = ContourUnit(request.level, code)
    guard unit.url(base: request.baseURL) == nil else {
      add(unit, fetch(unit, http, events))
      return
    }
    let parts = request.level == .region ? reference.departements(of: code) : [code]
    for part in parts where !items.contains(where: { $0.unit == ContourUnit(.commune, part) }) {
      let commune = ContourUnit(.commune, part)
      add(commune, fetch(commune, http, events))
    }
    add(unit, build(unit, from: parts.map { ContourUnit(.commune, $0) }, session))
  }

  private mutating func add(_ unit: ContourUnit, _ state: State) {
    items.append(Item(unit: unit, state: state, manifest: cache.state(of: unit).manifest))
  }

  private mutating func fetch(_ unit: ContourUnit, _ http: HTTPSession, _ events: Events) -> State {
    if !request.isForced, cache.state(of: unit).manifest != nil { return .present }
    guard !isStopped, let url = unit.url(base: request.baseURL) else { return .notTried }
    let part = cache.part(unit)
    let download: Download
    do throws(HTTPFailure) {
      download = try Download.fetch(
        url, to: part, session: http, progress: { events.progress(unit, $0, $1) },
        retrying: { failure, seconds in
          let wait = FixedDecimal.shortest((seconds * 10).rounded() / 10)
          let words = failure.diagnostic.message
          events.note(
            Phrase(
              en: "\(unit.name): \(words.english); again in \(wait) s",
              fr: "\(unit.name) : \(words.french) ; nouvel essai dans \(wait) s"))
        }, isCancelled: events.isCancelled)
    } catch {
      // What holds for one address holds for all: an unplugged network is not tried a hundred times.
      if error.kind == .unreachable || error.kind == .cancelled { isStopped = true }
      return error.kind == .cancelled ? .notTried : .failed(error.diagnostic)
    }
    do throws(Diagnostic) {
      try keep(unit, part: part, url: url)
      return .fetched(resumedBytes: download.resumedBytes)
    } catch {
      try? FileSystem.remove(part)
      return .failed(error)
    }
  }

  /// Checks what was received, then puts it in its place.
  private func keep(_ unit: ContourUnit, part: String, url: String) throws(Diagnostic) {
    let bytes = try ByteFile.read(part)
    let check = try ContourCheck(bytes, unit: unit, url: url, reference: reference)
    var manifest = ContourManifest(
      unit: unit, url: url, date: WallClock.utc, byteCount: bytes.count, sha256: SHA256.hexDigest(of: bytes),
      featureCount: check.featureCount, source: ContourService.publisher(of: url))
    manifest.years = check.years
    manifest.absentCodes = check.absentCodes
    manifest.unknownCodes = check.unknownCodes
    try FileSystem.move(part, to: cache.file(unit))
    // Between these two steps the file is not what its manifest says, so it would be fetched again.
    try OutputFile.write(manifest.bytes, to: cache.manifest(unit), overwrite: true)
  }

  /// Builds a level that the service has no contour of.
  private func build(_ unit: ContourUnit, from parts: [ContourUnit], _ session: LoadSession) -> State {
    let manifests = parts.compactMap { cache.state(of: $0).manifest }
    guard manifests.count == parts.count else { return .notTried }
    let former = cache.state(of: unit).manifest
    let sources = manifests.map { (name: $0.unit.name + ".geojson", sha256: $0.sha256) }
    if !request.isForced, let former,
      former.builtFrom.map(\.name) == sources.map(\.name),
      former.builtFrom.map(\.sha256) == sources.map(\.sha256)
    {
      return .present
    }
    do throws(Diagnostic) {
      let bytes = try ContourBuild.geoJSON(
        unit, from: parts.map { cache.file($0) }, reference: reference, session: session)
      var manifest = ContourManifest(
        unit: unit, url: nil, date: WallClock.utc, byteCount: bytes.count,
        sha256: SHA256.hexDigest(of: bytes),
        featureCount: 1, source: manifests[0].source)
      manifest.years = manifests[0].years.filter { year in manifests.allSatisfy { $0.years.contains(year) } }
      manifest.builtFrom = sources
      try OutputFile.write(bytes, to: cache.file(unit), overwrite: true)
      try OutputFile.write(manifest.bytes, to: cache.manifest(unit), overwrite: true)
      return .built
    } catch {
      return .failed(error)
    }
  }
}
