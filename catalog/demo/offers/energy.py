"""Energy offers: audit, boiler, roof."""

from catalog.demo.offers.shape import Offer

AUDIT = Offer(
    reference="AUDIT-ENERGIE",
    name="Audit énergétique",
    summary="Une visite, des mesures, un plan de travaux chiffré.",
    description=(
        "Un auditeur qualifié visite le bâtiment pendant une demi-journée, relève l’isolation, le chauffage, la "
        "ventilation et les factures des trois dernières années.\n"
        "Le Client reçoit un rapport qui décrit l’état du bâtiment, deux programmes de travaux avec leur coût, "
        "les économies attendues et les aides possibles, puis un entretien d’une heure pour en parler."
    ),
    net_price="490.00",
    articles=(
        (
            "Visite",
            "La visite a lieu dans les 15 jours ouvrés qui suivent la fin du délai de rétractation, ou plus tôt si le "
            "Client le demande par écrit. Le Client donne accès à toutes les pièces, aux combles et à la chaufferie.",
        ),
        (
            "Documents à préparer",
            "Le Client réunit les factures d’énergie de trois ans, les plans s’il les a et les notices des appareils. "
            "Ce qui manque est estimé, et le rapport le dit.",
        ),
        (
            "Rapport",
            "Le rapport est remis en 20 jours ouvrés, au format PDF. Il indique les calculs et leurs hypothèses. "
            "Les économies annoncées sont des estimations : elles dépendent du climat et des habitudes.",
        ),
        (
            "Indépendance",
            "L’auditeur ne vend pas de travaux et ne touche aucune commission. Le Client est libre de choisir "
            "les entreprises qui les feront.",
        ),
        (
            "Paiement",
            "Le prix est payé à la remise du rapport. Aucun acompte n’est demandé.",
        ),
        (
            "Réclamation",
            "Le Client a deux mois pour signaler une erreur. Le Prestataire corrige le rapport sans frais ou, si "
            "l’audit est à refaire, rembourse la moitié du prix.",
        ),
    ),
)

BOILER = Offer(
    reference="CHAUD-ENTRETIEN",
    name="Entretien de chaudière",
    summary="La visite annuelle obligatoire et les dépannages compris.",
    description=(
        "Le Prestataire fait la visite annuelle de la chaudière du logement : nettoyage, réglage, mesure du monoxyde "
        "de carbone, attestation d’entretien.\n"
        "Les dépannages et leur main-d’œuvre sont compris, toute l’année, sept jours sur sept. Le taux de TVA de 10 % "
        "s’applique aux logements achevés depuis plus de deux ans."
    ),
    net_price="14.50",
    months=12,
    vat_rate="10.00",
    for_companies=False,
    articles=(
        (
            "Visite annuelle",
            "Le Prestataire propose une date par e-mail un mois à l’avance. Le Client peut la changer sans frais "
            "jusqu’à 48 heures avant. L’attestation est envoyée dans les 15 jours : elle est à conserver deux ans.",
        ),
        (
            "Dépannage",
            "En cas de panne de chauffage ou d’eau chaude, un technicien intervient sous 24 heures, sous 12 heures du "
            "1er novembre au 31 mars. Les déplacements et la main-d’œuvre sont compris, sans limite de nombre.",
        ),
        (
            "Pièces",
            "Les joints et les pièces d’usure courante sont compris. Les autres pièces sont proposées par un devis "
            "gratuit, que le Client est libre de refuser.",
        ),
        (
            "Appareils acceptés",
            "Le contrat porte sur une chaudière à gaz ou à fioul de moins de 70 kW et de moins de 18 ans, installée "
            "selon les règles. Si la première visite montre le contraire, le Client est remboursé et le contrat prend "
            "fin.",
        ),
        (
            "Attestation de TVA",
            "Le Client certifie que le logement est achevé depuis plus de deux ans. Si ce n’est pas le cas, "
            "la TVA de 20 % est due.",
        ),
        (
            "Fin du contrat",
            "Le contrat dure 12 mois. Le Prestataire écrit au Client entre trois mois et un mois avant le terme : sans "
            "réponse de sa part, le contrat prend fin. En cas de vente ou de déménagement, il s’arrête à la fin du "
            "mois.",
        ),
    ),
)

ROOF = Offer(
    reference="ISOL-COMBLES",
    name="Isolation des combles perdus",
    summary="Laine soufflée sur 80 m², posée en une journée.",
    description=(
        "Le Prestataire isole jusqu’à 80 m² de combles perdus par soufflage de laine minérale, pour une résistance "
        "thermique de 7 m².K/W.\n"
        "Le prix comprend la visite technique, la protection des spots et du conduit de fumée, le rehaussement de la "
        "trappe, la pose et l’enlèvement des déchets. Le taux de TVA de 5,5 % s’applique aux logements achevés depuis "
        "plus de deux ans."
    ),
    net_price="1890.00",
    vat_rate="5.50",
    for_companies=False,
    articles=(
        (
            "Visite technique",
            "Un technicien vérifie l’accès, la charpente, l’humidité et l’électricité avant la pose. Si les combles ne "
            "peuvent pas être isolés ainsi, le contrat prend fin sans frais.",
        ),
        (
            "Travaux",
            "La pose a lieu dans les six semaines, après la fin du délai de rétractation, à une date convenue avec le "
            "Client. Elle dure une journée. Le Client vide les combles et laisse libre l’accès à la trappe.",
        ),
        (
            "Surface",
            "Le prix vaut jusqu’à 80 m². Au-delà, chaque mètre carré est facturé 19 € HT, après accord écrit du Client "
            "et avant le début des travaux.",
        ),
        (
            "Réception",
            "Le Client et le chef d’équipe constatent ensemble la fin des travaux. Les réserves sont notées et levées "
            "en 15 jours ouvrés. Une fiche indique le produit posé, son épaisseur et sa résistance.",
        ),
        (
            "Garanties",
            "Les travaux bénéficient de la garantie de parfait achèvement d’un an et de la garantie décennale. "
            "L’attestation d’assurance est remise avec le présent contrat.",
        ),
        (
            "Aides",
            "Le Prestataire est titulaire de la qualification exigée pour les aides publiques et prépare le dossier "
            "avec le Client. Il ne peut garantir la décision de l’organisme qui les verse.",
        ),
        (
            "Paiement",
            "Le prix est payé en une fois, à la réception des travaux. Aucune somme n’est demandée avant.",
        ),
        (
            "Rétractation",
            "Aucun travail ne commence et aucun paiement n’est reçu avant la fin du délai de rétractation, sauf "
            "demande écrite du Client pour des réparations urgentes.",
        ),
    ),
)

OFFERS = (AUDIT, BOILER, ROOF)
