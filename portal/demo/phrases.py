"""Sentences around the trainings: how groups work, what surrounds the course, whom it is for; drawn per offer."""

from __future__ import annotations

CLOSINGS = {
    "batiment": (
        "Les ateliers alternent avec de vrais chantiers confiés par des communes voisines.",
        "Une tenue et un outillage de base sont prêtés pendant tout le parcours.",
        "Chaque stagiaire repart avec le dossier photographique de ses réalisations.",
    ),
    "industrie": (
        "Les machines de l'atelier sont celles des entreprises du bassin.",
        "Des chefs d'atelier en activité participent aux évaluations.",
        "Une visite d'usine ouvre chaque module.",
    ),
    "logistique": (
        "La piste et les véhicules sont sur place : moins d'attente, plus de pratique.",
        "Les employeurs partenaires viennent présenter leurs postes la deuxième semaine.",
    ),
    "soins": (
        "Un appartement pédagogique permet de répéter les gestes avant d'aller au domicile.",
        "Des professionnels en exercice interviennent chaque semaine.",
        "Une analyse de pratique suit chaque stage.",
    ),
    "accueil": (
        "Le restaurant d'application est ouvert au public deux fois par semaine.",
        "Les produits viennent de producteurs du département.",
    ),
    "numerique": (
        "Les projets sont réalisés pour des associations et de petites entreprises réelles.",
        "Un ordinateur peut être prêté pour la durée de la formation.",
    ),
    "commerce": (
        "Un magasin-école sert de terrain d'entraînement.",
        "Des commerçants du centre-ville parrainent le groupe.",
    ),
    "terre": (
        "La ferme-école et ses parcelles servent de salle de classe une semaine sur deux.",
        "Le calendrier suit les saisons : prévoir des journées plus longues au printemps.",
    ),
    "services": (
        "Les travaux portent sur des commandes réelles.",
        "Un entretien de mi-parcours permet d'ajuster le projet.",
    ),
    "socle": (
        "Chacun avance à son rythme, avec un livret de progrès.",
        "L'équipe reste en lien avec votre conseiller tout au long du parcours.",
        "Les groupes ne dépassent pas douze personnes.",
    ),
}
LIKE_FAMILY = {
    "services": "toilettage tri-dechets eau-assainissement secretaire-medical mediateur-social conseiller-insertion "
    "moniteur-atelier hygiene-alimentaire receptionniste employe-etage agent-camping",
    "industrie": "mecanicien-auto carrossier mecanicien-agricole cycles",
    "commerce": "magasinier tech-logistique tourisme-accueil",
}
"""Trades whose way of working is that of another family than their own."""
DETAILS = (
    "Alternance d'apports courts et d'exercices, puis mise en situation complète évaluée par deux formateurs.",
    "Travaux pratiques par petits groupes, fiches de révision et quiz d'autoévaluation.",
    "Étude de cas tirés de l'expérience des participants, restitution collective.",
    "Démonstration par un professionnel en activité, entraînement, correction individuelle.",
    "Séance en autonomie au centre de ressources, avec un rendez-vous de suivi.",
    "Projet fil rouge : chacun complète son dossier et le présente au groupe.",
    "Visite d'un site professionnel, enquête auprès des équipes et compte rendu écrit.",
    "Exercices progressifs, du plus simple au plus proche des conditions réelles de travail.",
)
"""How a module is taught; the organisations that write a lot say it of each one."""
EXTRA_MODULES = (
    "Droits et devoirs du salarié, lecture d'un bulletin de paie",
    "Outils numériques du quotidien et démarches en ligne",
    "Égalité entre femmes et hommes, prévention des discriminations",
    "Sauveteur secouriste du travail",
    "Développement durable : gestes utiles au métier",
    "Techniques de recherche d'emploi et entretiens filmés",
    "Communication dans l'équipe et avec le client",
    "Remise à niveau personnalisée en français et en calcul",
    "Préparation à l'examen et entraînement devant un jury",
    "Intelligence artificielle au travail : usages, limites, vérification",
    "Mobilité : se rendre au travail sans voiture",
)
RHYTHMS = {
    "0": (
        "Temps plein, 35 heures par semaine, du lundi au vendredi",
        "Temps plein, 9h-12h30 et 13h30-17h, sauf le vendredi après-midi",
        "Cours de jour, 30 heures par semaine, mercredi après-midi libre",
        "Temps partiel, 24 heures par semaine, compatible avec les horaires d'école",
    ),
    "1": (
        "Trois jours au centre, deux jours à distance, 35 heures par semaine",
        "Regroupements une semaine sur deux, accompagnement à distance entre-temps",
        "Parcours individualisé, 20 à 35 heures par semaine, en partie à distance",
    ),
    "2": (
        "Entièrement à distance, classes virtuelles le matin, travail guidé l'après-midi",
        "À distance, 21 heures par semaine, deux rendez-vous individuels par mois",
        "Cours du soir et du samedi matin, en ligne",
    ),
}
PUBLICS = {
    "AFC": (
        ("80006", "Demandeurs d'emploi inscrits, prioritairement peu ou pas qualifiés"),
        ("80006 80007", "Demandeurs d'emploi, dont longue durée"),
        ("80006 81033", "Demandeurs d'emploi, jeunes suivis par une mission locale"),
        ("80006 80010", "Demandeurs d'emploi et bénéficiaires du revenu de solidarité active"),
        ("80006 81020", "Demandeurs d'emploi, places réservées aux travailleurs handicapés"),
        ("80006 81018", "Demandeurs d'emploi, candidatures de femmes bienvenues"),
    ),
    "POEC": (("80006", "Demandeurs d'emploi inscrits, retenus avec les entreprises qui recrutent"),),
    "AGEFIPH": (("81020 80006", "Demandeurs d'emploi bénéficiaires de l'obligation d'emploi"),),
    "langue": (
        ("81022 81023", "Personnes primo-arrivantes signataires d'un contrat d'intégration"),
        ("81022 81042", "Personnes étrangères, dont réfugiées, souhaitant progresser en français"),
    ),
    "emploi": (
        ("82044", "Salariés, avec l'accord de l'employeur ou à leur initiative"),
        ("82044 80006", "Salariés et demandeurs d'emploi"),
        ("83056", "Tout public, inscriptions individuelles possibles"),
    ),
    "wallonie": (
        ("80001", "Chercheurs d'emploi inscrits au Forem, sans certificat de l'enseignement secondaire supérieur"),
        (
            "80001",
            "Bénéficiaires du revenu d'intégration ou d'une aide sociale équivalente, travailleurs art. 60 et 61",
        ),
        ("80001 81033", "Chercheurs d'emploi de 18 à 29 ans"),
        ("80001 83056", "Toute personne majeure inscrite comme demandeuse d'emploi"),
    ),
}
ADMISSION = (
    "Information collective puis entretien individuel.",
    "Dossier de candidature, test de positionnement et entretien.",
    "Entretien avec le formateur et visite de l'atelier.",
    "Sélection sur motivation ; aucune note minimale.",
    "Validation du projet avec votre conseiller.",
)
REGISTRATION = (
    "Par téléphone ou par courriel auprès du contact indiqué.",
    "Par votre conseiller (prescription en ligne) ou directement auprès de l'organisme.",
    "Dossier à retirer à l'accueil, à rendre dix jours avant l'entrée.",
    "Candidature spontanée acceptée toute l'année.",
)
ACCESS = (
    "Locaux accessibles aux fauteuils, parking réservé, boucle magnétique à l'accueil.",
    "Rez-de-chaussée accessible ; ateliers adaptés sur étude avec le référent handicap.",
    "Adaptation des rythmes et des supports ; le référent handicap vous reçoit avant l'entrée.",
    "Bâtiment accessible, interprète en langue des signes sur demande un mois avant.",
)
MEALS = (
    "Salle avec micro-ondes",
    "Restaurant d'entreprise voisin, tarif réduit",
    "Cafétéria sur place",
    "Repas à emporter",
)
LODGING = (
    "Foyer de jeunes travailleurs à 10 minutes",
    "Chambres sur place, sur réservation",
    "Liste de logements à l'accueil",
)
TRANSPORT = (
    "Gare à 800 m, abri à vélos",
    "Bus ligne 4, arrêt Les Ateliers",
    "Parking gratuit, aire de covoiturage",
    "Navette depuis la gare matin et soir",
    "Tram à 5 minutes",
)
COSTS = (
    "Coût pédagogique entièrement pris en charge. Rémunération possible selon votre situation.",
    "Formation gratuite pour les demandeurs d'emploi ; aide aux frais de transport et de repas.",
    "Prise en charge totale ; équipement de sécurité fourni.",
)
COSTS_WALLONIA = (
    "Formation gratuite ; contrat de formation, indemnité de deux euros par heure et frais de déplacement.",
    "Gratuit pour les chercheurs d'emploi ; garde d'enfants remboursée selon le barème en vigueur.",
)
REMAINING = (
    "Tenue professionnelle à prévoir",
    "Frais d'inscription à l'examen : 45 euros",
    "Livres : environ 60 euros",
)
TEACHING = (
    "Petits groupes, apprentissage par la pratique, tutorat entre stagiaires.",
    "Pédagogie de projet, mises en situation, évaluations régulières.",
    "Parcours individualisé après positionnement, accès libre au centre de ressources.",
    "Classes inversées, travail en binôme, suivi par un référent unique.",
)
SPECIFICITIES = (
    "Session préparatoire : découverte des gestes du métier",
    "Session de certification : dernier bloc et examen",
    "Groupe réservé aux personnes de plus de 45 ans",
    "Public non francophone : appui linguistique renforcé",
    "Thématique métiers de l'eau et de l'environnement",
    "Session hors les murs dans un quartier partenaire",
)
EXPERIMENTS = (
    "parcours hors les murs",
    "pédagogie inversée en entreprise",
    "accompagnement renforcé après la formation",
    "formation en village, groupe itinérant",
    "recrutement sans curriculum vitæ",
    "badges et blocs à la carte",
)
