"""Premises offers: surveillance, training."""

from catalog.demo.offers.shape import Offer

SURVEILLANCE = Offer(
    reference="SECU-LOCAUX",
    name="Télésurveillance des locaux",
    summary="Alarme posée, écoute jour et nuit, intervention d’un agent.",
    description=(
        "Le Prestataire pose une centrale d’alarme, trois détecteurs de mouvement, deux détecteurs d’ouverture et "
        "une sirène, puis surveille les locaux à distance, jour et nuit.\n"
        "À chaque alerte, un opérateur vérifie, appelle les personnes désignées et envoie un agent de sécurité "
        "si le doute demeure. Trois interventions par an sont comprises."
    ),
    net_price="44.90",
    months=36,
    articles=(
        (
            "Pose",
            "Un technicien visite les locaux, convient avec le Client de la place des détecteurs et pose le matériel "
            "en une demi-journée, dans les 15 jours ouvrés qui suivent la signature. Un essai complet est fait "
            "en présence du Client, qui signe le procès-verbal.",
        ),
        (
            "Matériel",
            "Le matériel est loué et reste la propriété du Prestataire, qui l’entretient et remplace les piles. "
            "Une visite de contrôle a lieu chaque année. À la fin du contrat, le matériel est déposé sans frais.",
        ),
        (
            "Personnes à prévenir",
            "Le Client désigne jusqu’à cinq personnes et donne à chacune un mot de passe. Il signale sans attendre "
            "tout changement. Sans réponse d’aucune d’elles, l’opérateur envoie un agent.",
        ),
        (
            "Intervention",
            "Un agent arrive en 30 minutes en ville et en 45 minutes ailleurs, sauf conditions de circulation "
            "exceptionnelles. Il fait le tour extérieur des locaux, prévient les forces de l’ordre si une effraction "
            "est constatée et reste jusqu’à leur arrivée. Trois interventions par an sont comprises, les suivantes "
            "sont facturées 65 € HT.",
        ),
        (
            "Images et vie privée",
            "Les détecteurs prennent une photo en cas d’alerte, jamais en continu. Elle est effacée au bout de "
            "30 jours, sauf demande de la justice. Le Client informe ses salariés et ses visiteurs par l’affichette "
            "fournie.",
        ),
        (
            "Limites",
            "Le service aide à éviter les vols et à en limiter les suites, sans pouvoir les empêcher tous. "
            "Il ne remplace pas une assurance. Le Client met l’alarme en marche en quittant les lieux.",
        ),
        (
            "Durée et résiliation",
            "Le contrat dure 36 mois à partir de la pose. Le Client peut le résilier sans frais s’il quitte les "
            "locaux, sur justificatif et avec deux mois de préavis.",
        ),
    ),
)

FIRST_STEPS = Offer(
    reference="PRISE-EN-MAIN",
    name="Prise en main à domicile",
    summary="Une demi-journée chez vous pour installer et apprendre.",
    description=(
        "Un conseiller vient pendant quatre heures au domicile ou au bureau du Client. Il installe un ordinateur, une "
        "tablette ou un téléphone, reprend les anciens fichiers et montre les gestes de tous les jours : "
        "courrier, photos, démarches en ligne, mots de passe.\n"
        "Un livret personnel est laissé au Client, qui peut rappeler le conseiller pendant un mois."
    ),
    net_price="199.00",
    articles=(
        (
            "Rendez-vous",
            "Le rendez-vous est fixé avec le Client dans les 10 jours ouvrés, du lundi au samedi, de 9 h à 18 h. "
            "Il peut être déplacé sans frais jusqu’à la veille à midi.",
        ),
        (
            "Déroulement",
            "Le conseiller se présente avec sa carte professionnelle. Il commence par ce que le Client souhaite savoir "
            "faire et s’assure, à la fin, que le Client le fait seul.",
        ),
        (
            "Mots de passe",
            "Le Client tape lui-même ses mots de passe. Le conseiller ne les note pas, ne les retient pas et ne les "
            "demande jamais par téléphone.",
        ),
        (
            "Suite",
            "Pendant un mois, le Client peut appeler le conseiller pour toute question sur ce qui a été vu. "
            "Si un appareil ne fonctionne plus à cause de l’intervention, le conseiller revient sans frais.",
        ),
        (
            "Paiement",
            "Le prix est payé en une fois, après le rendez-vous, par carte, chèque ou virement. Le déplacement est "
            "compris dans un rayon de 50 km autour de l’agence.",
        ),
    ),
)

OFFERS = (SURVEILLANCE, FIRST_STEPS)
