"""Sample texts that people write: notes of calls, reasons of decisions."""

CONFIRMED = (
    "Le client confirme, il attend le rendez-vous.",
    "Tout est clair, il a bien reçu son contrat.",
    "Confirme la souscription et l’adresse.",
    "A relu le contrat avec moi, d’accord sur le prix.",
    "",
    "Confirme. Préfère être appelé le matin.",
)
CALL_BACK = (
    "En réunion, rappeler après 17 h.",
    "Au volant, demande qu’on le rappelle demain.",
    "Souhaite en parler à son associé avant de confirmer.",
    "Garde ses petits-enfants, rappeler jeudi.",
)
MISSED = (
    "",
    "Sonne dans le vide.",
    "Message laissé avec le numéro du service.",
    "Répondeur plein.",
    "",
)
UNREACHABLE = (
    "Trois appels sur trois jours, jamais de réponse.",
    "Ligne coupée, l’e-mail revient aussi.",
    "Numéro d’une autre personne, pas d’autre coordonnée.",
    "Aucun rappel malgré deux messages.",
)
UNPAID = (
    "Premier prélèvement rejeté, deux relances sans suite.",
    "Provision insuffisante, mise en demeure restée sans réponse.",
    "Chèque sans provision.",
    "Compte clos, le client ne donne pas de nouvelles coordonnées bancaires.",
)
REOPENED = (
    "Le client a rappelé, il était hospitalisé.",
    "Le client a réglé, reçu envoyé.",
    "Nouveau numéro donné par son épouse.",
)
LETTERS = (
    "Lettre recommandée n° 2C 147 552 038 1.",
    "Courrier simple reçu à l’agence.",
    "Formulaire de rétractation renvoyé par e-mail.",
)
UNLOCKED = "Le client lisait le code d’un ancien SMS, vérifié avec lui au téléphone."
