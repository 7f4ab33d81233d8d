import GeoFormats
import GeoModel
import GeoNative
import Testing

#if os(Linux)
  import Glibc
#endif

@Suite struct FileTests {
  @Test func whatIsWrittenIsRead() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try OutputFile.write(bytes, to: folder.file("a.bin"), overwrite: false)
    #expect(try ByteFile.read(folder.file("a.bin")) == bytes)
    try OutputFile.write([], to: folder.file("empty"), overwrite: false)
    #expect(try ByteFile.read(folder.file("empty")) == [])
    #expect(FileSystem.list(folder.path) == ["a.bin", "empty"])
    #expect(FileSystem.fileSize(folder.file("a.bin")) == 300_000 && FileSystem.fileSize(folder.path) == nil)
  }

  @Test func existingFilesAreKeptUnlessTold() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.csv")
    try OutputFile.write([1], to: path, overwrite: false)
    let found = diagnostic { try OutputFile.write([2], to: path, overwrite: false) }
    #expect(found?.code == "file.exists" && found?.hint?.english.contains("--force") == true)
    #expect(try ByteFile.read(path) == [1])
    try OutputFile.write([2], to: path, overwrite: true)
    #expect(try ByteFile.read(path) == [2] && FileSystem.list(folder.path) == ["a.csv"])
  }

  @Test func outputsThatCannotBe() throws {
    let folder = try TemporaryFolder()
    #expect(
      diagnostic { try OutputFile.write([1], to: folder.file("no/a"), overwrite: false) }?.code
        == "file.write")
    #expect(
      diagnostic { try OutputFile.write([1], to: folder.path, overwrite: true) }?.code == "file.directory")
    #expect(
      diagnostic { try OutputFile.write([1], to: "/proc/maillage", overwrite: false) }?.code == "file.write")
    #expect(FileSystem.list(folder.path) == [])
    #if os(Linux)
      let full = diagnostic { try OutputFile.write([1], to: "/dev/full", overwrite: false) }
      #expect(full?.code == "file.write" && full?.message.english.contains("no space left") == true)
      #expect(throws: Never.self) { try OutputFile.write([1], to: "/dev/null", overwrite: false) }
    #endif
  }

  @Test func missingFilesNameTheirNeighbours() throws {
    let folder = try TemporaryFolder()
    for name in ["communes-2024.geojson", "sites.csv", "z"] {
      try OutputFile.write([1], to: folder.file(name), overwrite: false)
    }
    let found = diagnostic { _ = try ByteFile.read(folder.file("comunes-2024.geojson")) }
    #expect(
      found?.code == "file.missing" && found?.hint?.english.contains("\"communes-2024.geojson\"") == true)
    #expect(diagnostic { _ = try ByteFile.read(folder.file("quite-other")) }?.hint == nil)
    let lost = diagnostic { _ = try ByteFile.read(folder.file("x/y.csv")) }
    #expect(lost?.code == "file.missing" && lost?.message.english.contains("does not exist") == true)
    #expect(diagnostic { _ = try ByteFile.read(folder.path) }?.code == "file.directory")
    #expect(diagnostic { _ = try ByteFile.read(folder.file("z/y.csv")) }?.code == "file.missing")
  }

  @Test func foldersAreMade() throws {
    let folder = try TemporaryFolder()
    try FileSystem.createDirectory(folder.file("a/b/c"))
    try FileSystem.createDirectory(folder.file("a/b/c"))
    #expect(FileSystem.isDirectory(folder.file("a/b/c")) && FileSystem.exists(folder.file("a")))
    try OutputFile.write([1], to: folder.file("f"), overwrite: false)
    #expect(diagnostic { try FileSystem.createDirectory(folder.file("f")) }?.code == "file.directory")
    #expect(FileSystem.list(folder.file("none")) == [])
  }

  @Test func aboutTheProcess() throws {
    #expect(FileSystem.executablePath().map(FileSystem.exists) == true)
    #expect(FileSystem.currentDirectory.map(FileSystem.isDirectory) == true)
    #expect(FileSystem.environment("PATH") != nil && FileSystem.environment("NO_SUCH_VARIABLE_HERE") == nil)
    #expect(
      FileSystem.split("/a/b/") == ("/a", "b") && FileSystem.split("b") == (".", "b")
        && FileSystem.split("/b") == ("/", "b"))
  }

  @Test func formatsByContent() throws {
    let folder = try TemporaryFolder()
    func read(_ name: String, _ bytes: [UInt8], digest: Bool = false) throws -> DataFile {
      try OutputFile.write(bytes, to: folder.file(name), overwrite: true)
      return try DataFile.read(folder.file(name), options: DataFileOptions(digest: digest))
    }
    let table = try read("misnamed.geojson", Array("a;b\n1;2\n"), digest: true)
    #expect(table.byteCount == 8 && table.sha256?.utf8.count == 64 && table.content.table.rowCount == 1)
    guard case .layer(let layer) = try read("x.json", Array(#"{"type":"Point","coordinates":[1,2]}"#)).content
    else {
      Issue.record("not a layer")
      return
    }
    #expect(layer.layer.count == 1)
    let refused: [([UInt8], String)] = [
      (Array("<html><body>"), "HTML"),
      (Array("<?xml version='1.0'?><kml/>"), "XML"),
      ([UInt8](repeating: 1, count: 100), "binary"), (Array("%PDF-1.4"), "PDF"),
    ]
    for (bytes, word) in refused {
      let found = diagnostic { _ = try read("f.csv", bytes) }
      #expect(found?.code == "format.unsupported" && found?.message.english.contains(word) == true)
    }
    let damaged: [([UInt8], String)] = [
      (Array("PK\u{3}\u{4}xxxx"), "zip.truncated"), ([0x1F, 0x8B, 8, 0], "gzip.truncated"),
      ([0, 0, 0x27, 0x0A, 0, 0], "shapefile.truncated"), ([], "format.empty"),
    ]
    for (bytes, code) in damaged { #expect(diagnostic { _ = try read("f", bytes) }?.code == code) }
  }

  @Test func encodingsByName() {
    #expect(TextEncoding(parsing: "UTF-8") == .utf8 && TextEncoding(parsing: "iso-8859-1") == .latin1)
    #expect(TextEncoding(parsing: "Windows-1252") == .cp1252 && TextEncoding(parsing: "ebcdic") == nil)
  }
}

#if os(Linux)
  @Suite struct SpecialFileTests {
    @Test func filesWithoutASize() throws {
      #expect(try ByteFile.read("/proc/self/status").count > 100)
      #expect(try ByteFile.read("/dev/null") == [])
      #expect(diagnostic { _ = try ByteFile.read("/proc/self/mem") }?.code == "file.unreadable")
    }

    @Test func aClosedPipeHasItsOwnCode() throws {
      OutputFile.ignoreBrokenPipes()
      var ends: [Int32] = [0, 0]
      try #require(unsafe pipe(&ends) == 0)
      close(ends[0])
      let found = diagnostic { try OutputFile.send([1, 2, 3], to: ends[1], path: "-") }
      close(ends[1])
      #expect(found?.code == "file.pipe")
    }

    @Test func pipesAreReadToTheirEnd() throws {
      var ends: [Int32] = [0, 0]
      try #require(unsafe pipe(&ends) == 0)
      let bytes = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      // As much as a pipe holds, so that one thread can write all and then read.
      try OutputFile.send(bytes, to: ends[1], path: "-")
      close(ends[1])
      #expect(try ByteFile.read("/proc/self/fd/\(ends[0])") == bytes)
      close(ends[0])
    }

    @Test func permissionsAndLinksAreKept() throws {
      let folder = try TemporaryFolder()
      let path = folder.file("a")
      try OutputFile.write([1], to: path, overwrite: false)
      try #require(unsafe chmod(path, 0o640) == 0)
      try #require(unsafe symlink(path, folder.file("link")) == 0)
      try OutputFile.write([2], to: folder.file("link"), overwrite: true)
      #expect(try ByteFile.read(path) == [2])
      var status = stat()
      #expect(unsafe lstat(folder.file("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
      #expect(unsafe stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
      #expect(FileSystem.list(folder.path) == ["a", "link"])
    }
  }
#endif
