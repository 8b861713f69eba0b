"""Building trades: structural work, roofs, finishing, networks, energy renovation."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "macon",
        "Maçon | Devenir maçon : chantier-école | Ouvrier maçon en construction neuve et rénovation",
        codes="22334 22395 22241 / F1703 F1701 / 232",
        hours=(770, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Maçon",
        objective="""Construire et réparer des murs, des dalles et des ouvertures en suivant un plan, seul ou en
        équipe, dans le respect de la sécurité du chantier.""",
        results="Titre professionnel de niveau 3, certificat de sauveteur secouriste du travail.",
        programme="""
        Lire un plan, tracer et implanter une construction
        Monter des murs en blocs, en briques et en pierre du pays
        Coffrer, ferrailler et couler le béton d'une dalle, d'un linteau, d'un escalier droit
        Réaliser les enduits et les joints, reprendre une maçonnerie ancienne
        Monter et utiliser un échafaudage de pied en sécurité
        Gestes et postures, tri des déchets de chantier""",
        before="Bonne condition physique, goût du travail en extérieur. Savoir lire, écrire et compter.",
    ),
    trade(
        "coffreur",
        "Coffreur bancheur | Ouvrier du béton armé : coffrage et banches",
        codes="22311 22320 22395 / F1701 / 232",
        hours=(560, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Coffreur bancheur option bâtiment",
        objective="""Réaliser des ouvrages en béton armé coulés en place : voiles, poteaux, poutres et planchers, à
        l'aide de banches et de coffrages traditionnels.""",
        results="Titre professionnel de niveau 3 et attestation d'élingage.",
        programme="""
        Préparer son poste et lire les plans de coffrage et de ferraillage
        Assembler, stabiliser et décoffrer les banches
        Fabriquer un coffrage bois pour un ouvrage simple
        Mettre en place les aciers, couler et vibrer le béton
        Guider la grue et élinguer une charge en sécurité""",
        before="Aptitude au travail en hauteur vérifiée par la médecine du travail. Calcul de base.",
    ),
    trade(
        "couvreur",
        "Couvreur zingueur | Couverture tuile, ardoise et zinc",
        codes="22437 22429 22448 22439 / F1610 / 232",
        hours=(700, 245),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Couvreur zingueur",
        objective="""Poser et réparer une couverture en tuiles, en ardoises ou en lauzes et façonner les raccords en
        zinc qui rendent un toit étanche.""",
        results="Titre professionnel de niveau 3, accès direct à l'emploi dans les entreprises artisanales du bassin.",
        programme="""
        Installer le chantier : échelles, échafaudages, lignes de vie
        Poser l'écran, les liteaux, puis la couverture
        Façonner, souder et poser le zinc : gouttières, noues, rives
        Poser une fenêtre de toit et en assurer l'étanchéité
        Diagnostiquer une fuite et remplacer des éléments abîmés
        Chiffrer une petite réparation pour un particulier""",
        before="Ne pas être sujet au vertige. Un stage d'observation d'une semaine est conseillé.",
    ),
    trade(
        "charpentier-bois",
        "Charpentier bois | Charpente et ossature bois",
        codes="22459 22396 23035 / F1501 F1503 / 234",
        hours=(735, 280),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Charpentier bois",
        objective="""Tracer, tailler et lever une charpente traditionnelle ou une maison à ossature bois.""",
        results="Titre professionnel de niveau 3. Poursuite possible vers un brevet professionnel.",
        programme="""
        Géométrie de charpente, épure au sol et logiciel de tracé
        Usiner les pièces sur machines à bois et à l'outil portatif
        Assembler à blanc puis lever fermes, pannes et chevrons
        Fabriquer et poser des panneaux à ossature bois, freiner la vapeur d'eau
        Travailler en hauteur et manutentionner des charges longues""",
        before="Niveau fin de troisième en mathématiques (géométrie). Vision dans l'espace.",
    ),
    trade(
        "peintre",
        "Peintre en bâtiment | Peinture intérieure et façades | Peintre décorateur, premiers pas vers le métier",
        codes="22472 22480 22460 / F1606 / 233",
        hours=(560, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Peintre en bâtiment",
        objective="""Préparer les fonds et appliquer peintures, papiers peints et revêtements muraux en neuf et en
        rénovation, chez des particuliers comme sur de grands chantiers.""",
        results="Titre professionnel de niveau 3 ou certificats de compétences professionnelles par bloc.",
        programme="""
        Reconnaître un support, reboucher, poncer, enduire
        Peindre à la brosse, au rouleau et au pistolet basse pression
        Poser papier peint, toile de verre et revêtements décoratifs
        Ravaler une façade : nettoyage, traitement, peinture
        Choisir des produits peu nocifs et gérer les restes
        Organiser son chantier et accueillir la remarque d'un client""",
        before="Aucun diplôme exigé. Pas d'allergie connue aux solvants et aux poussières.",
    ),
    trade(
        "plaquiste",
        "Plaquiste | Plâtrier plaquiste : cloisons, doublages et isolation",
        codes="22403 22304 22647 22412 / F1604 F1601 / 233",
        hours=(525, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Plaquiste",
        objective="""Monter des cloisons, des doublages et des plafonds en plaques de plâtre et poser l'isolant qui
        convient au logement.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Implanter une cloison et lire un plan de distribution
        Poser ossatures métalliques, plaques et bandes à joint
        Doubler et isoler un mur avec des matériaux classiques ou biosourcés
        Réaliser un plafond suspendu et une trappe d'accès
        Assurer la continuité de l'étanchéité à l'air""",
        before="Bonne condition physique, port de charges. Calcul de surfaces.",
    ),
    trade(
        "carreleur",
        "Carreleur | Carreleur chapiste : sols et murs",
        codes="22440 22442 / F1608 / 233",
        hours=(595, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Carreleur chapiste",
        objective="""Préparer les sols et poser carrelage, faïence et mosaïque avec des joints réguliers et des
        coupes propres, y compris en salle de bains.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Vérifier et ragréer un support, couler une chape
        Calepiner une pièce et calculer les quantités
        Poser collé et scellé, couper droit et en courbe
        Réaliser une douche à l'italienne et son étanchéité
        Faire les joints, nettoyer, livrer le chantier""",
        before="Pouvoir travailler à genoux. Savoir calculer une surface.",
    ),
    trade(
        "menuisier-poseur",
        "Menuisier poseur | Pose de portes, fenêtres et agencements",
        codes="22435 22416 45005 / F1607 F1604 / 234",
        hours=(630, 245),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Menuisier poseur",
        objective="""Poser, régler et réparer portes, fenêtres, volets, parquets et meubles de cuisine.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Prendre des mesures chez un client et préparer la dépose
        Poser fenêtres et portes en neuf et en rénovation, soigner l'étanchéité à l'air
        Installer volets roulants et portes de garage motorisées
        Poser parquets, lambris et plinthes
        Monter une cuisine équipée
        Expliquer l'entretien au client et faire signer la réception""",
        before="Précision et habileté manuelle. Permis B apprécié.",
    ),
    trade(
        "electricien",
        "Électricien d'équipement du bâtiment | Électricité du logement et du tertiaire | Installateur électricien",
        codes="24066 24049 24027 / F1602 / 255",
        hours=(805, 210),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Électricien d'équipement du bâtiment",
        objective="""Installer, mettre en service et dépanner l'équipement électrique et communicant d'un logement ou
        d'un bureau, hors tension et dans les règles.""",
        results="Titre professionnel de niveau 3 et préparation à l'habilitation électrique.",
        programme="""
        Loi d'Ohm, puissance, protections : comprendre avant de brancher
        Lire et dessiner un schéma, préparer son matériel
        Tirer, raccorder et repérer les circuits d'un logement
        Poser le tableau, la ventilation et le chauffage électrique
        Installer réseau de communication, visiophone et borne de recharge
        Mesurer, mettre en service, dépanner
        Risque électrique et préparation à l'habilitation""",
        before="Niveau fin de troisième. Bonne perception des couleurs.",
        modes="01",
    ),
    trade(
        "plombier",
        "Plombier chauffagiste | Installateur en chauffage et sanitaire",
        codes="22677 22685 22671 / F1603 / 227",
        hours=(805, 245),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Installateur en chauffage et équipements sanitaires",
        objective="""Installer et dépanner salles de bains, réseaux d'eau et chauffages, du ballon d'eau chaude à la
        pompe à chaleur.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Façonner et assembler cuivre, multicouche et évacuations
        Poser et raccorder les appareils sanitaires, adapter une salle de bains à une personne âgée
        Installer une chaudière et régler un réseau de radiateurs
        Découvrir la pompe à chaleur et le chauffe-eau solaire
        Chercher une fuite, déboucher, remplacer
        Rédiger une fiche d'intervention""",
        before="Savoir lire, écrire et calculer. Habileté manuelle.",
    ),
    trade(
        "renovation-energetique",
        "Ouvrier de la rénovation énergétique | Isoler et rénover le bâti ancien",
        codes="22647 22378 24181 / F1613 F1611 / 233",
        hours=(420, 140),
        levels=(1, 13),
        goal=7,
        objective="""Acquérir les gestes communs aux métiers de la rénovation : isolation, étanchéité à l'air,
        ventilation et reprise des finitions, avec un regard sur l'ensemble du bâtiment.""",
        results="Attestation de compétences par module, portefeuille de preuves photographiques.",
        programme="""
        Comment une maison perd sa chaleur : visite et thermographie
        Isoler combles, murs et planchers sans enfermer l'humidité
        Traiter les ponts thermiques et la ventilation
        Matériaux biosourcés : chanvre, ouate, fibre de bois
        Travailler en équipe avec les autres corps de métier
        Repérer l'amiante et le plomb, savoir s'arrêter""",
        before="Première expérience du chantier souhaitée, même courte ou bénévole.",
        modes="01",
    ),
    trade(
        "canalisateur",
        "Canalisateur | Pose de réseaux et voirie",
        codes="22070 22062 22042 / F1705 F1702 / 231",
        hours=(490, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Canalisateur",
        objective="""Construire et entretenir les réseaux d'eau potable et d'assainissement, de la tranchée au
        raccordement, puis remettre la chaussée en état.""",
        results="Titre professionnel de niveau 3 et autorisation d'intervention à proximité des réseaux.",
        programme="""
        Préparer et signaler un chantier sur la voie publique
        Ouvrir, blinder et refermer une tranchée
        Poser des tuyaux en pente, raccorder un regard
        Réaliser un branchement d'eau et l'essayer sous pression
        Poser bordures et pavés
        Travailler près des réseaux enterrés""",
        before="Aptitude au travail en extérieur par tous les temps.",
    ),
    trade(
        "engins-chantier",
        "Conducteur d'engins de chantier | Conduite de pelles et de chargeuses",
        codes="31717 22291 22054 / F1302 / 231",
        hours=(455, 140),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Conducteur de pelle hydraulique et de chargeuse pelleteuse",
        objective="""Conduire pelles, chargeuses et compacteurs pour terrasser, charger et remblayer en toute
        sécurité.""",
        results="Titre professionnel de niveau 3 et certificats d'aptitude à la conduite (trois catégories).",
        programme="""
        Prendre en charge, contrôler et entretenir un engin
        Creuser une tranchée et un talus au laser
        Charger un camion et régler une plateforme
        Conduite sur simulateur puis sur terrain
        Lire un plan de terrassement, respecter les réseaux
        Conduite souple et économie de carburant""",
        before="Avoir 18 ans, permis B souhaité, aptitude médicale à la conduite d'engins.",
    ),
    trade(
        "fibre",
        "Installateur de réseaux en fibre optique | Tirage et raccordement de la fibre",
        codes="24229 24260 / F1605 I1307 / 255",
        hours=(385, 140),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Installateur de réseaux de télécommunications",
        objective="""Tirer les câbles, souder et raccorder la fibre jusque chez l'abonné, en souterrain comme en
        aérien.""",
        results="Titre professionnel de niveau 3, habilitations et aptitude au travail en hauteur.",
        programme="""
        Principes de la transmission par la lumière
        Tirer et poser un câble en conduite et sur poteau
        Préparer, cliver et souder les fibres
        Mesurer au réflectomètre et interpréter une courbe
        Raccorder un abonné et lui expliquer son installation
        Sécurité : hauteur, espaces confinés, voirie""",
        before="Permis B indispensable à la fin de la formation. Ne pas être sujet au vertige.",
    ),
    trade(
        "macon-pierre",
        "Restauration du patrimoine : maçonnerie de pierre et chaux | Bâtir et restaurer en pierre sèche",
        codes="22303 22369 22357 / F1703 F1612 / 232",
        hours=(350, 70),
        levels=(1, 13),
        goal=2,
        objective="""Restaurer des murs anciens avec des mortiers à la chaux et des pierres de récupération, en
        respectant l'architecture du pays.""",
        results="Attestation de compétences ; chantier réel remis à une commune partenaire.",
        programme="""
        Lire un bâti ancien : pathologies, humidité, reprises
        Démonter et remonter un mur de pierre
        Préparer les mortiers et enduits à la chaux
        Jointoyer, rejointoyer, consolider un linteau
        Initiation à la pierre sèche sur un mur de soutènement""",
        before="Première expérience en maçonnerie ou en chantier bénévole.",
    ),
)
