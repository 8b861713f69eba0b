"""Logistics, transport and vehicles."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "preparateur",
        "Préparateur de commandes en entrepôt | Logistique : préparer, contrôler, expédier",
        codes="31734 31768 31743 / N1103 N1105 / 311",
        hours=(280, 105),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Préparateur de commandes en entrepôt",
        objective="""Prélever, assembler et emballer des commandes en respectant les délais et son dos, avec un
        chariot ou un terminal vocal.""",
        results="Titre professionnel de niveau 3 et autorisation de conduite de chariots.",
        programme="""
        Circuits d'un entrepôt et vocabulaire
        Préparer avec liste, douchette et commande vocale
        Conduire un transpalette électrique et un chariot à mât rétractable
        Palettiser, filmer, étiqueter
        Inventorier et signaler un écart
        Gestes, postures et fatigue""",
        before="Aptitude médicale à la conduite de chariots.",
    ),
    trade(
        "cariste",
        "Cariste d'entrepôt | Conduire un chariot élévateur : initiation et certificat",
        codes="31768 31795 / N1101 / 311",
        hours=(105, 35),
        levels=(1, 12),
        goal=7,
        certificate="Certificat d'aptitude à la conduite en sécurité, chariots catégories 1, 3 et 5",
        objective="""Conduire en sécurité les chariots les plus courants et obtenir les certificats demandés par les
        employeurs.""",
        results="Certificats d'aptitude à la conduite en sécurité, valables cinq ans.",
        programme="""
        Règles, plaques de charge et stabilité
        Prise de poste et vérifications
        Conduite, gerbage, chargement de camion
        Passage des épreuves théoriques et pratiques""",
        before="Avoir 18 ans et une aptitude médicale. Comprendre des consignes en français.",
        permanent=True,
    ),
    trade(
        "magasinier",
        "Agent magasinier | Magasinier vendeur en pièces",
        codes="31734 31663 31713 / N1103 / 311",
        hours=(385, 140),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Agent magasinier",
        objective="""Recevoir, ranger et distribuer des marchandises, tenir le stock à jour et renseigner les clients
        du comptoir.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Réceptionner et contrôler une livraison
        Ranger, adresser et inventorier
        Utiliser un logiciel de gestion de stock
        Accueillir au comptoir et au téléphone
        Conduire un chariot en sécurité
        Anglais des bons de livraison""",
        before="Calcul de base, aisance au clavier.",
        modes="01",
    ),
    trade(
        "tech-logistique",
        "Technicien en logistique d'entreposage | Chef d'équipe logistique",
        codes="31845 31837 32032 / N1303 / 311",
        hours=(560, 245),
        levels=(14, 14),
        goal=6,
        certificate="Titre professionnel Technicien en logistique d'entreposage",
        objective="""Organiser l'activité d'une équipe d'entrepôt, suivre les indicateurs et traiter les imprévus.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Planifier les moyens de la journée
        Animer une équipe et un point quotidien
        Implanter une zone de stockage
        Tableur et indicateurs
        Sécurité et prévention des troubles musculaires
        Échanger en anglais avec un transporteur""",
        before="Un an d'expérience en entrepôt ou un baccalauréat.",
        modes="10",
    ),
    trade(
        "routier",
        "Conducteur de transport routier de marchandises sur porteur | Conducteur routier : permis C et titre",
        codes="31816 31827 31833 / N4101 N4105 / 311",
        hours=(350, 70),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Conducteur du transport routier de marchandises sur porteur",
        objective="""Conduire un poids lourd, arrimer le chargement, livrer et tenir ses documents de bord.""",
        results="Permis C, qualification initiale et titre professionnel de niveau 3.",
        programme="""
        Code, mécanique et vérifications
        Manœuvres et conduite en circulation
        Temps de conduite et appareil de contrôle
        Arrimer et répartir un chargement
        Livrer avec hayon, gérer un litige
        Conduite économe et sens du service""",
        before="Permis B, 21 ans, visite médicale de conducteur, casier compatible avec l'emploi visé.",
    ),
    trade(
        "super-lourd",
        "Conducteur routier sur tous véhicules | Conduite d'ensembles articulés (permis CE)",
        codes="31804 31827 31820 / N4101 / 311",
        hours=(210, 70),
        levels=(13, 13),
        goal=6,
        certificate="Titre professionnel Conducteur du transport routier de marchandises sur tous véhicules",
        objective="""Passer du porteur à l'ensemble articulé et prendre la route pour des trajets longs.""",
        results="Permis CE et titre professionnel de niveau 3.",
        programme="""
        Atteler, dételer, manœuvrer à quai
        Conduite de nuit et en montagne
        Documents internationaux
        Chronotachygraphe et réglementation sociale
        Prévenir la fatigue""",
        before="Être titulaire du permis C en cours de validité.",
    ),
    trade(
        "conducteur-bus",
        "Conducteur de transport en commun sur route | Conduire un autocar ou un bus",
        codes="31805 31806 31875 / N4103 / 311",
        hours=(350, 70),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Conducteur de transport en commun sur route",
        objective="""Transporter des voyageurs en ville, à la campagne et en service scolaire, avec calme et
        ponctualité.""",
        results="Permis D, qualification initiale et titre professionnel de niveau 3.",
        programme="""
        Conduite d'un autocar en ville et sur route de montagne
        Accueillir, vendre un titre, informer
        Transporter des enfants et des personnes à mobilité réduite
        Prévenir et désamorcer un conflit
        Temps de conduite et vérifications
        Conduite rationnelle et véhicules électriques""",
        before="Permis B depuis trois ans, 21 ans, aptitude médicale.",
    ),
    trade(
        "livreur",
        "Conducteur livreur sur véhicule utilitaire léger | Livraison du dernier kilomètre",
        codes="31807 31731 31827 / N4105 N4104 / 311",
        hours=(245, 70),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Conducteur livreur sur véhicule utilitaire léger",
        objective="""Organiser une tournée, charger son véhicule et livrer des colis ou des repas avec le sourire.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Préparer et optimiser sa tournée
        Charger sans se blesser et sans casse
        Conduite apaisée en ville, vélo-cargo
        Remise au client, preuve de livraison, réclamation
        Entretien du véhicule""",
        before="Permis B valide.",
    ),
    trade(
        "ambulancier",
        "Auxiliaire ambulancier | Ambulancier : préparer l'entrée en école",
        codes="43419 42826 / J1305 / 331",
        hours=(175, 70),
        levels=(1, 13),
        goal=8,
        objective="""Acquérir les gestes et les règles de l'accompagnement sanitaire et se préparer au métier
        d'ambulancier.""",
        results="Attestation d'auxiliaire ambulancier et attestation de gestes d'urgence.",
        programme="""
        Règles du transport sanitaire
        Hygiène et équipement du véhicule
        Installer et surveiller un patient
        Gestes d'urgence
        Relever, porter, brancarder en sécurité
        Stage dans une entreprise de transport sanitaire""",
        before="Permis B hors période probatoire, attestation préfectorale d'aptitude.",
    ),
    trade(
        "mecanicien-auto",
        "Mécanicien de maintenance automobile | Réparateur automobile : véhicules thermiques et électriques",
        codes="23637 23606 23605 / I1604 / 252",
        hours=(770, 245),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Mécanicien de maintenance automobile",
        objective="""Entretenir et réparer les organes mécaniques d'une voiture et intervenir hors tension sur un
        véhicule électrique ou hybride.""",
        results="Titre professionnel de niveau 3 et habilitation pour véhicules électriques.",
        programme="""
        Révision, vidange, distribution
        Freins, direction, liaison au sol
        Électricité et lecture de défauts à la valise
        Climatisation
        Véhicule électrique : consigner avant d'agir
        Restituer la voiture et expliquer la facture""",
        before="Permis B souhaité, goût du travail manuel et de la technique.",
    ),
    trade(
        "carrossier",
        "Carrossier réparateur | Carrosserie et peinture automobile",
        codes="23617 23607 / I1606 / 254",
        hours=(735, 245),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Carrossier réparateur",
        objective="""Redresser, remplacer et préparer les éléments de carrosserie avant peinture.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Déposer et reposer des éléments
        Débosseler et redresser, sans peinture et avec
        Souder par points, coller, riveter
        Poncer, mastiquer, apprêter
        Peindre en cabine
        Remplacer un vitrage""",
        before="Patience et sens du détail ; pas d'allergie aux solvants.",
    ),
    trade(
        "mecanicien-agricole",
        "Mécanicien réparateur de matériels agricoles | Maintenance de tracteurs et d'engins",
        codes="21011 31736 23698 / I1603 / 252",
        hours=(770, 280),
        levels=(12, 13),
        goal=6,
        certificate="Titre professionnel Mécanicien réparateur de matériels agricoles et d'espaces verts",
        objective="""Entretenir et réparer tracteurs, moissonneuses, presses et matériels de parc.""",
        results="Titre professionnel de niveau 3.",
        programme="""
        Moteur diesel et injection
        Transmission et hydraulique
        Électricité et électronique embarquée
        Réglage des outils attelés
        Dépanner à la ferme pendant la saison
        Soudure de réparation""",
        before="Permis B, mobilité dans le département.",
    ),
    trade(
        "cycles",
        "Mécanicien cycles | Réparer et entretenir vélos et vélos à assistance électrique",
        codes="23635 / I1607 / 252",
        hours=(315, 105),
        levels=(1, 13),
        goal=7,
        certificate="Certificat Technicien cycles",
        objective="""Monter, régler, réparer et vendre des vélos, y compris électriques, en magasin ou en atelier
        associatif.""",
        results="Certificat professionnel, stage dans une ressourcerie ou un magasin.",
        programme="""
        Monter un vélo et régler la transmission
        Freins à disque, roues et rayonnage
        Assistance électrique : batterie, moteur, diagnostic
        Conseiller et vendre, tenir la caisse
        Réemploi : remettre en état un vélo donné""",
        before="Aucun. Entretien et essai d'une demi-journée en atelier.",
    ),
    trade(
        "taxi",
        "Préparation à l'examen de conducteur de taxi | Devenir conducteur de transport de personnes",
        codes="31801 31812 / N4102 / 311",
        hours=(140, 14),
        levels=(1, 12),
        goal=8,
        objective="""Préparer les épreuves communes et spécifiques de l'examen de conducteur de taxi et se projeter
        dans la vie d'indépendant.""",
        results="Présentation à l'examen organisé par la chambre compétente.",
        programme="""
        Réglementation du transport public de personnes
        Gestion d'une petite activité
        Sécurité routière et conduite
        Français et anglais de l'accueil
        Topographie du département
        Examens blancs""",
        before="Permis B hors période probatoire, casier judiciaire compatible.",
        modes="12",
    ),
)
