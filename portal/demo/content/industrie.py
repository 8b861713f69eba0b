"""Industry: welding, metalwork, machining, maintenance, production, quality, energy, plastics."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "soudeur",
        "Soudeur TIG et MIG-MAG | Soudeur industriel | Soudage : trois procédés pour un métier",
        codes="23026 23015 23016 23004 / H2913 / 254",
        hours=(630, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Soudeur assembleur industriel",
        objective="""Assembler par soudage des tôles et des tubes en acier et en inox, à plat puis dans toutes les
        positions, et contrôler soi-même la qualité du cordon.""",
        results="Titre professionnel de niveau 3 et passage d'une qualification de soudeur selon la norme en vigueur.",
        programme="""
        Sécurité au poste : fumées, rayonnements, bouteilles
        Couper, chanfreiner, pointer
        Souder à l'arc électrode enrobée, puis en semi-automatique
        Souder au TIG tôles et tubes de faible épaisseur
        Lire un plan et un descriptif de mode opératoire
        Contrôler visuellement, ressuer, reprendre un défaut
        Passer sa qualification""",
        before="Bonne vue (corrigée ou non), calme et dextérité.",
    ),
    trade(
        "soudeur-perf",
        "Soudage TIG inox : perfectionnement | Soudage de tuyauteries : se perfectionner et se requalifier",
        codes="23015 23084 23082 / H2913 H2914 / 254",
        hours=(140, 0),
        levels=(13, 13),
        goal=2,
        objective="""Reprendre la main et obtenir ou renouveler ses qualifications de soudeur sur inox et sur
        tuyauterie.""",
        results="Qualification de soudeur sur tube et sur tôle, valable deux ans sous réserve de pratique.",
        programme="""
        Positionnement sur éprouvette
        Réglages fins, protection à l'envers, gaz
        Soudage de tubes en position fixe
        Préparation puis passage des éprouvettes de qualification""",
        before="Être soudeur ou avoir suivi une formation initiale en soudage.",
    ),
    trade(
        "chaudronnier",
        "Chaudronnier | Agent de fabrication en chaudronnerie et tuyauterie",
        codes="23083 23094 23093 / H2902 / 254",
        hours=(770, 210),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Chaudronnier",
        objective="""Tracer, découper, former et assembler des tôles et des profilés pour fabriquer cuves, trémies et
        structures.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Développer une forme simple, à la main et au logiciel
        Cisailler, plier, rouler, cintrer
        Utiliser une découpe plasma à commande numérique
        Assembler par pointage et soudage
        Contrôler dimensions et équerrage
        Améliorer son poste : rangement, sécurité, suggestions""",
        before="Géométrie de base, vision dans l'espace.",
    ),
    trade(
        "usinage",
        "Opérateur régleur en usinage | Tournage et fraisage à commande numérique",
        codes="24407 23076 23088 23067 / H2903 H2912 / 251",
        hours=(735, 245),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Opérateur régleur en usinage à commande numérique",
        objective="""Préparer, régler et conduire des tours et des fraiseuses à commande numérique pour produire des
        pièces conformes au plan.""",
        results="Titre professionnel de niveau 3, forte demande des ateliers de coutellerie et de sous-traitance.",
        programme="""
        Lire un plan, comprendre une tolérance
        Usiner sur machines conventionnelles
        Monter outils et pièces, prendre les origines
        Corriger un programme et des jauges outils
        Contrôler au pied à coulisse, au micromètre, à la colonne
        Suivre sa production et son outillage""",
        before="Calcul (fractions, trigonométrie simple) : une remise à niveau est possible en amont.",
    ),
    trade(
        "maintenance-industrielle",
        "Technicien de maintenance industrielle | Électromécanicien de maintenance",
        codes="31624 24052 31603 / I1304 I1310 I1309 / 250",
        hours=(980, 315),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Technicien de maintenance industrielle",
        objective="""Entretenir, dépanner et améliorer des machines automatisées en mécanique, en électricité, en
        pneumatique et en hydraulique.""",
        results="Titre professionnel de niveau 4, habilitations électriques.",
        programme="""
        Mécanique : démontage, ajustage, transmission
        Électrotechnique et armoires de commande
        Pneumatique et hydraulique industrielles
        Automates : lire, diagnostiquer, modifier un programme
        Maintenance préventive et outils de suivi informatisés
        Analyser une panne et éviter qu'elle revienne
        Habilitations et consignations""",
        before="Niveau 3 technique ou expérience en atelier. Logique.",
        modes="01",
    ),
    trade(
        "conducteur-ligne",
        "Conducteur d'installation et de machines automatisées | Pilote de ligne de production",
        codes="31620 31652 31603 / H3301 H2906 / 200",
        hours=(420, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Conducteur d'installation et de machines automatisées",
        objective="""Conduire une ligne automatisée, tenir la cadence et la qualité, et faire la maintenance de
        premier niveau.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Approvisionner, démarrer et arrêter une ligne
        Changer de série et régler
        Contrôler, enregistrer et alerter
        Graisser, nettoyer, remplacer une pièce d'usure
        Sécurité des machines et consignes
        Communiquer avec l'équipe suivante""",
        before="Accepter les horaires d'équipe. Savoir lire une consigne.",
    ),
    trade(
        "agent-fabrication",
        "Agent de fabrication industrielle | Opérateur de production : entrer dans l'industrie",
        codes="31654 23035 31337 / H3302 H2909 / 200",
        hours=(245, 105),
        levels=(1, 12),
        goal=7,
        objective="""Tenir un poste en production : montage, assemblage, contrôle et conditionnement, dans une usine
        mécanique, plastique ou alimentaire.""",
        results="Attestation de compétences et certificat de branche par blocs.",
        programme="""
        Découverte des usines du bassin, visites et rencontres
        Lire un mode opératoire et une fiche suiveuse
        Monter, visser, coller, contrôler
        Gestes et postures, équipements de protection
        Ordre et rangement du poste (5S)
        Préparer son entretien avec l'entreprise d'accueil""",
        before="Motivation pour l'industrie ; deux demi-journées d'observation avant l'entrée.",
    ),
    trade(
        "technicien-qualite",
        "Technicien qualité | Contrôle et qualité en industrie",
        codes="31354 31380 31336 / H1506 H1503 / 200",
        hours=(560, 245),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Technicien supérieur en qualité industrielle",
        objective="""Contrôler les produits et les procédés, traiter les non-conformités et animer les démarches
        d'amélioration dans un atelier.""",
        results="Titre de niveau 5.",
        programme="""
        Métrologie dimensionnelle et suivi des instruments
        Statistiques utiles à l'atelier
        Normes, audits et documents
        Résoudre un problème en équipe
        Traiter une réclamation client
        Projet en entreprise et soutenance""",
        before="Bac ou niveau 4, ou trois ans d'expérience industrielle.",
        modes="01",
    ),
    trade(
        "plasturgie",
        "Opérateur en plasturgie et composites | Régleur sur presse à injecter",
        codes="23021 23010 23002 / H3201 H3202 H3203 / 225",
        hours=(455, 210),
        levels=(1, 13),
        goal=6,
        certificate="Certificat de branche Opérateur en plasturgie",
        objective="""Produire des pièces en plastique ou en composite, démarrer et régler une presse, contrôler
        l'aspect et les cotes.""",
        results="Certificat professionnel de branche et attestation de compétences.",
        programme="""
        Matières plastiques : familles, recyclage, séchage
        Monter un moule et démarrer une presse
        Défauts courants et réglages
        Stratification et moulage de composites
        Contrôle et traçabilité""",
        before="Aptitude au travail en équipe et en horaires décalés.",
    ),
    trade(
        "agroalimentaire",
        "Opérateur en industrie alimentaire | Conduite de machines en agroalimentaire",
        codes="21554 21570 21546 / H2102 / 221",
        hours=(315, 140),
        levels=(1, 13),
        goal=7,
        certificate="Certificat de branche Conducteur de machines alimentaires",
        objective="""Préparer, conduire et nettoyer une machine de fabrication ou de conditionnement de produits
        alimentaires en respectant l'hygiène à chaque geste.""",
        results="Certificat de branche par blocs.",
        programme="""
        Microbes, allergènes et chaîne du froid
        Bonnes pratiques d'hygiène et méthode HACCP
        Démarrer, surveiller, régler une machine
        Nettoyer et désinfecter une installation
        Traçabilité, étiquetage, lots
        Fromages et salaisons : visites d'ateliers""",
        before="Pas de contre-indication au travail dans le froid.",
    ),
    trade(
        "fromagerie",
        "Fabrication et affinage de fromages | Ouvrier fromager",
        codes="21504 21524 21085 / A1412 H2102 / 221",
        hours=(385, 175),
        levels=(1, 13),
        goal=7,
        objective="""Transformer le lait en fromages à pâte pressée, persillée ou molle et conduire l'affinage en
        cave.""",
        results="Attestation de compétences, préparation au certificat de spécialisation.",
        programme="""
        Le lait : composition, contrôles, mise en fabrication
        Caillage, décaillage, moulage, pressage
        Salage et soins en cave
        Défauts de fabrication et corrections
        Hygiène du matériel et de la salle
        Vendre à la ferme et au marché""",
        before="Disponibilité tôt le matin, absence d'allergie au lait et aux moisissures.",
    ),
    trade(
        "cableur",
        "Câbleur monteur en électronique et électromécanique | Montage et câblage d'armoires électriques",
        codes="24016 24322 24027 / H2602 H2605 / 255",
        hours=(420, 175),
        levels=(1, 13),
        goal=7,
        certificate="Certificat de branche Câbleur",
        objective="""Câbler des armoires électriques et des cartes, du schéma au contrôle final.""",
        results="Certificat de branche et habilitation électrique d'exécutant.",
        programme="""
        Lire un schéma et une nomenclature
        Dénuder, sertir, souder, repérer
        Monter une platine et une armoire
        Contrôler la continuité et l'isolement
        Soudure sur carte sous loupe""",
        before="Minutie, bonne vision de près et des couleurs.",
    ),
    trade(
        "solaire",
        "Installateur de panneaux photovoltaïques | Technicien solaire : du toit au réseau",
        codes="24118 24147 24066 / F1602 I1309 / 227",
        hours=(350, 140),
        levels=(13, 13),
        goal=7,
        certificate="Certificat Installateur photovoltaïque",
        objective="""Étudier, poser, raccorder et mettre en service une installation photovoltaïque sur un toit ou au
        sol.""",
        results="Certificat professionnel, préparation aux habilitations électriques adaptées.",
        programme="""
        Ressource solaire, ombres et production attendue
        Étanchéité et fixation sur différents toits
        Câbler le courant continu, poser l'onduleur
        Raccordement, autoconsommation et stockage
        Travailler en hauteur et sous tension continue
        Suivre et dépanner une installation""",
        before="Bases en électricité ou en couverture. Pas de vertige.",
        modes="01",
    ),
    trade(
        "methanisation",
        "Agent d'exploitation d'unité de méthanisation | Biogaz : conduire et entretenir une unité",
        codes="24129 24147 12582 / K2306 I1304 / 227",
        hours=(280, 140),
        levels=(13, 13),
        goal=7,
        objective="""Assurer la conduite quotidienne d'une unité de méthanisation agricole ou collective.""",
        results="Attestation de compétences, promesses d'embauche des exploitants partenaires.",
        programme="""
        Biologie de la digestion et rations
        Suivre les capteurs et réagir aux dérives
        Pompes, agitateurs, moteur : entretien courant
        Sécurité gaz et zones à risque d'explosion
        Épandre le digestat au bon moment
        Dialoguer avec les riverains""",
        before="Expérience en agriculture, en mécanique ou en électricité.",
    ),
    trade(
        "froid-climatisation",
        "Frigoriste | Technicien en froid et pompes à chaleur",
        codes="22624 22635 22683 22603 / I1306 / 227",
        hours=(840, 280),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Technicien frigoriste",
        objective="""Monter, mettre en service et dépanner chambres froides, climatisations et pompes à chaleur.""",
        results="Titre professionnel de niveau 4 et attestation d'aptitude à la manipulation des fluides.",
        programme="""
        Le cycle du froid, diagramme et mesures
        Brasure, tirage au vide, charge
        Électricité et régulation
        Dépanner une chambre froide de boucherie
        Installer une pompe à chaleur air-eau
        Fluides, récupération et obligations""",
        before="Bases de physique, permis B.",
    ),
)
