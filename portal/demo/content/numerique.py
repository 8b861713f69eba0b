"""Digital trades, office software, secretarial work, accounting, human resources."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "developpeur-web",
        "Développeur web et web mobile | Développement web : du premier site à l'application",
        codes="46270 31088 30857 30867 / M1805 / 326",
        hours=(840, 280),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Développeur web et web mobile",
        objective="""Concevoir et programmer des sites et des applications accessibles, côté navigateur et côté
        serveur.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Algorithmes et premiers programmes
        HTML, CSS, JavaScript : pages accessibles et légères
        Base de données et langage SQL
        Serveur, sécurité, tests
        Travailler à plusieurs : versions, revue, méthode agile
        Projet pour une association partenaire
        Stage de huit semaines""",
        before="Logique et persévérance ; test en ligne et entretien. Anglais lu.",
        modes="012",
    ),
    trade(
        "technicien-info",
        "Technicien d'assistance en informatique | Dépanner postes, réseaux et utilisateurs",
        codes="31050 31051 31080 / I1401 / 326",
        hours=(560, 245),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Technicien d'assistance en informatique",
        objective="""Installer, entretenir et dépanner les équipements et accompagner les utilisateurs, sur place et
        à distance.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Monter et réparer un poste
        Systèmes d'exploitation libres et propriétaires
        Réseau local, wifi, partage
        Assistance : écouter, noter, résoudre
        Sauvegarde et hygiène numérique
        Reconditionner du matériel donné""",
        before="Usage courant de l'ordinateur. Niveau 3.",
        modes="01",
    ),
    trade(
        "admin-reseaux",
        "Technicien supérieur systèmes et réseaux | Administrer serveurs, réseaux et sauvegardes",
        codes="31034 24220 31006 31021 / M1801 M1810 / 326",
        hours=(840, 350),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Technicien supérieur systèmes et réseaux",
        objective="""Exploiter et sécuriser l'infrastructure d'une collectivité ou d'une petite entreprise.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Serveurs et annuaires
        Réseau : adressage, routage, pare-feu
        Virtualisation et conteneurs
        Automatiser avec des scripts
        Superviser, sauvegarder, restaurer
        Réagir à un incident de sécurité""",
        before="Niveau 4 en informatique ou expérience équivalente.",
        modes="10",
    ),
    trade(
        "cyber-pme",
        "Référent cybersécurité en petite structure | Sécurité numérique des associations et petites entreprises",
        codes="31006 31038 / M1802 / 326",
        hours=(140, 0),
        levels=(14, 15),
        goal=2,
        objective="""Évaluer les risques, mettre en place les protections de base et préparer la réaction à une
        attaque.""",
        results="Attestation de compétences, plan d'action pour sa structure.",
        programme="""
        Menaces et scénarios réels
        Inventaire, mises à jour, mots de passe
        Sauvegardes qui se restaurent
        Sensibiliser ses collègues
        Obligations et données personnelles
        Exercice de crise""",
        before="Administrer ou coordonner l'informatique d'une petite structure.",
        modes="21",
    ),
    trade(
        "data",
        "Analyste de données, premier niveau | Données : collecter, nettoyer, présenter",
        codes="31042 30887 30967 / M1403 M1805 / 326",
        hours=(420, 140),
        levels=(15, 16),
        goal=2,
        objective="""Rassembler des données dispersées, les fiabiliser et en tirer des tableaux de bord honnêtes.""",
        results="Attestation de compétences et portfolio de trois analyses.",
        programme="""
        Tableur avancé et requêtes
        SQL par la pratique
        Python pour les données
        Statistiques sans contresens
        Visualiser et raconter
        Éthique et protection des personnes""",
        before="Niveau 5 ou pratique avancée du tableur.",
        modes="21",
    ),
    trade(
        "conseiller-numerique",
        "Médiateur numérique | Animer un lieu d'accueil numérique",
        codes="44573 31018 46271 / K1204 K1206 / 326",
        hours=(420, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Responsable d'espace de médiation numérique",
        objective="""Accueillir des personnes éloignées du numérique, animer des ateliers et les accompagner en
        confiance.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Diagnostiquer un besoin sans juger
        Animer un atelier pour débutants
        Démarches en ligne, mandat et confidentialité
        Fabrication numérique : imprimante 3D, électronique
        Réemploi et sobriété
        Faire vivre le lieu""",
        before="Être à l'aise avec le numérique et avec le public.",
        modes="01",
    ),
    trade(
        "infographiste",
        "Infographiste metteur en page | Création graphique imprimée et en ligne",
        codes="46072 46052 30938 30984 / E1306 E1104 / 322",
        hours=(560, 245),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Infographiste metteur en page",
        objective="""Composer affiches, brochures et visuels en ligne à partir d'une commande, jusqu'au bon à
        tirer.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Regarder, croquer, composer
        Image, dessin vectoriel, mise en page
        Typographie et lisibilité
        Chaîne d'impression
        Visuels pour le web, accessibilité
        Droit d'auteur et devis""",
        before="Dossier de quelques créations personnelles, même amateurs.",
        modes="01",
    ),
    trade(
        "bureautique-initiation",
        "Premiers pas en informatique et bureautique | Ordinateur, courriel, démarches : se lancer",
        codes="31018 35066 46271 / M1602 / 324",
        hours=(70, 0),
        levels=(1, 11),
        goal=5,
        objective="""Utiliser un ordinateur, un téléphone et une messagerie pour ses démarches et sa recherche
        d'emploi.""",
        results="Attestation de compétences numériques de base.",
        programme="""
        Clavier, souris, fichiers
        Messagerie et pièces jointes
        Chercher et vérifier une information
        Démarches en ligne, mots de passe, pièges
        Rédiger une lettre simple""",
        before="Aucun. Groupes de huit personnes au plus.",
        permanent=True,
    ),
    trade(
        "bureautique-avancee",
        "Bureautique : tableur, texte et présentation | Tableur, de l'initiation à l'autonomie",
        codes="30979 30988 30965 / M1602 M1607 / 324",
        hours=(105, 0),
        levels=(1, 12),
        goal=2,
        certificate="Certification bureautique (passage inclus)",
        objective="""Gagner en autonomie sur les outils de bureau et faire reconnaître son niveau.""",
        results="Passage d'une certification bureautique enregistrée.",
        programme="""
        Tableur : formules, tris, graphiques
        Tableaux croisés et mise en forme
        Longs documents et styles
        Présentations lisibles
        Classer et partager
        Passage de la certification""",
        before="Savoir utiliser un clavier et une souris.",
        modes="012",
        permanent=True,
    ),
    trade(
        "secretaire",
        "Secrétaire assistant | Secrétariat et accueil en petite entreprise",
        codes="35054 35007 35052 / M1607 M1601 / 324",
        hours=(490, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Secrétaire assistant",
        objective="""Accueillir, rédiger, organiser et suivre le quotidien administratif d'une équipe.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Accueil physique et téléphonique
        Courriers, comptes rendus, orthographe
        Agenda, réunions, déplacements
        Tableaux de suivi
        Classement numérique
        Stage en entreprise ou en mairie""",
        before="Bonne maîtrise du français écrit.",
        modes="012",
    ),
    trade(
        "assistant-direction",
        "Assistant de direction | Assister un dirigeant : organiser, rédiger, coordonner",
        codes="35047 35071 / M1604 / 324",
        hours=(560, 280),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Assistant de direction",
        objective="""Prendre en charge l'organisation et la communication d'une direction, en français et en
        anglais.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Optimiser les processus administratifs
        Piloter un projet et un événement
        Rédiger et synthétiser
        Anglais professionnel
        Tableaux de bord
        Posture et confidentialité""",
        before="Niveau bac et deux ans d'expérience administrative.",
        modes="10",
    ),
    trade(
        "secretaire-comptable",
        "Secrétaire comptable | Secrétariat, factures et paie : la double compétence",
        codes="35049 32663 / M1608 / 314",
        hours=(595, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Secrétaire comptable",
        objective="""Assurer secrétariat, comptabilité courante et préparation de la paie dans une petite
        structure.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Secrétariat courant
        Factures d'achat et de vente, règlements
        Banque, caisse, rapprochement
        Déclaration de taxe sur la valeur ajoutée
        Éléments variables de paie
        Logiciel et facture électronique""",
        before="À l'aise avec les chiffres et le français écrit.",
        modes="01",
    ),
    trade(
        "comptable",
        "Comptable assistant | Comptabilité courante et travaux de fin d'exercice",
        codes="32663 32667 30924 / M1203 / 314",
        hours=(700, 245),
        levels=(14, 14),
        goal=6,
        certificate="Titre professionnel Comptable assistant",
        objective="""Tenir la comptabilité jusqu'aux travaux de fin d'exercice en cabinet ou en entreprise.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Enregistrer et contrôler
        Trésorerie et relances
        Paie : bulletins simples et déclarations
        Amortissements, stocks, provisions
        Analyser un compte de résultat
        Logiciels et tableur""",
        before="Niveau bac ou test de positionnement réussi.",
        modes="012",
    ),
    trade(
        "gestionnaire-paie",
        "Gestionnaire de paie | Paie et administration du personnel",
        codes="32688 33052 33054 / M1203 M1501 / 314",
        hours=(560, 245),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Gestionnaire de paie",
        objective="""Établir des bulletins justes, suivre les contrats et répondre aux questions des salariés.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Contrat, temps de travail, absences
        Du brut au net
        Déclarations sociales
        Cas particuliers : temps partiel, départs, saisies
        Veille et conventions collectives
        Logiciel de paie""",
        before="Niveau bac, rigueur et goût du droit.",
        modes="210",
    ),
    trade(
        "ressources-humaines",
        "Assistant ressources humaines | Recruter, intégrer, former : assistanat en ressources humaines",
        codes="33054 33060 35014 / M1501 / 315",
        hours=(560, 245),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Assistant ressources humaines",
        objective="""Suivre l'administration du personnel et contribuer au recrutement et à la formation.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Dossiers, contrats, registres
        Rédiger une offre et présélectionner sans discriminer
        Plan de développement des compétences
        Tableaux de bord sociaux
        Accueil d'un nouveau salarié
        Éléments de paie""",
        before="Niveau bac, expérience de bureau.",
        modes="10",
    ),
)
