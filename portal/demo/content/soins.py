"""Care: home help, nursing assistance, early childhood, disability, social work."""

from portal.demo.content.trade import trade

TRADES = (
    trade(
        "assistant-vie",
        "Assistant de vie aux familles | Assistant de vie : aider au domicile | Aide à domicile qualifiée",
        codes="44028 44019 44041 / K1304 K1302 / 332",
        hours=(400, 140),
        levels=(1, 13),
        goal=6,
        certificate="Titre professionnel Assistant de vie aux familles",
        objective="""Entretenir le logement et le linge d'un particulier, accompagner une personne âgée ou en
        situation de handicap dans les actes du quotidien, et relayer des parents auprès de leurs
        enfants.""",
        results="""Titre professionnel de niveau 3, accessible par certificats de compétences, et formation de
        secouriste.""",
        programme="""
        Établir une relation professionnelle au domicile
        Entretenir le cadre de vie et le linge avec méthode
        Préparer des repas adaptés
        Aider à la toilette, à l'habillage, aux déplacements
        Accompagner une personne atteinte de troubles de la mémoire
        Veiller sur un enfant, proposer des activités
        Prévenir les risques : chutes, dos, produits""",
        before="Sens du service et discrétion. Projet validé par une rencontre avec un employeur.",
    ),
    trade(
        "accompagnant-social",
        "Accompagnant éducatif et social | Diplôme d'accompagnant éducatif et social : parcours complet",
        codes="44004 44028 44024 / K1301 K1302 / 332",
        hours=(567, 840),
        levels=(1, 13),
        goal=6,
        certificate="Diplôme d'État d'accompagnant éducatif et social",
        objective="""Accompagner des personnes fragiles dans leur vie quotidienne et sociale, à domicile, en
        établissement ou à l'école.""",
        results="Diplôme de niveau 3.",
        programme="""
        Accompagner dans les actes essentiels, sans faire à la place
        Respecter les règles d'hygiène et de sécurité
        Animer la vie sociale et relationnelle
        Se situer dans une équipe et transmettre
        Comprendre la personne et son histoire
        Trois stages dans des structures différentes""",
        before="Épreuve orale d'admission. Vaccinations à jour.",
        modes="01",
    ),
    trade(
        "aide-soignant-prepa",
        "Préparation à l'entrée en formation d'aide-soignant | Vers les métiers du soin",
        codes="43409 43436 / J1501 / 331",
        hours=(245, 70),
        levels=(1, 13),
        goal=8,
        objective="""Confirmer son projet, reprendre confiance à l'écrit et à l'oral et réussir son dossier et son
        entretien d'admission.""",
        results="Dossier d'admission complet et présenté ; stage d'observation validé.",
        programme="""
        Découvrir le métier : rencontres et stage en service de soins
        Biologie humaine : les bases
        Calcul appliqué aux soins
        Écrire : comprendre, résumer, argumenter
        Culture sanitaire et sociale
        Constituer son dossier et s'entraîner à l'entretien""",
        before="Avoir 17 ans révolus. Test de positionnement en français.",
        modes="01",
    ),
    trade(
        "agent-hospitalier",
        "Agent de service hospitalier | Agent des services en établissement de santé",
        codes="43429 43403 42093 / J1301 / 331",
        hours=(210, 105),
        levels=(1, 12),
        goal=7,
        certificate="Certificat Agent de service médico-social",
        objective="""Assurer l'hygiène des locaux et le service hôtelier dans un hôpital ou une maison de retraite.""",
        results="Certificat professionnel et attestation de gestes d'urgence.",
        programme="""
        Bionettoyage d'une chambre et d'un bloc sanitaire
        Prévenir les infections, gérer le linge et les déchets
        Servir un repas, aider à boire
        Communiquer avec un patient et avec l'équipe
        Mobiliser sans se faire mal""",
        before="Vaccinations demandées par les établissements d'accueil.",
    ),
    trade(
        "surveillant-nuit",
        "Surveillant de nuit en secteur social et médico-social | Veilleur de nuit",
        codes="44005 44054 / K1207 K2501 / 332",
        hours=(217, 105),
        levels=(1, 13),
        goal=6,
        certificate="Certificat Surveillant de nuit",
        objective="""Veiller sur des personnes accueillies la nuit, répondre à l'urgence et transmettre à l'équipe de
        jour.""",
        results="Certificat de branche de niveau 3.",
        programme="""
        Comprendre les publics et leurs besoins la nuit
        Rondes, sécurité incendie, locaux
        Écouter, apaiser, savoir appeler
        Premiers secours
        Transmissions écrites
        Préserver son sommeil et sa santé""",
        before="Aptitude au travail de nuit, stabilité émotionnelle.",
    ),
    trade(
        "maitresse-maison",
        "Maître ou maîtresse de maison en établissement | Maîtresse de maison : vie quotidienne et accueil",
        codes="44096 44072 / K1305 K1304 / 332",
        hours=(217, 105),
        levels=(1, 13),
        goal=6,
        certificate="Certificat Maître de maison",
        objective="""Faire d'un lieu d'hébergement collectif un lieu de vie : repas, linge, espace, ambiance.""",
        results="Certificat de branche de niveau 3.",
        programme="""
        Hygiène, repas et équilibre alimentaire
        Organiser linge et locaux
        Aménager un lieu accueillant
        Sa place dans l'équipe éducative
        Observer et transmettre""",
        before="Une première expérience auprès d'un public fragile est appréciée.",
    ),
    trade(
        "petite-enfance",
        "Accompagnant éducatif petite enfance | Petite enfance : préparer le certificat et l'emploi",
        codes="44041 44051 / K1303 J1304 / 332",
        hours=(450, 490),
        levels=(1, 13),
        goal=6,
        certificate="Certificat d'aptitude Accompagnant éducatif petite enfance",
        objective="""Accueillir et accompagner l'enfant de moins de trois ans, en crèche, à l'école ou à domicile.""",
        results="Diplôme de niveau 3, premier emploi en structure d'accueil ou chez des particuliers.",
        programme="""
        Développement et besoins du jeune enfant
        Soins, repas, sommeil : gestes sûrs
        Éveil : jeux, livres, comptines, nature
        Travailler avec les familles
        Hygiène et entretien des espaces
        Secours pédiatriques
        Stages en crèche et en école maternelle""",
        before="Casier judiciaire vierge pour le travail auprès d'enfants. Vaccinations à jour.",
        modes="01",
    ),
    trade(
        "garde-enfants",
        "Garde d'enfants à domicile : se professionnaliser | Garder des enfants, un vrai métier",
        codes="44041 44042 / K1303 / 332",
        hours=(140, 35),
        levels=(1, 12),
        goal=7,
        objective="""Prendre confiance et méthode pour garder des enfants au domicile des parents.""",
        results="Attestation de compétences et certificat de secourisme.",
        programme="""
        Rythmes de l'enfant et sécurité du domicile
        Activités selon l'âge, écrans
        Préparer un repas simple
        Premiers secours enfant et nourrisson
        Contrat, déclarations, droits du salarié""",
        before="Avoir 18 ans, aimer le contact avec les enfants et leurs parents.",
        modes="012",
    ),
    trade(
        "secretaire-medical",
        "Secrétaire assistant médico-administratif | Secrétariat médical et médico-social",
        codes="35015 35054 / M1609 / 324",
        hours=(525, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Secrétaire assistant médico-administratif",
        objective="""Accueillir les patients, tenir les agendas et les dossiers, rédiger les courriers d'un cabinet,
        d'un hôpital ou d'une structure médico-sociale.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Accueil physique et téléphonique, situations tendues
        Vocabulaire médical
        Logiciels de cabinet et prise de rendez-vous en ligne
        Comptes rendus : frappe et dictée numérique
        Facturer, classer, protéger les données de santé
        Stage de six semaines""",
        before="Bonne orthographe, aisance au clavier. Niveau classe de première.",
        modes="012",
    ),
    trade(
        "mediateur-social",
        "Médiateur social accès aux droits et services | Médiation sociale de proximité",
        codes="44035 44072 / K1204 / 332",
        hours=(420, 175),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Médiateur social accès aux droits et services",
        objective="""Aller vers les habitants, faciliter leurs démarches, prévenir et apaiser les tensions.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Aller vers : présence, écoute, posture
        Droits et services : qui fait quoi
        Accompagner une démarche en ligne
        Médiation de conflit de voisinage
        Monter un projet avec les habitants
        Écrits professionnels et secret partagé""",
        before="Expérience, même bénévole, dans l'action sociale ou l'animation.",
        modes="01",
    ),
    trade(
        "conseiller-insertion",
        "Conseiller en insertion professionnelle | Accompagner vers l'emploi : devenir conseiller",
        codes="44569 44595 / K1801 / 332",
        hours=(770, 280),
        levels=(14, 15),
        goal=6,
        certificate="Titre professionnel Conseiller en insertion professionnelle",
        objective="""Accueillir, informer et accompagner des personnes vers l'emploi et travailler avec les
        employeurs d'un territoire.""",
        results="Titre professionnel de niveau 5.",
        programme="""
        Accueillir et analyser une demande
        Construire un parcours avec la personne
        Animer des ateliers
        Prospecter des employeurs et préparer l'intégration
        Connaître les dispositifs et les publics
        Évaluer et rendre compte""",
        before="Niveau bac et expérience de trois ans, ou niveau 5.",
        modes="10",
    ),
    trade(
        "aidant-alzheimer",
        "Accompagner les troubles de la mémoire | Se former aux troubles cognitifs de la personne âgée",
        codes="44028 43059 / J1501 K1302 / 331",
        hours=(70, 0),
        levels=(12, 13),
        goal=2,
        objective="""Comprendre les maladies de la mémoire et adapter sa façon d'aider, au domicile comme en
        établissement.""",
        results="Attestation de fin de formation.",
        programme="""
        Vieillissement et maladie : ce qui change
        Communiquer quand les mots manquent
        Repas, toilette, déambulation : situations difficiles
        Activités qui gardent le lien
        Prévenir l'épuisement de l'aidant""",
        before="Exercer ou avoir exercé auprès de personnes âgées.",
        modes="012",
    ),
    trade(
        "moniteur-atelier",
        "Moniteur d'atelier en milieu de travail protégé | Encadrant technique d'insertion",
        codes="44587 44072 / K1203 / 332",
        hours=(490, 210),
        levels=(13, 14),
        goal=6,
        certificate="Titre professionnel Encadrant technique d'insertion",
        objective="""Transmettre un métier et encadrer une équipe de personnes en insertion ou en situation de
        handicap.""",
        results="Titre professionnel de niveau 4.",
        programme="""
        Organiser une production à la portée de chacun
        Former au poste de travail
        Adapter consignes et outils
        Accompagner les progrès, évaluer
        Prévenir les risques et les conflits
        Travailler avec les partenaires sociaux""",
        before="Maîtriser un métier manuel ou de service (cinq ans d'expérience).",
    ),
)
