"""The fictional company directory: invented companies, told in the JSON shape of the State's.

One of each situation that people meet: closed, masked, without an open establishment, with its head office abroad,
namesakes. The word `panne` in a search makes the directory fail, so that this can be shown too.
"""

import json
from functools import cache

from stdnum import luhn

from crm.companies.gateway_errors import Failed
from crm.companies.reading import MASK
from portal.core.values.text import normalise

# Name, legal form, section, activity, street, postal code, town, year of creation.
COMPANIES = (
    ("MENUISERIE DES QUAIS", "5499", "C", "16.23Z", "12 QUAI PIERRE SCIZE", "69009", "LYON", 1994),
    ("BOULANGERIE DU PONT NEUF", "5499", "C", "10.71C", "4 RUE DU PONT NEUF", "44000", "NANTES", 2006),
    ("ATELIER VERCORS", "5710", "C", "25.62B", "18 AVENUE DU VERCORS", "38000", "GRENOBLE", 2012),
    ("TRANSPORTS LEGOFF", "5710", "H", "49.41A", "ZONE DU HALLUIN", "44800", "SAINT-HERBLAIN", 1987),
    ("CLINIQUE DES TILLEULS", "5599", "Q", "86.10Z", "30 ALLEE DES TILLEULS", "69500", "BRON", 1979),
    ("IMPRIMERIE DE LA SAONE", "5499", "C", "18.12Z", "7 QUAI DES ETROITS", "69005", "LYON", 1968),
    ("GARAGE DE L'ERDRE", "5499", "G", "45.20A", "55 ROUTE DE PARIS", "44300", "NANTES", 2001),
    ("LES JARDINS DE CALUIRE", "5710", "A", "01.13Z", "CHEMIN DE WETTE FAYS", "69300", "CALUIRE-ET-CUIRE", 2015),
    ("HOTEL DES BROTTEAUX", "5710", "I", "55.10Z", "9 BOULEVARD DES BROTTEAUX", "69006", "LYON", 1999),
    ("MACONNERIE GUERIN", "5498", "F", "43.99C", "22 RUE DES CARRIERS", "44400", "REZE", 2009),
    ("CABINET MOREAU CONSEIL", "5720", "M", "70.22Z", "3 PLACE BELLECOUR", "69002", "LYON", 2018),
    ("OPTIQUE DU MARCHE", "5499", "G", "47.78A", "1 PLACE DU MARCHE", "44210", "PORNIC", 2011),
    ("FROMAGERIE DU REVERMONT", "5710", "C", "10.51C", "LE BOURG", "01250", "TREFFORT", 1983),
    ("ELECTRICITE BLANDIN", "5499", "F", "43.21A", "16 RUE AMPERE", "69680", "CHASSIEU", 1991),
    ("LOGICIELS DU RHONE", "5710", "J", "62.01Z", "40 COURS CHARLEMAGNE", "69002", "LYON", 2016),
    ("AMBULANCES DU SILLON", "5499", "Q", "86.90A", "5 RUE DES ECOBUTS", "44260", "SAVENAY", 2004),
    ("PHARMACIE DE LA CROISETTE", "5710", "G", "47.73Z", "2 RUE DE LA CROISETTE", "69100", "VILLEURBANNE", 1997),
    ("TRAITEUR MAISON OLIVE", "5720", "I", "56.21Z", "28 RUE MERCIERE", "69002", "LYON", 2019),
    ("CHAUDRONNERIE ATLANTIQUE", "5710", "C", "25.11Z", "RUE DES CHANTIERS", "44600", "SAINT-NAZAIRE", 1974),
    ("SCIERIE DU BUGEY", "5499", "C", "16.10A", "ROUTE DE BELLEY", "01300", "BELLEY", 1962),
    ("NETTOYAGE PRESQU'ILE", "5710", "N", "81.21Z", "11 RUE DE LA CHARITE", "69002", "LYON", 2013),
    ("ARCHITECTES DE L'ILE", "5710", "M", "71.11Z", "6 BOULEVARD DE LA PRAIRIE", "44200", "NANTES", 2010),
    ("ECOLE DE CONDUITE GAMBETTA", "5499", "P", "85.53Z", "90 COURS GAMBETTA", "69003", "LYON", 1996),
    ("SURGELES DE LOIRE", "5599", "G", "46.39A", "QUAI FERNAND CROUAN", "44100", "NANTES", 1988),
    ("CARRELAGES FONTAINE", "5499", "F", "43.33Z", "14 RUE DES ARTISANS", "69270", "FONTAINES-SUR-SAONE", 2003),
    ("PISCINES ET SPAS DU VAL", "5710", "F", "43.99D", "ZONE DES PLATTES", "69390", "VOURLES", 2014),
    ("VETERINAIRES DE CLISSON", "6540", "M", "75.00Z", "8 RUE DE LA MADELEINE", "44190", "CLISSON", 2007),
    ("EDITIONS DU CANUT", "5498", "J", "58.11Z", "21 MONTEE DE LA GRAND COTE", "69001", "LYON", 2017),
    ("CAFES TORREFIES NANTAIS", "5710", "C", "10.83Z", "19 RUE KERVEGAN", "44000", "NANTES", 1931),
    ("FERMETURES ET STORES BOYER", "5499", "F", "43.32A", "33 RUE DE L'INDUSTRIE", "69800", "SAINT-PRIEST", 1985),
    ("PAYSAGES DE LA DOMBES", "5498", "N", "81.30Z", "LES ETANGS", "01330", "VILLARS-LES-DOMBES", 2008),
    ("LABORATOIRE ARMORIQUE", "5710", "C", "20.42Z", "2 RUE LOUIS PASTEUR", "56000", "VANNES", 2005),
    ("COUTELLERIE THIERNOISE", "5499", "C", "25.71Z", "10 RUE DU BOURG", "63300", "THIERS", 1949),
    ("AGENCE WEB LES VOILIERS", "5720", "J", "62.01Z", "4 QUAI DES ANTILLES", "44200", "NANTES", 2020),
    ("CENTRE DE FORMATION RHODANIEN", "5710", "P", "85.59A", "77 RUE DE MARSEILLE", "69007", "LYON", 2002),
    ("BRASSERIE DES MONTS", "5710", "C", "11.05Z", "LE PERREON", "69460", "LE PERREON", 2016),
    ("AUDIT ET COMPTES DE L'OUEST", "5599", "M", "69.20Z", "15 RUE CREBILLON", "44000", "NANTES", 1990),
    ("COUVERTURE GIRAUDET", "5499", "F", "43.91B", "6 CHEMIN DES MURIERS", "69340", "FRANCHEVILLE", 1998),
    ("LOCATION DE MATERIEL DU PORT", "5710", "N", "77.32Z", "BOULEVARD DE CADIX", "44550", "MONTOIR", 2000),
    ("MAISON DE RETRAITE LES GLYCINES", "5599", "Q", "87.10A", "3 RUE DES GLYCINES", "69130", "ECULLY", 1986),
    ("SPORT ET LOISIRS DU LAC", "5499", "R", "93.12Z", "AVENUE DU LAC", "73100", "AIX-LES-BAINS", 2011),
    ("TISSAGES DE LA CROIX-ROUSSE", "5599", "C", "13.20Z", "25 RUE D'AUSTERLITZ", "69004", "LYON", 1921),
    ("VIGNOBLES DU PALLET", "5710", "A", "01.21Z", "LE PALLET", "44330", "LE PALLET", 1972),
    ("SECURITE INCENDIE DES ALPES", "5710", "N", "80.20Z", "9 RUE DES ALPES", "38300", "BOURGOIN-JALLIEU", 2009),
    ("PLOMBERIE SANITAIRE KERVELLA", "5498", "F", "43.22A", "17 RUE DE BREST", "44700", "ORVAULT", 2012),
    ("COMPTOIR DES EPICES", "5720", "G", "47.29Z", "5 RUE DE BREST", "69002", "LYON", 2021),
    ("COMITE DES FETES D'ANCENIS", "9220", "S", "94.99Z", "MAIRIE", "44150", "ANCENIS-SAINT-GEREON", 1955),
    ("DURAND", "5499", "F", "43.34Z", "2 RUE DES PEINTRES", "69003", "LYON", 1995),
    ("DURAND", "5710", "G", "46.73A", "31 RUE DE STRASBOURG", "44000", "NANTES", 2008),
    ("DURAND", "5498", "H", "49.42Z", "LE MOULIN", "71000", "MACON", 2017),
)
OFFICERS = (("PERRAUDIN", "CLAIRE"), ("LESTRADE", "ANTOINE"), ("BEN AMAR", "NADIA"), ("KERMOAL", "YANN"))
FIRST = 900_000  # after the 00 that Insee gives to nobody; the ninth is the check digit
PER_PAGE = 10
FOUND_AT_MOST = 10_000


def answer(words: str) -> bytes:
    """The answer to a search, as the State's directory would send it."""
    wanted = normalise(words).split()
    if "panne" in wanted:
        raise Failed("demonstration")
    found = [row for text, row in _directory() if all(word in text for word in wanted)]
    body = {
        "results": found[:PER_PAGE],
        "total_results": min(len(found), FOUND_AT_MOST),
        "page": 1,
        "per_page": PER_PAGE,
        "total_pages": -(-len(found) // PER_PAGE),
    }
    return json.dumps(body, ensure_ascii=False).encode()


@cache
def _directory() -> list[tuple[str, dict]]:
    """Every company with the text it is found by."""
    rows = [_unit(number, *company) for number, company in enumerate(COMPANIES)]
    rows += _special(len(rows))
    return [(_found_by(row), row) for row in rows]


def _found_by(row: dict) -> str:
    place = row["siege"]
    sirets = [place["siret"], *(each["siret"] for each in row["matching_etablissements"])]
    return normalise(row["nom_complet"], row["siren"], *sirets, place["libelle_commune"], place["code_postal"])


def sirens() -> list[str]:
    """SIREN of the ordinary companies, in the order of `COMPANIES`."""
    return [siren(number) for number in range(len(COMPANIES))]


def siren(number: int) -> str:
    return _with_check_digit(f"00{FIRST + number * 7}")


def _with_check_digit(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


def _siret(of: str, establishment: int = 1) -> str:
    return _with_check_digit(f"{of}{establishment:04}")


def _unit(number, name, legal_form, section, activity, street, code, town, year) -> dict:
    unit = siren(number)
    return {
        "siren": unit,
        "nom_complet": name,
        "nom_raison_sociale": name,
        "sigle": None,
        "nombre_etablissements": 1,
        "nombre_etablissements_ouverts": 1,
        "siege": _establishment(_siret(unit), street, code, town, is_head=True),
        "activite_principale": activity,
        "section_activite_principale": section,
        "date_creation": f"{year}-03-01",
        "date_fermeture": None,
        "dirigeants": [_officer(number)],
        "etat_administratif": "A",
        "nature_juridique": legal_form,
        "statut_diffusion": "O",
        "matching_etablissements": [],
    }


def _officer(number: int) -> dict:
    last_name, first_name = OFFICERS[number % len(OFFICERS)]
    return {"nom": last_name, "prenoms": first_name, "qualite": "Gérant", "type_dirigeant": "personne physique"}


def _establishment(siret, street, code, town, *, is_head=False, is_open=True) -> dict:
    return {
        "siret": siret,
        "adresse": f"{street} {code} {town}",
        "complement_adresse": None,
        "code_postal": code,
        "libelle_commune": town,
        "libelle_pays_etranger": None,
        "est_siege": is_head,
        "etat_administratif": "A" if is_open else "F",
    }


def _special(first: int) -> list[dict]:
    """One company for each situation of which people are told."""
    closed = _unit(first, "BONNETERIE FERMEE", "5499", "C", "14.31Z", "5 RUE DU TRICOT", "10000", "TROYES", 1982)
    closed |= {"etat_administratif": "C", "date_fermeture": "2021-10-11", "nombre_etablissements_ouverts": 0}
    closed["siege"]["etat_administratif"] = "F"
    empty = _unit(first + 1, "NEGOCE SANS MURS", "5499", "G", "46.19B", "1 IMPASSE", "97420", "LE PORT", 1989)
    empty |= {"nombre_etablissements_ouverts": 0}
    empty["siege"]["etat_administratif"] = "F"
    masked = _unit(first + 2, MASK, "1000", "M", "70.22Z", MASK, MASK, "LYON", 2019)
    masked |= {"nom_complet": f"{MASK} (CONSEIL DISCRET)", "nom_raison_sociale": None, "statut_diffusion": "P"}
    masked["siege"] |= {"adresse": MASK, "code_postal": MASK}
    abroad = _unit(first + 3, "WINDKRAFT NORD AG", "3120", "M", "71.12B", "", "", "", 2001)
    abroad["siege"] |= {"adresse": "20099 HAMBOURG AN DER ALSTER 3 ALLEMAGNE", "code_postal": None}
    abroad["siege"] |= {"libelle_commune": None, "libelle_pays_etranger": "ALLEMAGNE"}
    french = _establishment(_siret(abroad["siren"], 2), "14 RUE DE BERTRAND", "35000", "RENNES")
    abroad["matching_etablissements"] = [french]
    trader = _unit(first + 4, None, "1000", "F", "43.34Z", "8 RUE DES LILAS", "69008", "LYON", 2015)
    trader |= {"nom_complet": "MARIUS LECOEUR", "dirigeants": [{"nom": "LECOEUR", "prenoms": "MARIUS"}]}
    return [closed, empty, masked, abroad, trader]
