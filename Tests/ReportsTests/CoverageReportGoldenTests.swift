import Reports
import Testing

@Suite struct CoverageReportGoldenTests {
  /// The whole report, as a director and a statistician read it.
  @Test func theReportReadsSo() {
    let expected = #"""
      Les zones blanches des maisons de santé en Occitanie
      ════════════════════════════════════════════════════

      Qui vit, en Occitanie, à plus de 15 km d’une maison de santé ?

      L’étude porte sur 4 453 communes, soit 73 399,1 km² et 6 080 731 habitants, et
      sur 370 sites (maisons de santé). Est dit « non couvert » tout lieu à plus de
      15 km, à vol d’oiseau, du site le plus proche ; une « zone blanche » est un
      ensemble d’un seul tenant de lieux non couverts.


      La réponse
      ──────────

      139 249 habitants (estimation), soit 2,3 % de la population, vivent à plus de
      15 km de tout site. Les lieux non couverts forment 12 zones blanches et
      s’étendent sur 6 520,3 km², soit 8,9 % de la surface étudiée.

        Zones blanches ........................                   12
        Surface non couverte ..................  6 520,3 km² (8,9 %)
        Habitants non couverts (estimation) ...      139 249 (2,3 %)
        Communes entièrement non couvertes ....        131 sur 4 453
        Plus grande distance à un site ........              27,4 km
        Contrôles non respectés ...............              1 sur 2

      Le lieu le plus éloigné est à 27,4 km du site le plus proche (MSP
      d’Argelès-Gazost), dans la zone blanche n° 4 (commune principale :
      Luz-Saint-Sauveur ; coordonnées : 42,7321° N, 0,0312° O).

      Niveau « Bassins de vie » : sur 13 territoires entièrement compris dans l’étude,
      5 n’ont aucun site ; 34 545 habitants y vivent. 1 autre territoire sans site est
      coupé par le bord de l’étude : ce que contient son autre partie n’est pas connu,
      il n’est pas compté ici.

      ! Attention : 1 contrôle sur 2 n’est pas respecté : « au moins 1 site par
        territoire (bassins de vie) » (constaté : 5 territoires sans site).

      Figure : part couverte de chaque territoire, zones blanches hachurées et sites
      (carte.svg)

      Avant de citer ces chiffres
      ---------------------------

      - Le bord de l’étude. Sur 6 520,3 km² non couverts, 2 170,4 km² (33,3 %) sont à
        moins de 15 km d’un territoire français que les données ne décrivent pas ;
        45 120 habitants y vivent (32,4 % des habitants non couverts). Un site situé
        de l’autre côté peut les desservir : pour cette part, l’étude ne permet pas de
        conclure. Le reste (4 349,9 km² et 94 129 habitants) ne dépend d’aucun site
        français voisin.
      - Une estimation. Les habitants non couverts sont comptés comme si la population
        était répartie également sur toute la surface de chaque commune.
      - Des sites écartés. 2 sites sur 372 n’ont pas pu être placés et ne couvrent
        rien ici : la part non couverte peut être surestimée autour d’eux.
      - Une distance, pas un trajet. Elle est prise à vol d’oiseau ; le relief, les
        routes et la saison peuvent éloigner davantage. La présence d’un site ne dit
        rien de sa capacité d’accueil.
      - À lire. 1 avertissement en fin de rapport.
      - Les données. Territoires (IGN, ADMIN EXPRESS COG, millésime 2024) ;
        populations (INSEE, populations légales 2022) ; sites (FINESS, extraction de
        mai 2024) ; source non précisée pour niveau bv2022.


      Les dix territoires les moins couverts
      ──────────────────────────────────────

      Niveau « Bassins de vie ». Classement : part des habitants non couverts, puis
      leur nombre.

      ─────────────────────────────────────────────────────────────────────────────────────
                                            Non           km² non                Intervalle
      Territoire            Habitants  couverts    Part  couverts  Sites  Taux       à 95 %
      ─────────────────────────────────────────────────────────────────────────────────────
      Lombez                    9 870     9 870   100 %     402,5      0     0     0 à 37,4
      Luz-Saint-Sauveur         5 402     5 402   100 %     588,1      0     0     0 à 68,3
      Mauléon-Barousse          8 120     7 904  97,3 %     590,2      0     0     0 à 45,4
      La                        7 033     5 871  83,5 %     338,2      0     0     0 à 52,5
      Salvetat-sur-Agout
      Formiguères               4 120     3 125  75,8 %     397,8      0     0     0 à 89,5
      Saint-Chély-d’Apcher     14 211     9 105  64,1 %     610,4      1   7,0   0,2 à 39,2
      Quillan                  12 977     8 233  63,4 %     540,7      1   7,7   0,2 à 42,9
      Saint-Denis (48030)       3 316     1 316  39,7 %     190,2      1  30,2  0,8 à 168,0
      Vic-Fezensac              9 911     3 911  39,5 %     176,4      1  10,1   0,3 à 56,2
      Saint-Denis (12214)       8 100     2 100  25,9 %     137,0      2  24,7   3,0 à 89,2
      ─────────────────────────────────────────────────────────────────────────────────────
      Ensemble de l’étude   6 080 731   139 249   2,3 %   6 520,3    370   6,1
      ─────────────────────────────────────────────────────────────────────────────────────
      Part des habitants non couverts. Taux : sites pour 100 000 habitants.

      3 territoires, dits « tronqués », sont coupés par le bord de l’étude et tenus
      hors du classement : leurs chiffres ne portent que sur la partie présente dans
      les données. Les moins couverts d’entre eux :

      ────────────────────────────────────────────────────────────────────────────────
      Territoire        Communes                                        km² non
      tronqué       dans l’étude  Habitants  Non couverts    Part      couverts  Sites
      ────────────────────────────────────────────────────────────────────────────────
      Nant             15 sur 18      6 904         2 904  42,1 %         244,6      0
      Souillac         17 sur 26     13 402         4 204  31,4 %         201,3      2
      ────────────────────────────────────────────────────────────────────────────────


      Les taux les plus bas
      ─────────────────────

      5 territoires n’ont aucun site ; leur taux est nul, même si un site voisin peut
      les couvrir. Du plus peuplé au moins peuplé : Lombez (9 870 hab.),
      Mauléon-Barousse (8 120 hab.), La Salvetat-sur-Agout (7 033 hab.),
      Luz-Saint-Sauveur (5 402 hab.) et Formiguères (4 120 hab.).

      Parmi les territoires qui ont au moins un site :

      ───────────────────────────────────────────────────────────────
      Territoire            Habitants  Sites  Taux  Intervalle à 95 %
      ───────────────────────────────────────────────────────────────
      Toulouse              5 899 279    353   6,0          5,4 à 6,6
      Saint-Chély-d’Apcher     14 211      1   7,0         0,2 à 39,2
      Quillan                  12 977      1   7,7         0,2 à 42,9
      Foix                     31 455      3   9,5         2,0 à 27,9
      Vic-Fezensac              9 911      1  10,1         0,3 à 56,2
      ───────────────────────────────────────────────────────────────
      Taux : sites pour 100 000 habitants. Un intervalle large signale un petit nombre
      de sites : l’écart entre deux taux peut alors tenir au hasard.

      Autre niveau
      ------------

      - Niveau « Départements » : les 2 territoires entièrement compris dans l’étude
        ont tous au moins un site. Taux pour 100 000 habitants, hors taux nuls : de
        3,1 (Gers) à 11,8 (Aveyron).


      Les dix plus grandes zones blanches, par nombre d’habitants
      ───────────────────────────────────────────────────────────

      ────────────────────────────────────────────────────────────────────────────────
                                                                  Distance la
      N°  Commune principale    Communes      km²  Habitants      plus grande  Au bord
      ────────────────────────────────────────────────────────────────────────────────
      1   Lombez                      41    402,5     14 820          21,4 km      0 %
      2   Mauléon-Barousse            58    611,9     12 077          24,9 km   31,0 %
      3   Saint-Chély-d’Apcher        36    720,4     11 954          23,7 km   78,0 %
      4   Luz-Saint-Sauveur           22    588,1     10 412          27,4 km      0 %
      5   Quillan                     63    640,7     10 233          22,9 km    4,0 %
      6   La                          19    388,2      9 871          20,1 km      0 %
          Salvetat-sur-Agout
      7   Souillac                    17    301,3      9 204          19,7 km    100 %
      8   Formiguères                 24    497,8      8 125          25,3 km   12,0 %
      9   Vic-Fezensac                20    276,4      7 911          18,2 km   55,0 %
      10  Nant                        15    344,6      6 904          19,1 km   61,0 %
      ────────────────────────────────────────────────────────────────────────────────
          2 autres zones                  1 737,2     37 416
          Lieux de moins de                  11,2        322
          1 km²
          Total non couvert               6 520,3    139 249
      ────────────────────────────────────────────────────────────────────────────────
      Distance : du lieu le plus éloigné de la zone au site le plus proche. Au bord :
      part des habitants de la zone qu’un site situé hors des données pourrait
      desservir.

      Où elles se trouvent
      ───────────────────────────────────────────────────────────────────────────
      N°  Site le plus proche    Bassins de vie
      ───────────────────────────────────────────────────────────────────────────
      1   MSP de Samatan         Lombez
      2   MSP de Saint-Béat-Lez  Saint-Gaudens, Lannemezan, Montréjeau et 1 autre
      3   MSP d’Aumont-Aubrac    Saint-Chély-d’Apcher
      4   MSP d’Argelès-Gazost   Luz-Saint-Sauveur
      5   MSP de Limoux          Quillan
      6   MSP de Lacaune         La Salvetat-sur-Agout
      7   n.d.                   Souillac
      8   MSP de Font-Romeu      Formiguères
      9   MSP d’Eauze            Vic-Fezensac
      10  MSP du Larzac          Nant
      ───────────────────────────────────────────────────────────────────────────


      Et avec une autre distance ?
      ────────────────────────────

      ────────────────────────────────────────────────────────────────────────────────
                                                                              Communes
                             Zones        km² non  Habitants non           entièrement
      Distance            blanches       couverts       couverts   Part  non couvertes
      ────────────────────────────────────────────────────────────────────────────────
      10 km                     96       23 109,0        499 821  8,2 %            548
      15 km (étude)             12        6 520,3        139 249  2,3 %            131
      20 km                      9        1 530,6         24 310  0,4 %             19
      ────────────────────────────────────────────────────────────────────────────────


      Contrôles
      ─────────

      ────────────────────────────────────────────────────────────────────────────────
      Contrôle                    Résultat                     Constaté          Seuil
      ────────────────────────────────────────────────────────────────────────────────
      Au moins 1 site par         NON RESPECTÉ  5 territoires sans site              0
      territoire (bassins de
      vie)
      Part de la population       respecté                       97,7 %  au moins 95 %
      couverte
      ────────────────────────────────────────────────────────────────────────────────

      - Au moins 1 site par territoire (bassins de vie) – en défaut : Lombez,
        Mauléon-Barousse, La Salvetat-sur-Agout, Luz-Saint-Sauveur et Formiguères.


      Méthode et paramètres
      ─────────────────────

      Ce qui est couvert
      ------------------

      - Chaque site couvre un disque de 15 km de rayon ; n’est pas couvert ce qui est
        hors de tous les disques. Un disque est tracé comme un polygone de 256 côtés
        (64 par quart de cercle), dont les sommets sont sur le cercle : il s’en écarte
        de 1,1 m au plus.
      - Distances et surfaces sont mesurées dans le système plan légal, Lambert-93
        (EPSG:2154) : les surfaces y sont plus grandes de 0,12 % que sur l’ellipsoïde.

      Ce qui est compté
      -----------------

      - Habitants : on suppose qu’ils sont répartis également dans chaque commune. Si
        30 % de sa surface n’est pas couverte, 30 % de ses habitants sont comptés
        comme non couverts. Là où un bourg rassemble la population, l’écart avec la
        réalité peut être sensible.
      - Une commune est dite « non couverte » si la part non couverte de sa surface
        dépasse 1 − 10⁻⁶, « couverte » si cette part est inférieure à 10⁻⁶,
        « partielle » sinon : 10⁻⁶ laisse passer les arrondis du calcul, rien de plus.
      - Zone blanche : lieux non couverts d’un seul tenant, de 1 km² au moins, ou de
        moins s’ils contiennent un territoire entier (une île ne disparaît pas). Le
        reste est compté à part : 37 lieux, 11,2 km², 322 habitants.
      - Bord de l’étude : en fait partie ce qui est non couvert et à moins de 15 km
        d’un territoire français absent des données.
      - Un territoire est dit « tronqué » quand les données ne contiennent qu’une
        partie de ses communes ; il n’entre dans aucun classement.
      - Taux : sites pour 100 000 habitants ; intervalle de confiance à 95 %, exact,
        de la loi de Poisson. Pas de taux sans population connue et non nulle.

      Contours et sites
      -----------------

      - Recouvrements : là où deux contours se recouvrent (7,7 km² en tout), le sol
        n’est compté qu’une fois.
      - Fentes entre les contours : un vide entouré de territoires est un défaut de
        dessin si sa largeur moyenne (2 × surface ÷ périmètre) est inférieure à 250 m.
        Il y en a 1 071 (8,0 km² en tout) : ils ne comptent dans aucune surface et ne
        séparent pas deux zones blanches.
      - Enclaves : 1 vide plus large, 12,9 km², hors de l’étude.
      - Réparations : 1 contour invalide réparé avant le calcul : 65275 Lannes :
        auto-intersection en 0,1230 43,4560, surface +12 m².
      - Un site placé sur une limite, ou dans plusieurs territoires à la fois, est
        donné au plus petit code.

      Ce que l’étude ne dit pas
      -------------------------

      - Le temps de trajet : toutes les distances sont à vol d’oiseau.
      - L’offre réelle : un site compte pour un, quels que soient son effectif, ses
        horaires et ses délais.
      - Ce qui n’est pas dans le fichier des sites, en particulier de l’autre côté
        d’une frontière.


      Sources
      ───────

      - Territoires (2 fichiers) : IGN, ADMIN EXPRESS COG, millésime 2024.
      - Populations : INSEE, populations légales 2022.
      - Sites : FINESS, extraction de mai 2024.
      - Niveau bv2022 : source non précisée.

      ────────────────────────────────────────────────────────────────────────────────
      Fichier                  Octets  Ce qui en a été lu
      ────────────────────────────────────────────────────────────────────────────────
      communes-09.geojson   1 204 511  327 communes, clé code_territoire
      communes-11.geojson   1 630 092  433 communes, clé code_territoire
      population-2022.csv   1 402 330  34 960 lignes, « ; », UTF-8, colonne PMUN
      finess-occitanie.csv  2 803 114  10 007 lignes, « ; », Latin-1, coordonnées
                                       coordxet et coordyet (EPSG:2154), choix
                                       categetab=603
      appartenance.csv        980 401  34 935 lignes, colonne BV2022
      ────────────────────────────────────────────────────────────────────────────────

      Empreintes SHA-256, que sha256sum -c vérifie :

          aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  communes-09.geojson
          bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb  communes-11.geojson
          cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc  population-2022.csv
          dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd  finess-occitanie.csv
          eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee  appartenance.csv

      Commande qui redonne les mêmes résultats :

          maillage run etude.json

      Outils : Maillage 0.1.0, GEOS 3.11.1, PROJ 9.1.1 (EPSG v10.076).


      Bilan des masses
      ────────────────

      Chaque total est comparé à la somme de ses parties ; tous les bilans sont justes
      (aux arrondis d’affichage près).

      - Lignes du fichier des sites : 10 007 lues = 9 635 hors du choix de l’étude +
        372 retenues.
      - Sites (maisons de santé) : 372 retenus = 369 affectés + 1 dans plusieurs
        territoires + 0 hors de tout territoire + 2 rejetés ; dont 1 sur une limite.
      - Communes : 4 453 en tout = 3 662 couvertes + 660 partielles + 131 non
        couvertes.
      - Surface : 73 399,1 km² = 66 878,8 couverts + 6 520,3 non couverts.
      - Surface non couverte : 6 520,3 km² = 6 509,1 dans les zones blanches + 11,2 en
        petits lieux isolés.
      - Habitants non couverts : 139 249 hab. = 138 927 dans les zones blanches + 322
        en petits lieux isolés.
      - Bassins de vie, communes : 4 453 = 4 453 dans 16 territoires.
      - Bassins de vie, sites : 370 = 370 dans 16 territoires.
      - Bassins de vie, habitants : 6 080 731 hab. = 6 080 731 dans 16 territoires.
      - Départements, communes : 4 453 = 746 dans 2 territoires + 3 707 hors de ce
        niveau.
      - Départements, sites : 370 = 39 dans 2 territoires + 331 hors de ce niveau.
      - Départements, habitants : 6 080 731 hab. = 472 390 dans 2 territoires +
        5 608 341 hors de ce niveau.


      Avertissements
      ──────────────

      - 2 communes ont changé de code entre 2022 et 2024 : 48126 et 65399.

      """#
    let document = CoverageReport.document(from: sampleFacts(), mapFile: "carte.svg")
    let lines = TextRenderer().render(document).split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == wanted.count)
    for (line, want) in zip(lines, wanted) { #expect(line == want) }
  }
}
