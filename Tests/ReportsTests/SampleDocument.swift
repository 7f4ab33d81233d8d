import Reports

/// A small report with one block of each kind.
func sampleDocument() -> Document {
  let numbers = FrenchNumber.plain
  var report = Document(title: "Zones blanches", subtitle: "Occitanie, maisons de santé")
  report.heading("La réponse")
  report.paragraph(
    "Il reste \(strong: numbers.integer(139_249, unit: "hab.")) à plus de 15 km d’une maison de santé, soit \(numbers.percent(0.0229)) de la région."
  )
  report.keyFigures([
    KeyFigure("Surface non couverte", numbers.area(km2: 6520.3)),
    KeyFigure("Communes sans couverture", "131"),
  ])
  report.heading("Territoires", level: 2)
  report.table(
    "Les plus mal couverts", columns: [.text("Bassin de vie"), .number("Habitants"), .number("Part")],
    rows: [["Lombez", "9 870", "12,1 %"], ["Mauléon-Barousse", "812", "100 %"]],
    totals: [["Total", "10 682", ""]], note: "Part de la population.")
  report.bullets(["Contours : IGN", "Population : INSEE"])
  report.numbered(["Lire", "Joindre"])
  report.note("Un tiers de la surface est au bord.")
  report.warning("Trois lignes rejetées.")
  report.preformatted("maillage gaps \\\n  --within 15km\n")
  report.figure("carte.svg", "Carte de la part couverte")
  return report
}
