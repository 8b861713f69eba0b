"""French for newcomers, basic skills, career choice, return to work: the trainings that come before a trade."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "fle-debutant",
        "Français langue étrangère : niveau débutant | Apprendre le français pour vivre et travailler",
        codes="15235 / K1204 / 136",
        hours=(280, 0),
        levels=(1, 11),
        goal=5,
        objective="""Comprendre et se faire comprendre dans les situations courantes : transports, santé, école,
        emploi.""",
        results="Attestation de niveau A1 ou A2 du cadre européen.",
        programme="""
        Se présenter, demander, remercier
        Lire un horaire, une facture, une convocation
        Prendre rendez-vous par téléphone
        Remplir un formulaire en ligne
        Découvrir les services de la ville
        Sorties : médiathèque, marché, entreprise""",
        before="Positionnement oral individuel. Aucune scolarité antérieure exigée.",
        permanent=True,
    ),
    trade(
        "fle-pro",
        "Français à visée professionnelle | Français du bâtiment et de l'industrie | Français des métiers du soin",
        codes="15226 15235 / K1204 / 136",
        hours=(210, 70),
        levels=(11, 12),
        goal=7,
        objective="""Parler, lire et écrire le français utile à un métier : consignes, sécurité, échanges d'équipe.""",
        results="Attestation de niveau A2 ou B1 et bilan de stage.",
        programme="""
        Vocabulaire et gestes du métier
        Comprendre une consigne de sécurité
        Raconter un incident
        Rédiger un message court
        Stage et carnet de mots
        Droits et devoirs du salarié""",
        before="Niveau A1 acquis à l'oral.",
        permanent=True,
    ),
    trade(
        "fle-examen",
        "Français : préparer un examen de langue | Français avancé et certification de niveau B2",
        codes="15235 15040 / K1204 / 136",
        hours=(140, 0),
        levels=(12, 13),
        goal=6,
        certificate="Diplôme de langue française, niveau B1 ou B2",
        objective="""Atteindre le niveau demandé pour une formation, un emploi ou une demande de nationalité.""",
        results="Passage d'un examen reconnu.",
        programme="""
        Comprendre un débat et un article
        Argumenter à l'oral
        Écrire une lettre formelle
        Grammaire en contexte
        Examens blancs""",
        before="Niveau A2 confirmé par un test.",
        modes="012",
    ),
    trade(
        "alphabetisation",
        "Alphabétisation : lire et écrire pour la première fois | Lire, écrire, se repérer",
        codes="15043 44501 / K1204 / 412",
        hours=(210, 0),
        levels=(1, 11),
        goal=5,
        objective="""Entrer dans la lecture et l'écriture à l'âge adulte, à son rythme et sans honte.""",
        results="Progrès mesurés dans un livret personnel.",
        programme="""
        Sons, lettres, premiers mots
        Son nom, son adresse, ses papiers
        Se repérer : plan, heure, calendrier
        Compter son argent
        Le téléphone comme outil""",
        before="Parler un peu le français. Entrée toute l'année.",
        permanent=True,
    ),
    trade(
        "illettrisme",
        "Reprendre confiance avec l'écrit | Compétences de base en situation de travail",
        codes="15040 44501 15030 / K1204 / 412",
        hours=(140, 35),
        levels=(1, 11),
        goal=5,
        objective="""Retrouver l'usage de la lecture, de l'écriture et du calcul pour le quotidien et le travail.""",
        results="Attestation de compétences de base.",
        programme="""
        Ce que je sais déjà
        Lire une notice, un planning, un bulletin de paie
        Écrire un message sans crainte
        Calculer une quantité, une durée, une remise
        Préparer le code de la route""",
        before="Avoir été scolarisé en français.",
        permanent=True,
    ),
    trade(
        "remise-niveau",
        "Remise à niveau avant une formation qualifiante | Français, calcul, logique : se remettre à niveau",
        codes="15041 15040 15030 15089 / K1801 / 412",
        hours=(175, 0),
        levels=(1, 12),
        goal=5,
        objective="""Consolider français, mathématiques et méthodes pour réussir les tests d'entrée visés.""",
        results="Positionnement de sortie transmis à l'organisme d'accueil.",
        programme="""
        Positionnement et contrat d'objectifs
        Français écrit et oral
        Calcul et géométrie utiles au métier
        Raisonnement logique
        Apprendre à apprendre
        Entraînement aux tests""",
        before="Projet de formation identifié.",
        modes="01",
        permanent=True,
    ),
    trade(
        "socle-clea",
        "Socle de connaissances et de compétences | Certificat des compétences socles : évaluation et parcours",
        codes="15041 15050 / K1801 / 412",
        hours=(147, 0),
        levels=(1, 11),
        goal=6,
        certificate="Certificat de connaissances et de compétences socles",
        objective="""Évaluer puis compléter ses compétences dans sept domaines et obtenir un certificat reconnu.""",
        results="Certificat remis par un jury professionnel.",
        programme="""
        Évaluation préalable individuelle
        Communiquer en français
        Calculer et raisonner
        Utiliser le numérique
        Travailler en équipe et en autonomie
        Apprendre tout au long de la vie
        Gestes, hygiène, sécurité, environnement""",
        before="Aucun.",
        modes="01",
        permanent=True,
    ),
    trade(
        "decouverte-metiers",
        "Découvrir les métiers et choisir | Plateforme des métiers : essayer avant de décider",
        codes="15062 15081 / K1801 / 415",
        hours=(140, 70),
        levels=(1, 1),
        goal=9,
        objective="""Explorer des métiers par la pratique, se confronter au réel et bâtir un projet.""",
        results="Projet validé et plan d'action, remis au conseiller.",
        programme="""
        Ce qui compte pour moi
        Trois plateaux techniques au choix
        Enquêtes auprès de professionnels
        Deux immersions en entreprise
        Marché local de l'emploi
        Plan d'action""",
        before="Être accompagné par un conseiller.",
        permanent=True,
    ),
    trade(
        "mobilisation-jeunes",
        "Rebond : se remobiliser à 16-29 ans | Tremplin jeunes vers la formation et l'emploi",
        codes="15061 15062 15031 / K1801 / 415",
        hours=(210, 70),
        levels=(1, 1),
        goal=9,
        objective="""Reprendre un rythme, retrouver confiance et trouver une voie, avec un accompagnement renforcé.""",
        results="Entrée en formation, en alternance ou en emploi dans les trois mois.",
        programme="""
        Rythme, santé, mobilité
        Sport et projet collectif
        Découverte de métiers
        Stages courts
        Parler de soi : oral et vidéo
        Logement, budget, droits""",
        before="16 à 29 ans, sans emploi ni formation.",
        permanent=True,
    ),
    trade(
        "retour-emploi-femmes",
        "Femmes et métiers techniques : oser | Retour à l'emploi après une interruption",
        codes="15062 15075 15061 / K1801 / 415",
        hours=(175, 70),
        levels=(1, 1),
        goal=9,
        objective="""Reprendre confiance, lever les freins de garde et de mobilité et découvrir des métiers peu
        féminisés.""",
        results="Projet professionnel et contacts d'employeurs.",
        programme="""
        Atouts et expérience de vie
        Ateliers : soudage, électricité, conduite
        Rencontrer des professionnelles
        Égalité, droits, santé
        Immersion
        Réseau et candidature""",
        before="Entretien individuel. Places en crèche partenaires.",
    ),
    trade(
        "seniors",
        "Deuxième carrière : rebondir après 50 ans | Seniors : valoriser son expérience",
        codes="15081 15061 15091 / K1801 / 415",
        hours=(105, 35),
        levels=(1, 1),
        goal=9,
        objective="""Faire le point, transférer son expérience et retrouver un emploi adapté à sa santé.""",
        results="Plan d'action et réseau d'entreprises.",
        programme="""
        Bilan de compétences
        Santé et aménagements possibles
        Outils de candidature d'aujourd'hui
        Négocier, se présenter
        Tutorat et transmission""",
        before="Avoir 50 ans ou plus.",
        modes="01",
    ),
    trade(
        "handicap-orientation",
        "Prestation d'orientation professionnelle adaptée | Élaborer un projet compatible avec sa santé",
        codes="15062 44024 / K1801 / 415",
        hours=(140, 70),
        levels=(1, 1),
        goal=9,
        objective="""Redéfinir un projet professionnel compatible avec un handicap ou un problème de santé.""",
        results="Projet validé et préconisations d'aménagement.",
        programme="""
        Situation de santé et capacités
        Essais sur plateaux techniques
        Aides techniques et aménagements
        Immersion adaptée
        Remise à niveau personnalisée""",
        before="Reconnaissance de la qualité de travailleur handicapé ou demande en cours.",
        permanent=True,
    ),
    trade(
        "techniques-recherche",
        "Techniques de recherche d'emploi | Candidater en ligne et en personne",
        codes="15070 15061 / K1801 / 415",
        hours=(35, 0),
        levels=(1, 1),
        goal=9,
        objective="""Actualiser ses outils, cibler ses employeurs et réussir ses entretiens.""",
        results="Dossier de candidature prêt et entretien simulé.",
        programme="""
        Curriculum vitæ qui se lit en vingt secondes
        Lettre et message
        Réseaux et candidatures spontanées
        Entretien filmé
        Organisation de la recherche""",
        before="Aucun.",
        modes="021",
        permanent=True,
    ),
    trade(
        "anglais-pro",
        "Anglais professionnel | Anglais de l'accueil et du commerce",
        codes="15214 15205 15234 / K1801 / 136",
        hours=(105, 0),
        levels=(12, 13),
        goal=2,
        certificate="Certification d'anglais professionnel",
        objective="""Être à l'aise au téléphone, par écrit et en réunion dans son métier.""",
        results="Passage d'une certification de langue.",
        programme="""
        Téléphone et accueil
        Courriels efficaces
        Réunions et présentations
        Vocabulaire du secteur
        Passage de la certification""",
        before="Niveau A2.",
        modes="210",
        permanent=True,
    ),
    trade(
        "formateur",
        "Formateur professionnel d'adultes | Transmettre son métier : devenir formateur",
        codes="44586 44562 44584 / K2111 / 333",
        hours=(560, 245),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Formateur professionnel d'adultes",
        objective="""Préparer, animer et évaluer des formations, en salle et à distance.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Concevoir une séquence
        Animer et évaluer
        Individualiser un parcours
        Formation à distance et multimodale
        Accueillir un apprenant en situation de handicap
        Veille et posture""",
        before="Cinq ans d'expérience dans un métier à transmettre.",
        modes="10",
    ),
    trade(
        "tuteur",
        "Tuteur en entreprise | Accueillir et former un nouveau salarié",
        codes="44588 44577 / K2111 / 333",
        hours=(21, 0),
        levels=(12, 13),
        goal=2,
        objective="""Accueillir, transmettre et évaluer au poste de travail.""",
        results="Certificat de tuteur.",
        programme="""
        Le rôle et le temps du tuteur
        Préparer l'arrivée
        Expliquer un geste
        Donner un retour utile
        Faire le bilan""",
        before="Être volontaire et expérimenté dans son métier.",
        modes="02",
    ),
    trade(
        "secourisme",
        "Sauveteur secouriste du travail | Premiers secours et prévention",
        codes="42829 42826 / K1705 / 344",
        hours=(14, 0),
        levels=(1, 1),
        goal=2,
        certificate="Certificat de sauveteur secouriste du travail",
        objective="""Porter secours et repérer les dangers dans son entreprise.""",
        results="Certificat valable deux ans.",
        programme="""
        Protéger, examiner, alerter
        Saignement, étouffement, malaise
        Réanimation et défibrillateur
        Mises en situation
        Prévenir au quotidien""",
        before="Aucun.",
    ),
    trade(
        "code-route",
        "Mobilité : préparer le code et le permis B | Savoir se déplacer pour travailler",
        codes="31812 15061 / K1801 / 415",
        hours=(105, 0),
        levels=(1, 1),
        goal=9,
        objective="""Lever les freins de mobilité : code, permis, vélo, covoiturage et transports.""",
        results="Présentation à l'épreuve du code.",
        programme="""
        Diagnostic de mobilité
        Code avec appui en français
        Simulateur de conduite
        Budget d'une voiture
        Vélo et covoiturage""",
        before="Orientation par un conseiller.",
    ),
)
