"""Farming, forests, gardens, animals, environment."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "maraichage",
        "Maraîchage biologique | Maraîcher : produire et vendre en circuit court",
        codes="21259 21250 21258 / A1414 / 211",
        hours=(560, 280),
        levels=(1, 14),
        goal=6,
        certificate="Brevet professionnel Responsable d'exploitation, option maraîchage",
        objective="""Conduire des cultures légumières biologiques, de la graine à l'étal, et préparer son
        installation.""",
        results="Diplôme de niveau 4 ouvrant aux aides à l'installation.",
        programme="""
        Sols, rotations, engrais verts
        Semis, plantations, serres froides
        Irrigation économe
        Maladies et ravageurs : prévenir, intervenir
        Traction, mécanisation légère
        Vendre : marché, paniers, cantines
        Chiffrer son projet""",
        before="Expérience d'un mois en ferme. Permis B.",
    ),
    trade(
        "elevage-bovin",
        "Salarié d'élevage bovin | Conduite d'un troupeau laitier et fromager",
        codes="21078 21085 21056 / A1407 A1416 / 212",
        hours=(420, 280),
        levels=(1, 13),
        goal=7,
        certificate="Certificat de spécialisation Conduite d'un élevage bovin",
        objective="""Soigner, nourrir et traire un troupeau, et prendre sa place dans une ferme ou un groupement
        d'employeurs.""",
        results="Certificat de spécialisation et embauche par un groupement.",
        programme="""
        Comportement et contention
        Traite et qualité du lait
        Alimentation et pâturage
        Vêlage et soins aux veaux
        Conduite du tracteur
        Remplacer un éleveur en toute confiance""",
        before="Immersion de deux semaines dans un élevage.",
    ),
    trade(
        "ouvrier-viticole",
        "Ouvrier qualifié en viticulture | Taille et travaux de la vigne",
        codes="21223 21204 / A1405 A1401 / 211",
        hours=(350, 210),
        levels=(1, 13),
        goal=7,
        objective="""Réaliser les travaux manuels et mécaniques de la vigne tout au long de l'année.""",
        results="Certificat de taille et attestation de compétences.",
        programme="""
        Taille douce et respect des flux de sève
        Travaux en vert
        Sol vivant et enherbement
        Conduite de l'enjambeur
        Protection raisonnée et biologique
        Vendanges et chai""",
        before="Travail en extérieur, posture penchée.",
    ),
    trade(
        "paysagiste",
        "Ouvrier du paysage | Aménager et entretenir parcs et jardins | Jardinier paysagiste",
        codes="21277 21297 21299 / A1203 / 214",
        hours=(630, 280),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Ouvrier du paysage",
        objective="""Planter, tailler, engazonner et réaliser de petits ouvrages dans les jardins privés et publics.""",
        results="Titre professionnel de niveau 3 et certificat individuel pour les produits de protection.",
        programme="""
        Reconnaître une centaine de végétaux
        Préparer le sol et planter
        Tailler arbustes et haies au bon moment
        Dallages, bordures, clôtures
        Arrosage et récupération d'eau
        Gestion différenciée et jardin sans pesticides
        Machines : conduite et entretien""",
        before="Goût de l'extérieur. Permis B souhaité.",
    ),
    trade(
        "elagage",
        "Élagueur grimpeur | Arboriste : taille et soins aux arbres",
        codes="21297 21276 21294 / A1201 / 214",
        hours=(560, 280),
        levels=(13, 13),
        goal=6,
        certificate="Certificat de spécialisation Taille et soins des arbres",
        objective="""Grimper, tailler, haubaner ou démonter un arbre en sécurité et en respectant le vivant.""",
        results="Certificat de spécialisation de niveau 3.",
        programme="""
        Biologie de l'arbre
        Techniques de grimpe et nœuds
        Taille raisonnée et démontage
        Secours dans l'arbre
        Nacelle et broyeur
        Diagnostic visuel""",
        before="Expérience en espaces verts ou en forêt, excellente condition physique.",
    ),
    trade(
        "bucheron",
        "Ouvrier forestier bûcheron | Abattage et débardage : métiers de la forêt",
        codes="21294 21285 21274 / A1201 A1205 / 213",
        hours=(490, 245),
        levels=(1, 13),
        goal=6,
        certificate="Brevet professionnel agricole Travaux forestiers",
        objective="""Abattre, façonner et débarder des bois, planter et entretenir des parcelles.""",
        results="Diplôme de niveau 3.",
        programme="""
        Tronçonneuse : entretien, affûtage, sécurité
        Abattage directionnel
        Façonnage et cubage
        Plantation et dégagement
        Travailler près des cours d'eau
        Secours en milieu isolé""",
        before="Aptitude médicale, travail en équipe isolée.",
    ),
    trade(
        "aide-agricole",
        "Aide agricole polyvalent | Saisonnier agricole : arboriculture et maraîchage",
        codes="21054 21268 21258 / A1401 A1402 / 211",
        hours=(175, 105),
        levels=(1, 12),
        goal=7,
        objective="""Être opérationnel pour les travaux saisonniers et enchaîner les contrats sur l'année.""",
        results="Attestation de compétences et calendrier d'emplois saisonniers.",
        programme="""
        Récolter et trier sans abîmer
        Palisser, éclaircir, désherber
        Conduire un petit tracteur
        Se protéger : chaleur, dos, produits
        Droits et logement du saisonnier""",
        before="Aucun. Transport organisé depuis la gare.",
    ),
    trade(
        "conduite-agricole",
        "Conducteur d'engins agricoles | Tractoriste : conduite et réglages",
        codes="21011 21032 / A1101 / 210",
        hours=(350, 175),
        levels=(1, 13),
        goal=7,
        objective="""Conduire et régler tracteurs et outils pour les travaux de saison.""",
        results="Certificat de branche et attestation de conduite en sécurité.",
        programme="""
        Prise en main et attelages
        Travail du sol et semis
        Fenaison et récolte
        Guidage et agriculture de précision
        Circuler sur la route
        Entretien courant""",
        before="18 ans, permis B.",
    ),
    trade(
        "soin-cheval",
        "Soigneur d'équidés | Palefrenier : soins aux chevaux et entretien des écuries",
        codes="21099 21088 / A1407 A1501 / 212",
        hours=(420, 245),
        levels=(1, 13),
        goal=6,
        certificate="Titre Soigneur d'équidés",
        objective="""Nourrir, soigner et sortir des chevaux, entretenir les écuries et le matériel.""",
        results="Titre de niveau 3.",
        programme="""
        Comportement du cheval et sécurité
        Alimentation et soins courants
        Litière, clôtures, manèges
        Travail à pied et longe
        Accueillir un cavalier
        Conduite d'un tracteur de cour""",
        before="Être à l'aise avec les chevaux (journée d'essai).",
    ),
    trade(
        "toilettage",
        "Toiletteur canin et félin | Toilettage et accueil en salon",
        codes="42003 42025 / A1503 / 212",
        hours=(420, 210),
        levels=(1, 13),
        goal=7,
        certificate="Certificat Toiletteur",
        objective="""Accueillir le client et l'animal, toiletter selon la race et tenir un salon.""",
        results="Certificat professionnel.",
        programme="""
        Comportement animal et contention douce
        Bain, séchage, démêlage
        Coupes ciseaux et tondeuse
        Hygiène et maladies
        Accueil et gestion du salon""",
        before="Pas d'allergie aux poils, patience.",
    ),
    trade(
        "tri-dechets",
        "Agent de collecte et de tri | Opérateur en centre de tri et déchèterie",
        codes="12582 12593 12592 / K2304 K2303 / 343",
        hours=(210, 105),
        levels=(1, 12),
        goal=6,
        certificate="Titre professionnel Agent technique de déchèterie",
        objective="""Accueillir les usagers, trier, orienter vers le réemploi et assurer la sécurité du site.""",
        results="Titre professionnel de niveau 3 par blocs.",
        programme="""
        Filières et consignes de tri
        Accueillir et expliquer
        Déchets dangereux
        Chariot et compacteur
        Réemploi et ressourcerie
        Gestes et postures""",
        before="Travail en extérieur et station debout.",
    ),
    trade(
        "eau-assainissement",
        "Agent d'exploitation eau et assainissement | Fontainier : réseaux et stations",
        codes="12530 12540 12541 / K2301 / 343",
        hours=(420, 210),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Agent de maintenance des réseaux d'eau",
        objective="""Surveiller et entretenir réseaux d'eau potable, captages et stations d'épuration.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Le petit et le grand cycle de l'eau
        Recherche de fuites
        Pompes et électricité de base
        Analyses et autosurveillance
        Espaces confinés
        Astreinte et relation à l'usager""",
        before="Permis B, accepter des astreintes.",
    ),
    trade(
        "nature-animation",
        "Animateur nature et environnement | Guider et sensibiliser en pleine nature",
        codes="12578 12589 44067 / G1202 K1206 / 335",
        hours=(560, 280),
        levels=(13, 14),
        goal=6,
        certificate="Brevet professionnel Animateur, éducation à l'environnement",
        objective="""Concevoir et conduire des animations pour enfants, familles et habitants.""",
        results="Diplôme de niveau 4.",
        programme="""
        Connaître milieux et espèces du massif
        Concevoir un cycle d'animation
        Conduire un groupe en sécurité
        Public à besoins particuliers
        Monter un projet associatif""",
        before="Expérience d'animation de 200 heures.",
    ),
)
