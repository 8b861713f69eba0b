"""Cleaning, security, property, hairdressing and beauty, textile and crafts."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "proprete",
        "Agent de propreté et d'hygiène | Nettoyage professionnel des locaux",
        codes="42093 42083 42084 / K2204 K2202 / 343",
        hours=(280, 140),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Agent de propreté et d'hygiène",
        objective="""Nettoyer et désinfecter bureaux, écoles et commerces avec des méthodes efficaces et sobres.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Produits : lire, doser, se protéger
        Balayage humide, lavage à plat, bionettoyage
        Monobrosse et autolaveuse
        Vitrerie accessible
        Organisation en site occupé
        Lire un planning et communiquer""",
        before="Aucun. Horaires décalés possibles.",
    ),
    trade(
        "vitrerie",
        "Laveur de vitres | Vitrerie et travaux en hauteur",
        codes="42084 42865 / K2202 / 343",
        hours=(140, 70),
        levels=(1, 12),
        goal=7,
        objective="""Nettoyer vitres et façades vitrées, du vestiaire à la nacelle.""",
        results="Attestation de compétences et certificat de conduite de nacelle.",
        programme="""
        Mouilleur, raclette, eau pure
        Échelle, perche et nacelle
        Sécurité en hauteur
        Devis et relation client""",
        before="Ne pas avoir le vertige.",
    ),
    trade(
        "agent-securite",
        "Agent de prévention et de sécurité | Surveillance humaine et gardiennage",
        codes="42822 42850 42826 / K2503 K2501 / 344",
        hours=(245, 35),
        levels=(1, 13),
        goal=6,
        certificate="Titre Agent de prévention et de sécurité",
        objective="""Surveiller, prévenir, accueillir et intervenir dans le cadre strict de la loi.""",
        results="Titre de niveau 3 permettant de demander la carte professionnelle.",
        programme="""
        Cadre légal et déontologie
        Accueil, contrôle d'accès, ronde
        Gestion des conflits
        Secourisme
        Poste de sécurité et main courante
        Risque terroriste : prévenir et réagir""",
        before="Autorisation préalable délivrée par l'autorité compétente, français niveau B1.",
    ),
    trade(
        "securite-incendie",
        "Agent de sécurité incendie et assistance à personnes | Sécurité incendie, premier niveau",
        codes="42872 42850 42826 / K2503 K1705 / 344",
        hours=(70, 0),
        levels=(1, 13),
        goal=6,
        certificate="Diplôme d'agent de sécurité incendie de premier niveau",
        objective="""Prévenir l'incendie, donner l'alerte, guider l'évacuation et porter secours.""",
        results="Diplôme d'agent, avec recyclage obligatoire.",
        programme="""
        Le feu et ses conséquences
        Réglementation des établissements
        Installations techniques
        Rondes et évacuation
        Mises en situation
        Examen""",
        before="Secourisme à jour, aptitude médicale.",
    ),
    trade(
        "gardien-immeuble",
        "Gardien d'immeuble | Employé d'immeuble et relation aux habitants",
        codes="42810 22486 42093 / K2501 I1203 / 340",
        hours=(385, 175),
        levels=(1, 13),
        goal=6,
        certificate="Certificat d'aptitude Gardien d'immeubles",
        objective="""Entretenir, surveiller et faire vivre un immeuble ou un groupe d'immeubles.""",
        results="Diplôme de niveau 3.",
        programme="""
        Entretien des parties communes
        Petits dépannages
        États des lieux et réclamations
        Sécurité incendie et ascenseurs
        Médiation entre voisins
        Écrits et outils numériques""",
        before="Discrétion, sens du service, français écrit simple.",
    ),
    trade(
        "agent-maintenance-batiment",
        "Agent de maintenance des bâtiments | Homme ou femme toutes mains : entretenir un établissement",
        codes="22486 22485 / I1203 / 230",
        hours=(525, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Agent de maintenance des bâtiments",
        objective="""Réaliser l'entretien courant d'un bâtiment dans plusieurs corps d'état.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Électricité : remplacer hors tension
        Plomberie : fuites et robinetterie
        Serrures, portes, volets
        Peinture et revêtements
        Carnet d'entretien et économies d'énergie
        Accessibilité et sécurité""",
        before="Être bricoleur, permis B.",
    ),
    trade(
        "coiffure",
        "Coiffure : certificat d'aptitude en un an | Coiffeur, parcours adulte",
        codes="42050 42060 / D1202 / 336",
        hours=(630, 420),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Métiers de la coiffure",
        objective="""Couper, coiffer, colorer et conseiller dans un salon ou à domicile.""",
        results="Diplôme de niveau 3.",
        programme="""
        Diagnostic et soins
        Coupes femme, homme, enfant
        Couleur et effets
        Coiffage et chignon
        Accueil, vente, caisse
        Santé du coiffeur : peau, dos""",
        before="Diplôme de niveau 3 ou plus dispensant d'enseignement général.",
    ),
    trade(
        "esthetique",
        "Esthétique et socio-esthétique | Soins esthétiques auprès de personnes fragilisées",
        codes="42032 42020 / D1208 / 336",
        hours=(280, 140),
        levels=(13, 14),
        goal=2,
        objective="""Proposer des soins de bien-être en établissement, au domicile et en institut.""",
        results="Attestation de compétences et stage en établissement.",
        programme="""
        Soins du visage et des mains
        Toucher relationnel
        Hygiène et contre-indications
        Travailler avec une équipe soignante
        Statut et tarifs""",
        before="Diplôme d'esthétique ou expérience en soins.",
    ),
    trade(
        "couture",
        "Couturier en atelier mode et luxe | Opérateur en confection : piquage et montage",
        codes="21757 21710 21742 / H2402 B1803 / 242",
        hours=(455, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Couturier en atelier mode et luxe",
        objective="""Assembler vêtements et accessoires en petite série, avec la finition attendue du luxe.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Régler machine plate et surjeteuse
        Assembler, poser fermetures et poches
        Finitions main
        Cadence et contrôle
        Lire un dossier technique
        Textiles : reconnaître et entretenir""",
        before="Test d'habileté de deux heures.",
    ),
    trade(
        "retouche",
        "Retouche et upcycling textile | Réparer et transformer les vêtements",
        codes="21766 21757 / D1207 B1803 / 242",
        hours=(210, 70),
        levels=(1, 12),
        goal=7,
        objective="""Ourlets, fermetures, ajustements et transformation de vêtements dans un atelier de réemploi.""",
        results="Attestation de compétences.",
        programme="""
        Ourlets et reprises
        Remplacer une fermeture
        Ajuster une veste
        Créer à partir de l'existant
        Accueil, devis, délais""",
        before="Savoir enfiler une aiguille : le reste s'apprend.",
    ),
    trade(
        "maroquinerie",
        "Maroquinier : piquage et montage | Ouvrier en maroquinerie",
        codes="21882 21804 21814 / B1802 H2401 / 243",
        hours=(420, 140),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Piqueur en maroquinerie",
        objective="""Préparer, piquer et assembler de petites pièces de cuir pour les ateliers du bassin.""",
        results="Titre professionnel de niveau 3, embauche en atelier.",
        programme="""
        Reconnaître et couper le cuir
        Parer, refendre, encoller
        Piquer droit et en courbe
        Monter et finir à la main
        Contrôle et cadence""",
        before="Test de dextérité, bonne vue de près.",
    ),
    trade(
        "tapissier",
        "Tapissier décorateur | Réfection de sièges et décor",
        codes="45523 45503 45512 / B1806 / 242",
        hours=(630, 280),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Tapissier en siège",
        objective="""Restaurer et garnir des sièges anciens et contemporains, poser des décors textiles.""",
        results="Diplôme de niveau 3.",
        programme="""
        Dégarnir et réparer un bois
        Sanglage, garniture traditionnelle et mousse
        Couverture et galon
        Rideaux et coussins
        Devis et clientèle""",
        before="Entretien et réalisation d'un petit ouvrage.",
    ),
    trade(
        "ceramique",
        "Tourneur en céramique | Poterie : produire et vivre de son atelier",
        codes="45597 45587 / B1201 / 224",
        hours=(630, 140),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Tournage en céramique",
        objective="""Tourner, émailler et cuire des séries régulières et préparer son installation.""",
        results="Diplôme de niveau 3.",
        programme="""
        Terres et préparation
        Tourner en série
        Émaux et cuissons
        Dessin et forme
        Vendre : marchés, boutique, ligne
        Gérer un atelier""",
        before="Pratique amateur conseillée.",
    ),
    trade(
        "ebeniste",
        "Ébénisterie et mobilier | Menuiserie d'agencement et ébénisterie",
        codes="45582 45005 45591 / H2207 H2208 / 234",
        hours=(770, 210),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Ébéniste",
        objective="""Concevoir et fabriquer un meuble, du dessin à la finition.""",
        results="Diplôme de niveau 3.",
        programme="""
        Essences et débit
        Assemblages traditionnels
        Machines à bois
        Placage et marqueterie
        Finitions naturelles
        Dessin assisté""",
        before="Calcul et géométrie, habileté.",
    ),
    trade(
        "coutellerie",
        "Coutelier : monter et affûter | Coutellerie d'art et de table",
        codes="23690 23096 23097 / H2901 B1601 / 251",
        hours=(455, 140),
        levels=(1, 13),
        goal=7,
        certificate="Certificat de branche Monteur en coutellerie",
        objective="""Forger, émoudre, monter et affûter des couteaux pliants et de table.""",
        results="Certificat de branche ; places dans les ateliers partenaires.",
        programme="""
        Aciers et traitements thermiques
        Émouture et polissage
        Montage d'un pliant
        Manches : bois, corne, composite
        Affûtage
        Sécurité aux bandes""",
        before="Dextérité, patience.",
    ),
    trade(
        "imprimerie",
        "Conducteur de machine d'impression numérique | Impression, façonnage et grand format",
        codes="46027 46077 46084 / E1301 E1302 / 322",
        hours=(385, 175),
        levels=(12, 13),
        goal=7,
        objective="""Imprimer, couper, relier et contrôler des travaux en petite et moyenne série.""",
        results="Attestation de compétences et certificat de branche.",
        programme="""
        Fichiers et épreuves
        Presse numérique et traceur
        Couleur : régler et contrôler
        Plier, brocher, massicoter
        Encres, papiers et recyclage""",
        before="Bonne perception des couleurs.",
    ),
    trade(
        "aide-funeraire",
        "Conseiller et assistant funéraire | Métiers du funéraire : accueillir et accompagner",
        codes="42057 / K2601 K2602 / 330",
        hours=(140, 35),
        levels=(12, 13),
        goal=7,
        objective="""Accueillir les familles, organiser des obsèques et assurer les convois avec dignité.""",
        results="Diplôme professionnel requis pour exercer.",
        programme="""
        Réglementation et démarches
        Accueil d'une famille en deuil
        Cérémonies et cultures
        Hygiène et manutention
        Se protéger psychologiquement""",
        before="Maturité, permis B.",
    ),
)
