"""Shops, selling, customer relations, business creation."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "employe-commercial",
        "Employé commercial | Mise en rayon, caisse et conseil",
        codes="34566 34549 34589 / D1507 D1505 / 312",
        hours=(350, 175),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Employé commercial",
        objective="""Approvisionner un rayon, renseigner et encaisser dans un magasin alimentaire ou spécialisé.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Réception et réserve
        Mettre en rayon, faire tourner, étiqueter
        Renseigner et orienter
        Tenir une caisse et une caisse automatique
        Lutter contre la casse et le gaspillage
        Hygiène et sécurité""",
        before="Disponibilité le samedi, contact facile.",
    ),
    trade(
        "conseiller-vente",
        "Conseiller de vente | Vente et conseil en magasin | Vendre en boutique : se professionnaliser",
        codes="34566 34502 / D1214 D1211 D1212 / 312",
        hours=(420, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Conseiller de vente",
        objective="""Accueillir, conseiller et fidéliser la clientèle en magasin et à distance.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Découvrir un besoin et argumenter
        Mettre en valeur les produits
        Retrait en magasin, réservation, retours
        Suivre ses résultats
        Réclamations et fidélité
        Anglais de la vente""",
        before="Bonne expression orale, présentation soignée.",
        modes="01",
    ),
    trade(
        "manager-rayon",
        "Manager d'unité marchande | Responsable de rayon ou de petit magasin",
        codes="34559 34588 32032 / D1301 D1502 D1503 / 312",
        hours=(525, 280),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Manager d'unité marchande",
        objective="""Développer les ventes d'un rayon, gérer le compte d'exploitation et animer une équipe.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Assortiment, marges, inventaire
        Tableau de bord du magasin
        Recruter, former et planifier une équipe
        Animation commerciale
        Achats locaux
        Sécurité et qualité de vie au travail""",
        before="Deux ans d'expérience dans la vente.",
        modes="01",
    ),
    trade(
        "caisse-drive",
        "Hôte de caisse et préparateur de courses | Caisse, accueil et retrait de courses",
        codes="34589 35052 / D1505 N1103 / 312",
        hours=(140, 70),
        levels=(1, 12),
        goal=7,
        objective="""Tenir une caisse et préparer des courses en ligne avec rapidité et amabilité.""",
        results="Attestation de compétences ; embauche visée dans les magasins partenaires.",
        programme="""
        Encaisser tous les moyens de paiement
        Accueil, réclamations, cartes
        Préparer une commande en ligne
        Chaîne du froid
        Horaires, gestes, repos""",
        before="Savoir compter et rendre la monnaie.",
    ),
    trade(
        "televente",
        "Conseiller relation client à distance | Téléconseil : accueillir, résoudre, vendre",
        codes="34501 35050 34573 / D1408 / 312",
        hours=(350, 175),
        levels=(12, 14),
        goal=6,
        certificate="Titre professionnel Conseiller relation client à distance",
        objective="""Répondre aux clients par téléphone, courriel et messagerie, de chez soi ou sur un plateau.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Voix, écoute, reformulation
        Répondre par écrit sans faute
        Logiciel de relation client
        Apaiser un appel difficile
        Vente additionnelle loyale
        Télétravail : organisation et isolement""",
        before="Français oral et écrit solide, clavier rapide.",
        modes="21",
    ),
    trade(
        "commercial-terrain",
        "Négociateur technico-commercial | Commercial itinérant en produits du bâtiment et de l'agriculture",
        codes="34581 34582 34593 / D1407 D1402 / 312",
        hours=(560, 280),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Négociateur technico-commercial",
        objective="""Prospecter, négocier et suivre une clientèle d'entreprises sur un secteur rural ou urbain.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Étudier son secteur et planifier ses tournées
        Prospecter par téléphone et en ligne
        Construire une offre technique et chiffrée
        Négocier sans brader
        Suivre ses comptes
        Travailler avec le service technique""",
        before="Permis B, niveau bac, goût du contact.",
        modes="10",
    ),
    trade(
        "vente-ligne",
        "Commerce en ligne pour petites entreprises | Ouvrir et animer sa boutique en ligne",
        codes="34530 46270 / E1101 M1705 / 312",
        hours=(140, 35),
        levels=(12, 13),
        goal=2,
        objective="""Mettre en ligne un catalogue, vendre, expédier et se faire connaître sans se ruiner.""",
        results="Boutique en ligne ouverte à la fin de la formation.",
        programme="""
        Choisir un outil et préparer ses fiches
        Photographier ses produits
        Paiement, expédition, droit de rétractation
        Référencement et réseaux
        Mesurer et améliorer""",
        before="Avoir un produit ou un service à vendre, être à l'aise sur internet.",
        modes="21",
    ),
    trade(
        "creation-entreprise",
        "Créer ou reprendre une activité | Entreprendre : de l'idée au premier client",
        codes="32047 32094 / M1302 / 310",
        hours=(140, 0),
        levels=(1, 1),
        goal=4,
        objective="""Vérifier la solidité d'un projet, choisir un statut et bâtir un plan réaliste.""",
        results="Dossier de création prêt à présenter à un financeur.",
        programme="""
        L'idée, le marché, le territoire
        Prix, charges, seuil de rentabilité
        Statuts et protection sociale
        Trouver ses premiers clients
        Plan de financement et rendez-vous bancaire
        S'entourer et tenir ses comptes""",
        before="Avoir une idée d'activité, même à préciser.",
        modes="012",
        permanent=True,
    ),
    trade(
        "reprise-commerce",
        "Reprendre un commerce de village | Gérer un commerce multiservice rural",
        codes="32094 34588 / D1301 M1302 / 310",
        hours=(210, 70),
        levels=(12, 13),
        goal=4,
        objective="""Préparer la reprise et la gestion d'un commerce de proximité avec plusieurs services.""",
        results="Plan de reprise et immersion dans un commerce en activité.",
        programme="""
        Lire les comptes d'un commerce à céder
        Point relais, dépôt de pain, petite restauration : quels services ?
        Gestion, achats, licences
        Animer un lieu de vie
        Négocier avec cédant, commune et banque""",
        before="Projet de reprise ou d'installation en zone rurale.",
        modes="01",
    ),
    trade(
        "fleuriste",
        "Fleuriste | Art floral et vente en boutique",
        codes="45007 34534 / D1209 / 312",
        hours=(560, 420),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Fleuriste",
        objective="""Composer bouquets et décors, entretenir les végétaux et conseiller les clients.""",
        results="Diplôme de niveau 3.",
        programme="""
        Reconnaître et soigner les végétaux
        Bouquets liés, piqués, de mariée et de deuil
        Vitrine et saisons
        Vente et commandes
        Fleurs locales et de saison""",
        before="Sens artistique, travail debout et dans la fraîcheur.",
    ),
)
