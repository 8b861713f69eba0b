"""Hotels, kitchens, food trades, tourism."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "cuisinier",
        "Cuisinier | Cuisine de saison : se qualifier comme cuisinier | Commis de cuisine vers cuisinier",
        codes="42752 42742 / G1602 / 221",
        hours=(595, 245),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Cuisinier",
        objective="""Préparer entrées, plats et desserts d'une carte courte avec des produits frais, tenir son poste
        pendant le service et respecter l'hygiène.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Hygiène, organisation et entretien du poste
        Tailler, cuire, lier : les gestes de base
        Entrées chaudes et froides, potages
        Viandes, poissons et garnitures, plats végétariens
        Desserts de restaurant
        Envoyer un service dans le restaurant d'application
        Coûts et gaspillage""",
        before="Station debout prolongée, horaires coupés et fins de semaine.",
    ),
    trade(
        "commis-cuisine",
        "Commis de cuisine | Aide de cuisine : découvrir, essayer, se former",
        codes="42752 42793 / G1602 G1605 / 221",
        hours=(280, 140),
        levels=(1, 12),
        goal=7,
        certificate="Certificat de branche Commis de cuisine",
        objective="""Apprendre les bases de la cuisine et de la plonge pour entrer vite dans une équipe.""",
        results="Certificat de branche par blocs.",
        programme="""
        Hygiène et tenue
        Épluchages, tailles, cuissons simples
        Dresser une assiette froide
        Plonge et nettoyage
        Vocabulaire de la brigade
        Deux périodes en restaurant""",
        before="Motivation confirmée par une journée en cuisine.",
    ),
    trade(
        "cuisine-collective",
        "Agent de restauration collective | Cuisine en collectivité : écoles, hôpitaux, entreprises",
        codes="42708 42746 / G1603 G1602 / 221",
        hours=(315, 140),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Agent de restauration",
        objective="""Préparer et servir des repas en grand nombre, en liaison chaude ou froide, avec des produits
        locaux.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Production froide et chaude en quantité
        Textures modifiées et allergies
        Service au self et à table
        Plan de maîtrise sanitaire
        Menus équilibrés et lutte contre le gaspillage
        Nettoyage des matériels""",
        before="Pas de contre-indication au port de charges.",
    ),
    trade(
        "serveur",
        "Serveur en restauration | Service en salle et au bar",
        codes="42757 42723 / G1803 G1801 / 334",
        hours=(420, 210),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Serveur en restauration",
        objective="""Accueillir, conseiller et servir les clients d'un restaurant, d'une brasserie ou d'un bar.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Mettre la salle en place
        Prendre une commande et conseiller un accord
        Porter, servir, débarrasser
        Bar, cafés et cocktails sans alcool
        Encaisser
        Anglais de la salle
        Gérer un client mécontent""",
        before="Bonne présentation, aisance à l'oral, disponibilité le soir et la fin de semaine.",
    ),
    trade(
        "receptionniste",
        "Réceptionniste en hôtellerie | Accueil et réception d'hôtel",
        codes="42788 42776 / G1703 / 334",
        hours=(560, 245),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Réceptionniste en hôtellerie",
        objective="""Accueillir les clients à toute heure, réserver, facturer et faire connaître la région.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Le séjour d'un client, de l'appel au départ
        Logiciel hôtelier et réservations en ligne
        Facturation et caisse
        Anglais professionnel, initiation à une deuxième langue
        Répondre aux avis
        Réception de nuit et sécurité""",
        before="Anglais courant simple (niveau A2), bonne élocution.",
        modes="01",
    ),
    trade(
        "employe-etage",
        "Employé d'étage en hôtellerie | Femme et valet de chambre",
        codes="42786 42776 / G1501 / 334",
        hours=(280, 105),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Employé d'étage en hôtellerie",
        objective="""Nettoyer et remettre en état chambres et parties communes, du camping à l'hôtel quatre
        étoiles.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Chariot, produits, dosage
        Refaire une chambre à blanc et en recouche
        Salle de bains : méthode et ordre
        Linge, objets trouvés, minibar
        Petit déjeuner
        Ménager son dos""",
        before="Aucune qualification exigée. Travail les fins de semaine.",
    ),
    trade(
        "boulanger",
        "Boulanger | Boulangerie artisanale : reconversion d'adultes",
        codes="21538 21539 / D1102 / 221",
        hours=(630, 420),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Boulanger",
        objective="""Fabriquer pains et viennoiseries, de la pesée à la vente, en fermentation directe et au
        levain.""",
        results="Diplôme de niveau 3, possibilité de reprise de boulangerie en milieu rural.",
        programme="""
        Blés, farines, levains
        Pétrir, façonner, cuire
        Pains spéciaux et biologiques
        Viennoiseries levées feuilletées
        Hygiène et organisation du fournil
        Calculer un prix de revient""",
        before="Se lever tôt, ne pas être allergique à la farine. Diplôme antérieur dispensant d'enseignement général.",
    ),
    trade(
        "patissier",
        "Pâtissier | Pâtisserie, chocolat et glaces",
        codes="21528 21519 21529 / D1104 / 221",
        hours=(630, 420),
        levels=(13, 13),
        goal=6,
        certificate="Certificat d'aptitude Pâtissier",
        objective="""Réaliser tartes, entremets, petits fours et chocolats avec régularité et goût.""",
        results="Diplôme de niveau 3.",
        programme="""
        Pâtes et crèmes de base
        Entremets et montages
        Chocolat, confiserie, glaces
        Pâtisserie moins sucrée
        Décor et vitrine
        Hygiène et coûts""",
        before="Créativité et rigueur dans les pesées.",
    ),
    trade(
        "boucher",
        "Boucher | Boucherie charcuterie : préparer et vendre",
        codes="21599 21589 34505 / D1101 D1103 / 221",
        hours=(595, 385),
        levels=(1, 13),
        goal=6,
        certificate="Certificat d'aptitude Boucher",
        objective="""Découper, désosser, préparer et vendre les viandes, du commerce de village au rayon
        traditionnel.""",
        results="Diplôme de niveau 3, plusieurs postes à pourvoir par stagiaire.",
        programme="""
        Anatomie, races et qualité
        Désosser et parer
        Préparer : rôtis, farcis, prêts à cuire
        Charcuteries simples
        Vendre et conseiller une cuisson
        Hygiène et traçabilité""",
        before="Pas de contre-indication au froid et au port de charges.",
    ),
    trade(
        "crepier-pizzaiolo",
        "Crêpier et pizzaiolo | Pizzas et crêpes : créer ou rejoindre une petite restauration",
        codes="42704 42705 42725 / G1604 / 221",
        hours=(175, 70),
        levels=(1, 12),
        goal=7,
        objective="""Maîtriser pâtes, garnitures et cuissons pour tenir un poste de crêpier ou de pizzaiolo.""",
        results="Attestation de compétences et formation à l'hygiène alimentaire.",
        programme="""
        Pâtes : pétrissage, repos, façonnage
        Garnitures et produits du pays
        Four, billig et cadence
        Hygiène en restauration rapide
        Carte, prix et emballages""",
        before="Aucun.",
    ),
    trade(
        "hygiene-alimentaire",
        "Hygiène alimentaire en restauration commerciale | Méthode HACCP : l'essentiel",
        codes="21546 42793 / G1602 G1603 / 221",
        hours=(14, 0),
        levels=(1, 1),
        goal=2,
        objective="""Connaître les règles d'hygiène et savoir les appliquer et les prouver dans sa cuisine.""",
        results="Attestation spécifique de formation à l'hygiène alimentaire.",
        programme="""
        Dangers et températures
        Règles européennes et contrôles
        Plan de maîtrise sanitaire
        Étude de cas apportés par les participants""",
        before="Aucun.",
        modes="02",
        permanent=True,
    ),
    trade(
        "tourisme-accueil",
        "Conseiller en séjour et accueil touristique | Accueillir et animer un site de visite",
        codes="42686 42654 / G1101 G1201 / 334",
        hours=(420, 175),
        levels=(13, 14),
        goal=7,
        objective="""Renseigner les visiteurs, vendre des prestations et animer une découverte du territoire.""",
        results="Attestation de compétences, saison garantie chez un partenaire.",
        programme="""
        Connaître le territoire : volcans, gorges, villes d'eaux
        Accueil au comptoir, au téléphone, en ligne
        Bâtir un séjour d'un week-end
        Conduire une visite commentée
        Anglais et accueil de publics en situation de handicap
        Publier sur les réseaux""",
        before="Aisance à l'oral, anglais niveau A2.",
        modes="01",
    ),
    trade(
        "agent-camping",
        "Employé polyvalent d'hébergement de plein air | Saisonnier polyvalent : montagne l'hiver, camping l'été",
        codes="42619 42776 / G1502 G1205 / 334",
        hours=(210, 70),
        levels=(1, 12),
        goal=7,
        objective="""Enchaîner deux saisons dans une même région grâce à une polyvalence accueil, entretien,
        service.""",
        results="Attestation de compétences et deux contrats saisonniers proposés.",
        programme="""
        Accueil et état des lieux
        Entretien des locatifs et petits dépannages
        Piscine : règles et tests d'eau
        Service du petit déjeuner
        Anglais et néerlandais de base
        Droits du travailleur saisonnier""",
        before="Mobilité dans le massif. Logement possible sur place.",
    ),
)
