"""Contexts of contracts as `contracts/pdf/contract.html` receives them, easy and hard ones."""

from copy import deepcopy

from contracts.signature.documents import verification

SELLER = {
    "name": "Comptoir Services SAS",
    "address": "12 quai des Arts, 69002 Lyon",
    "siren": "732 829 320",
    "vat_number": "FR44 732829320",
    "capital": "150 000 €",
    "register": "RCS Lyon",
    "phone": "04 72 00 00 00",
    "email": "contact@comptoir.example",
}

CONDITIONS = [
    {
        "title": "Contenu du service",
        "text": "Le service comprend l’accès au portail, la mise à jour des données et l’assistance par téléphone "
        "les jours ouvrés de 9 h à 18 h.",
    },
    {
        "title": "Engagement du Client",
        "text": "Le Client fournit des informations exactes et signale tout changement dans le mois.\n"
        "Il garde ses identifiants pour lui.",
    },
    {
        "title": "Facturation",
        "text": "Chaque échéance est facturée le premier jour du mois et payée dans les trente jours. Tout retard "
        "entraîne, pour un professionnel, l’indemnité forfaitaire de quarante euros prévue par la loi.",
    },
]

_MONTHLY = {
    "seller": SELLER,
    "portal_name": "Comptoir",
    "contract": {
        "number": "CT-2026-000123",
        "created_on": "22 novembre 2026",
        "start_date": "1er décembre 2026",
        "origin_label": "Démarchage téléphonique",
        "agent_name": "Camille Vasseur",
        "agency_name": "Agence Confluence",
    },
    "client": {
        "civility_label": "Mme",
        "full_name": "Hélène Lefèvre-Œuvrard",
        "company_name": "",
        "siren": "",
        "birth_date": "4 mars 1979",
        "address_lines": ["8 rue de l’Église", "Bâtiment C", "01000 Bourg-en-Bresse"],
        "email": "helene.lefevre@exemple.example",
        "phone": "06 12 34 56 78",
    },
    "product": {
        "name": "Accompagnement Sérénité",
        "reference": "SER-24",
        "description": "Un conseiller dédié, deux rendez-vous par an et un tableau de bord à jour.",
        "conditions": CONDITIONS,
        "is_monthly": True,
        "duration_months": 24,
        "vat_rate_text": "20 %",
        "net_text": "49,90 €",
        "vat_text": "9,98 €",
        "gross_text": "59,88 €",
        "total_net_text": "1\u202f197,60 €",
        "total_vat_text": "239,52 €",
        "total_gross_text": "1\u202f437,12 €",
    },
    "withdrawal": {
        "days": 14,
        "address_lines": ["Comptoir Services SAS", "12 quai des Arts, 69002 Lyon"],
        "email": "contact@comptoir.example",
        "online_url": "http://127.0.0.1:8000/retractation/",
    },
    "document": {"made_at_text": "22/11/2026 à 14:03"},
    "verification": verification(),
}


def monthly() -> dict:
    """An individual who pays each month for two years."""
    return deepcopy(_MONTHLY)


def one_off_company() -> dict:
    """A company that pays once."""
    context = monthly()
    context["contract"] |= {"number": "CT-2026-000124", "origin_label": "Recommandation"}
    context["client"] |= {
        "civility_label": "M.",
        "full_name": "Łukasz Doğan",
        "company_name": "Menuiserie Générale du Val d’Ardières",
        "siren": "552 100 554",
        "birth_date": "",
    }
    context["product"] |= {
        "name": "Audit énergétique",
        "reference": "AUD-1",
        "is_monthly": False,
        "duration_months": None,
        "net_text": "12\u202f500,00 €",
        "vat_text": "2\u202f500,00 €",
        "gross_text": "15\u202f000,00 €",
        "total_net_text": "12\u202f500,00 €",
        "total_vat_text": "2\u202f500,00 €",
        "total_gross_text": "15\u202f000,00 €",
    }
    return context


def extreme() -> dict:
    """Names of 300 letters, one of them without a space, twelve long conditions, large amounts."""
    context = monthly()
    context["contract"]["number"] = "CT-2026-000125"
    context["client"] |= {
        "civility_label": "M.",
        "full_name": "Jean-Baptiste " + "de la Tour du Pin Chambly de La Charce " * 7,
        "company_name": "Société" + "interprofessionnelle" * 15,
        "siren": "552 100 554",
        "email": "a" * 120 + "@" + "b" * 60 + ".example",
        "address_lines": ["Résidence " + "des Grands Peupliers " * 8, "97400 Saint-Denis"],
    }
    context["product"] |= {
        "name": "Abonnement Premium " + "avec toutes les options disponibles " * 8,
        "net_text": "1\u202f234\u202f567,89 €",
        "vat_text": "246\u202f913,58 €",
        "gross_text": "1\u202f481\u202f481,47 €",
        "total_net_text": "29\u202f629\u202f629,36 €",
        "total_vat_text": "5\u202f925\u202f925,92 €",
        "total_gross_text": "35\u202f555\u202f555,28 €",
        "conditions": [
            {"title": f"Condition numéro {number}", "text": "Le Prestataire et le Client en conviennent. " * 14}
            for number in range(1, 13)
        ],
    }
    return context
