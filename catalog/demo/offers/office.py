"""Office offers: website, telephone, computers."""

from catalog.demo.offers.shape import Offer

WEBSITE = Offer(
    reference="WEB-VITRINE",
    name="Site vitrine Essentiel",
    summary="Un site de cinq pages à votre image, hébergé et tenu à jour.",
    description=(
        "Le Prestataire conçoit un site internet de cinq pages (accueil, activité, réalisations, avis, contact), "
        "lisible sur ordinateur et sur téléphone.\n"
        "L’abonnement comprend le nom de domaine, l’hébergement en France, le certificat de sécurité, "
        "les sauvegardes quotidiennes et deux heures de modifications par mois."
    ),
    net_price="79.00",
    months=24,
    for_people=False,
    articles=(
        (
            "Mise en ligne",
            "Un entretien d’une heure fixe le contenu et la présentation du site. Une maquette est remise au Client "
            "dans les 15 jours ouvrés qui suivent la réception de ses textes et de ses photos. Deux séries de "
            "corrections sont comprises. Le site est mis en ligne dès que le Client a validé la maquette.",
        ),
        (
            "Ce que le Client fournit",
            "Le Client remet les textes, les photos et le logo qu’il souhaite voir paraître, et garantit qu’il a le "
            "droit de les utiliser. S’il ne les remet pas dans les deux mois, le Prestataire peut mettre en ligne une "
            "page de présentation avec ses coordonnées.",
        ),
        (
            "Modifications",
            "Le Client demande ses modifications par e-mail ou par téléphone, dans la limite de deux heures par mois. "
            "Elles sont faites sous trois jours ouvrés. Les heures non utilisées ne sont pas reportées. "
            "Au-delà, un devis est établi avant toute intervention.",
        ),
        (
            "Disponibilité",
            "Le Prestataire s’engage à ce que le site réponde 99,5 % du temps, mesuré chaque mois, hors maintenance "
            "annoncée 48 heures à l’avance. En dessous de ce taux, un dixième de la mensualité est déduit de la "
            "facture suivante par tranche entière de quatre heures d’interruption.",
        ),
        (
            "Propriété",
            "Les textes, les photos et le nom de domaine appartiennent au Client. À la fin du contrat, le Prestataire "
            "lui remet, sur simple demande et sans frais, une copie complète du site et les codes de transfert "
            "du nom de domaine.",
        ),
        (
            "Paiement",
            "La mensualité est prélevée le 5 de chaque mois, à partir du mois qui suit la mise en ligne. Le contrat "
            "ne comporte pas de frais de création. Le prix ne change pas pendant la durée du contrat.",
        ),
        (
            "Fin du contrat",
            "Au terme des 24 mois, le contrat prend fin. Il peut être prolongé d’un commun accord, par un nouveau "
            "contrat. Avant le terme, le Client peut le résilier s’il cesse son activité, avec un mois de préavis et "
            "un justificatif.",
        ),
    ),
)

TELEPHONE = Offer(
    reference="TEL-FIXE-PRO",
    name="Téléphonie fixe Pro",
    summary="Deux lignes, un accueil vocal, les appels illimités vers la France.",
    description=(
        "Le Prestataire fournit deux lignes téléphoniques par internet, un accueil vocal à trois choix, "
        "une messagerie envoyée par e-mail et le renvoi des appels vers un mobile.\n"
        "Les appels vers les fixes et les mobiles de France métropolitaine sont illimités. Deux postes sont prêtés "
        "pour la durée du contrat."
    ),
    net_price="34.90",
    months=36,
    for_people=False,
    articles=(
        (
            "Mise en service",
            "Les lignes sont mises en service dans les 10 jours ouvrés qui suivent la signature, à un rendez-vous "
            "convenu avec le Client. L’installation des postes et l’enregistrement de l’accueil vocal sont compris.",
        ),
        (
            "Conservation du numéro",
            "Le Client garde ses numéros s’il communique le relevé d’identité opérateur (RIO) de chaque ligne. "
            "Le Prestataire fait les démarches auprès de l’ancien opérateur. L’interruption du service "
            "ne dépasse pas une journée ouvrée.",
        ),
        (
            "Appels compris",
            "Les appels vers les fixes et les mobiles de France métropolitaine sont compris, pour un usage normal "
            "d’un professionnel. Les appels vers l’étranger et les numéros spéciaux sont facturés au tarif remis "
            "avec le présent contrat, et bloqués si le Client le demande.",
        ),
        (
            "Matériel prêté",
            "Les deux postes restent la propriété du Prestataire, qui les remplace sans frais en cas de panne. "
            "Le Client les rend dans le mois qui suit la fin du contrat. Un poste perdu ou cassé est facturé 60 € HT.",
        ),
        (
            "Assistance",
            "Une panne est signalée par téléphone du lundi au samedi, de 8 h à 19 h. Le Prestataire rétablit le "
            "service en huit heures ouvrées. Pendant la panne, les appels sont renvoyés vers le mobile du Client, "
            "sans frais.",
        ),
        (
            "Appels d’urgence",
            "Les numéros 15, 17, 18 et 112 restent joignables tant que l’accès internet et l’électricité fonctionnent. "
            "Le Client signale tout déménagement, pour que les secours soient envoyés à la bonne adresse.",
        ),
        (
            "Durée et résiliation",
            "Le contrat dure 36 mois. Après le douzième mois, le Client peut le résilier à tout moment, avec un "
            "mois de préavis, contre le quart des mensualités restantes. Il n’y a pas de frais de résiliation "
            "en cas de déménagement dans un lieu où le service ne peut pas être fourni.",
        ),
    ),
)

COMPUTERS = Offer(
    reference="INFO-SERENITE",
    name="Maintenance informatique Sérénité",
    summary="Trois ordinateurs suivis à distance, un dépannage sous quatre heures.",
    description=(
        "Le Prestataire suit trois ordinateurs à distance : mises à jour, antivirus, espace libre, état du disque.\n"
        "En cas de panne, un technicien prend la main à distance sous quatre heures ouvrées, et se déplace le "
        "lendemain s’il le faut. Deux déplacements par an sont compris."
    ),
    net_price="59.00",
    months=12,
    for_people=False,
    articles=(
        (
            "Matériel suivi",
            "Le service porte sur trois ordinateurs de moins de six ans, sous un système encore suivi par son éditeur. "
            "Un inventaire est fait à la première visite et annexé au contrat. Un poste peut être remplacé par un "
            "autre, sur simple demande.",
        ),
        (
            "Ce qui est compris",
            "Les mises à jour, l’antivirus, la surveillance à distance, l’assistance par téléphone et deux "
            "déplacements par an sont compris. Les pièces, les logiciels et les déplacements suivants font l’objet "
            "d’un devis.",
        ),
        (
            "Délais",
            "Le service est ouvert du lundi au vendredi, de 8 h 30 à 18 h 30. Une panne qui empêche de travailler est "
            "prise en charge sous quatre heures ouvrées, une autre demande sous deux jours ouvrés.",
        ),
        (
            "Données du Client",
            "Le technicien ne regarde que ce qui est utile au dépannage. Il ne copie aucun fichier sans l’accord du "
            "Client. Il est tenu au secret, y compris après la fin du contrat.",
        ),
        (
            "Sauvegardes",
            "Le Client reste responsable de la sauvegarde de ses fichiers. Le Prestataire l’avertit s’il constate "
            "qu’elle ne fonctionne plus. L’offre « Sauvegarde en ligne » peut être souscrite en complément.",
        ),
        (
            "Fin du contrat",
            "Le contrat dure 12 mois et prend fin sans démarche. Le Prestataire propose son renouvellement "
            "deux mois avant le terme. À la fin, il retire ses outils de surveillance dans les cinq jours ouvrés.",
        ),
    ),
)

BACKUP = Offer(
    reference="SAUV-EN-LIGNE",
    name="Sauvegarde en ligne",
    summary="Vos fichiers copiés chaque nuit en France, rendus en un jour.",
    description=(
        "Les fichiers du Client sont copiés chaque nuit, chiffrés, dans deux centres de données situés en France, "
        "jusqu’à 500 Go.\n"
        "Trente versions quotidiennes et douze versions mensuelles sont gardées. Un essai de restitution est fait "
        "chaque trimestre et son résultat envoyé par e-mail."
    ),
    net_price="19.90",
    months=12,
    articles=(
        (
            "Ce qui est sauvegardé",
            "Le Client choisit les dossiers à copier. La copie a lieu chaque nuit si l’ordinateur est allumé et relié "
            "à internet, sinon à son prochain démarrage.",
        ),
        (
            "Chiffrement",
            "Les fichiers sont chiffrés avant de quitter l’ordinateur, avec une clé que le Client choisit. "
            "Le Prestataire ne la connaît pas : si le Client la perd, ses fichiers ne peuvent plus être rendus. "
            "Une fiche à conserver en lieu sûr est remise à l’installation.",
        ),
        (
            "Alerte",
            "Après trois nuits sans copie, le Client reçoit un e-mail, puis un appel au bout d’une semaine.",
        ),
        (
            "Restitution",
            "Le Client retrouve seul un fichier effacé. Pour un ordinateur entier, le Prestataire remet un disque "
            "en un jour ouvré, deux fois par an sans frais.",
        ),
        (
            "Fin du contrat",
            "À la fin du contrat, les copies restent à disposition pendant 30 jours, puis elles sont détruites. "
            "Une attestation de destruction est envoyée sur demande.",
        ),
    ),
)

FAX = Offer(
    reference="FAX-INTERNET",
    name="Fax par internet",
    summary="Recevoir et envoyer des fax par e-mail (offre arrêtée).",
    description="Un numéro de fax relié à la boîte e-mail du Client, cent pages par mois comprises.",
    net_price="9.90",
    months=12,
    on_sale=False,
    articles=(
        (
            "Service",
            "Les fax reçus sont transmis par e-mail au format PDF. Les fax à envoyer partent d’un e-mail. "
            "Au-delà de cent pages par mois, chaque page est facturée 0,05 € HT.",
        ),
        (
            "Arrêt de l’offre",
            "L’offre n’est plus vendue. Les contrats en cours vont jusqu’à leur terme, aux mêmes conditions.",
        ),
    ),
)

OFFERS = (WEBSITE, TELEPHONE, COMPUTERS, BACKUP, FAX)
