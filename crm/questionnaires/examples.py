"""The example questionnaires that a new portal starts with. They are examples, not regulatory advice."""


def _question(
    key: str, text: str, options, *, section: str = "", multiple: bool = False, cap: int | None = None
) -> dict:
    return {
        "id": key,
        "text": text,
        "section": section,
        "multiple": multiple,
        "cap": cap,
        "options": [{"id": each[0], "label": each[1], "points": each[2]} for each in options],
    }


def _truth(key: str, text: str, right: str) -> dict:
    answers = (("vrai", "Vrai"), ("faux", "Faux"), ("nsp", "Je ne sais pas"))
    return _question(key, text, [(word, label, 12 if word == right else 0) for word, label in answers])


QCF = {
    "title": "Connaissances et expérience financières",
    "questions": [
        _truth("fonds_euros", "Un fonds en euros d’assurance vie garantit le capital investi, hors frais.", "vrai"),
        _truth("passe", "Les performances passées d’un placement garantissent ses performances futures.", "faux"),
        _truth("rendement", "Un placement qui peut rapporter plus est en général plus risqué.", "vrai"),
        _truth("scpi", "La valeur de parts de SCPI peut baisser, et leur vente peut prendre des mois.", "vrai"),
        _truth("taux", "Quand les taux montent, la valeur d’une obligation à taux fixe déjà émise baisse.", "vrai"),
        _question(
            "detenus",
            "Quels placements avez-vous détenus ces trois dernières années ?",
            [
                ("aucun", "Aucun", 0),
                ("epargne", "Livrets, fonds en euros", 2),
                ("fonds", "Fonds, ETF", 4),
                ("actions", "Actions en direct", 5),
                ("scpi", "SCPI", 4),
                ("structures", "Produits structurés", 6),
                ("prive", "Capital-investissement", 6),
                ("derives", "Produits dérivés, cryptoactifs", 6),
            ],
            multiple=True,
            cap=20,
        ),
        _question(
            "operations",
            "Combien d’achats ou de ventes avez-vous faits ces douze derniers mois ?",
            [("0", "Aucun", 0), ("1-4", "De 1 à 4", 5), ("5-12", "De 5 à 12", 8), ("12+", "Plus de 12", 10)],
        ),
        _question(
            "gestion",
            "Comment gérez-vous vos placements ?",
            [
                ("aucune", "Je n’en ai pas", 0),
                ("deleguee", "Gestion confiée à un professionnel", 4),
                ("conseillee", "Je décide avec un conseiller", 7),
                ("seul", "Je décide seul depuis au moins trois ans", 10),
            ],
        ),
    ],
    "levels": [
        {"from": 0, "label": "Débutant", "key": "debutant"},
        {"from": 35, "label": "Initié", "key": "initie"},
        {"from": 60, "label": "Averti", "key": "averti"},
        {"from": 80, "label": "Expert", "key": "expert"},
    ],
}

QPR = {
    "title": "Profil de risque",
    "questions": [
        _question(
            "horizon",
            "Pendant combien de temps pouvez-vous laisser cet argent investi ?",
            [
                ("2-", "Moins de 2 ans", 0),
                ("2-4", "De 2 à 4 ans", 1),
                ("5-7", "De 5 à 7 ans", 3),
                ("8-10", "De 8 à 10 ans", 4),
                ("10+", "Plus de 10 ans", 5),
            ],
            section="capacity",
        ),
        _question(
            "objectif",
            "Quel est votre objectif principal ?",
            [
                ("securite", "Garder mon capital en sécurité", 0),
                ("revenus", "Recevoir des revenus", 1),
                ("retraite", "Préparer ma retraite", 3),
                ("transmettre", "Transmettre", 3),
                ("croissance", "Faire fortement croître mon capital", 5),
            ],
            section="tolerance",
        ),
        _question(
            "part",
            "Quelle part de votre patrimoine représente cet investissement ?",
            [
                ("75+", "Plus de 75 %", 0),
                ("50-75", "De 50 à 75 %", 1),
                ("25-50", "De 25 à 50 %", 3),
                ("10-25", "De 10 à 25 %", 4),
                ("10-", "Moins de 10 %", 5),
            ],
            section="capacity",
        ),
        _question(
            "besoin",
            "Aurez-vous besoin de ce capital avant le terme ?",
            [
                ("certain", "C’est certain", 0),
                ("probable", "Probablement", 1),
                ("possible", "Peut-être", 3),
                ("non", "Non", 5),
            ],
            section="capacity",
        ),
        _question(
            "reserve",
            "Combien de mois de dépenses votre épargne disponible couvre-t-elle ?",
            [("0", "Aucun", 0), ("1-2", "1 ou 2 mois", 1), ("3-5", "De 3 à 5 mois", 3), ("6+", "6 mois ou plus", 5)],
            section="capacity",
        ),
        _question(
            "perte",
            "Quelle perte pourriez-vous supporter en un an ?",
            [("0", "Aucune", 0), ("5", "5 %", 1), ("10", "10 %", 2), ("20", "20 %", 4), ("30+", "30 % ou plus", 5)],
            section="tolerance",
        ),
        _question(
            "baisse",
            "Votre placement perd 20 % en trois mois. Que faites-vous ?",
            [
                ("tout", "Je vends tout", 0),
                ("partie", "J’en vends une partie", 1),
                ("attends", "J’attends", 3),
                ("achete", "J’en achète", 5),
            ],
            section="tolerance",
        ),
        _question(
            "pari",
            "Pour 10 000 €, que choisissez-vous sur un an ?",
            [
                ("a", "Gagner 200 €, à coup sûr", 0),
                ("b", "Gagner 600 € ou perdre 200 €", 1),
                ("c", "Gagner 1 500 € ou perdre 1 000 €", 3),
                ("d", "Gagner 3 000 € ou perdre 2 500 €", 5),
            ],
            section="tolerance",
        ),
    ],
    "sections": {"capacity": "Capacité à supporter des pertes", "tolerance": "Tolérance au risque"},
    "grid": [[0, 1], [3, 2], [6, 3], [9, 4], [12, 5], [15, 6], [18, 7]],
    "caps": [
        {"question": "horizon", "answers": ["2-"], "profile": 2, "reason": "l’horizon est de moins de 2 ans"},
        {
            "question": "besoin",
            "answers": ["certain"],
            "profile": 2,
            "reason": "le capital sera nécessaire",
        },
        {"question": "perte", "answers": ["0"], "profile": 1, "reason": "aucune perte n’est supportable"},
        {"question": "reserve", "answers": ["0"], "profile": 3, "reason": "il n’y a pas d’épargne de précaution"},
        {"qcf": "debutant", "profile": 4, "reason": "le niveau de connaissance est Débutant"},
    ],
    "gap": 3,
    "preferences": [
        _question(
            "durabilite",
            "Souhaitez-vous que vos placements tiennent compte de l’environnement et du social ?",
            [("non", "Non", 0), ("un_peu", "Oui, en partie", 0), ("oui", "Oui, en priorité", 0)],
        )
    ],
}
EXAMPLES = {"qcf": QCF, "qpr": QPR}
