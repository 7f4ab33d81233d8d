import Coverage
import Testing

/// What becomes of classes when figures change.
@Suite struct ClassChangesTests {
  @Test func changesAreCountedByTerritoriesAndPeople() throws {
    let classes = try #require(ClassBounds([], .fixed([10])))
    // Up, down, the same, lost, found, without either.
    let changes = ClassChanges(
      classes, before: [5, 15, 5, 5, nil, nil], after: [10, 9, 6, nil, 12, nil],
      people: [1, 2, 4, 8, 16, 32])
    #expect(changes.up == (1, 1) && changes.down == (1, 2) && changes.withOrWithout == (2, 24))
    #expect(changes.territories == [[1, 1, 1], [1, 0, 0], [0, 1, 1]])
    #expect(changes.people == [[4, 1, 8], [2, 0, 0], [0, 16, 32]])
  }
}
