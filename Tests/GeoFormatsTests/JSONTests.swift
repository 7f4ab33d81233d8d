import Foundation
import GeoModel
import TestSupport
import Testing

@testable import GeoFormats

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text), source: "f.json")
  }

  @Test func orderAndKindsAreKept() throws {
    let text = #"{"b":1,"a":[true,false,null,-2.5,"é\n"],"c":{}}"#
    let value = try parse(text)
    #expect(value.compactText == text)
    #expect(value["a"] == .array([.bool(true), .bool(false), .null, .number(-2.5), .string("é\n")]))
    #expect(value["none"] == nil)
  }

  @Test func prettyTextHasTwoBlanksALevel() throws {
    let value: JSONValue = .object([
      ("a", .int(1)), ("b", .array([.int(1), .object([])])), ("c", .array([])),
    ])
    #expect(value.prettyText == "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    {}\n  ],\n  \"c\": []\n}")
    #expect(try parse(value.prettyText) == value)
  }

  @Test func numbersAreWritten() {
    let values: [JSONValue] = [
      .number(.nan), .number(-.infinity, decimals: 2), .number(1.005, decimals: 2), .number(0.1 + 0.2),
      .number(3),
    ]
    #expect(JSONValue.array(values).compactText == "[null,null,1,0.30000000000000004,3]")
  }

  @Test func controlCharactersAreEscaped() throws {
    let text = "\u{0}\u{1}\u{1F}\"\\/\u{8}\u{C}\n\r\t\u{7F}é😀"
    let written = JSONValue.string(text).compactText
    #expect(written == "\"\\u0000\\u0001\\u001f\\\"\\\\/\\b\\f\\n\\r\\t\u{7F}é😀\"")
    #expect(try parse(written) == .string(text))
    #expect(try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8)) == [text])
  }

  @Test func textsEqualThoseOfTheLibrary() throws {
    var generator = SeededRandom(seed: 99)
    let pieces = [
      "a", "é", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\\uD800",
      "\\udc00",
      "\\x", "\\u12", "\u{1}", "\\u20ac", " ", "\\b", "\\f", "\\t", "\\r", "\\",
    ]
    var accepted = 0
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...6, using: &generator)
      let body = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let document = "[\"\(body)\"]"
      let library = try? JSONDecoder().decode([String].self, from: Data(document.utf8))
      let ours = (try? parse(document)).flatMap { value -> [String]? in
        guard case .array(let items) = value else { return nil }
        return items.compactMap(\.text)
      }
      #expect(ours == library, "\(document)")
      if ours != nil { accepted += 1 }
    }
    #expect(accepted > 500)
  }

  @Test(arguments: [
    ("", "json.empty", 1), ("  ", "json.empty", 1), ("{", "json.truncated", 1),
    ("[1,\n2", "json.truncated", 2),
    ("\"abc", "json.truncated", 1), ("[1 2]", "json.syntax", 1), ("{\"a\" 1}", "json.syntax", 1),
    ("[1,]", "json.syntax", 1),
    ("[\n\nNaN]", "json.not-a-number", 3), ("[-Infinity]", "json.not-a-number", 1),
    ("[01]", "json.number", 1),
    ("[1e999]", "json.number", 1), ("[tru]", "json.syntax", 1), ("tru", "json.truncated", 1),
    ("\"\\q\"", "json.escape", 1),
    ("\"a\nb\"", "json.control", 1), ("[] x", "json.trailing", 1), ("'a'", "json.syntax", 1),
    ("[-", "json.truncated", 1),
    ("{\"a\":1,}", "json.syntax", 1), ("[1.]", "json.number", 1),
  ])
  func brokenDocuments(text: String, code: String, line: Int) {
    let found = diagnostic { _ = try parse(text) }
    #expect(found?.code == code)
    #expect(found?.location.line == line && found?.location.file == "f.json")
  }

  @Test func depthIsLimited() throws {
    let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try parse(nested(256)) }
    #expect(diagnostic { _ = try parse(nested(257)) }?.code == "json.depth")
    #expect(diagnostic { _ = try parse(String(repeating: "[", count: 1_000_000)) }?.code == "json.depth")
  }

  @Test func bytesThatAreNotUTF8() {
    let bytes = Array("[\"") + [0xE9] + Array("\"]")
    #expect(diagnostic { _ = try JSONValue(parsing: bytes, source: "f") }?.code == "json.encoding")
  }
}
