"""Names of fictional people and companies, as varied as a French telephone directory."""

WOMEN = (
    "Camille", "Élodie", "Marie-Claude", "Aïcha", "Sandrine", "Zoé", "Fatou", "Anne-Sophie", "Noémie", "Françoise",
    "Chloé", "Maëlys", "Inès", "Jacqueline", "Solène", "Yasmine", "Béatrice", "Agnès", "Linh", "Gwenaëlle",
    "Nathalie", "Hélène", "Margaux", "Rokia", "Josiane", "Clémence", "Léa", "Mireille", "Sofia", "Océane",
    "Marie-Thérèse", "Pauline", "Nadia", "Éva", "Lucie", "Monique", "Aurélie", "Awa", "Delphine", "Romane",
)  # fmt: skip

MEN = (
    "Jean-Baptiste", "Thomas", "Gaëtan", "Mohamed", "Loïc", "François", "Théo", "Jérôme", "Ousmane", "Étienne",
    "Pierre-Yves", "Rémi", "Karim", "Joël", "Maxime", "André", "Yann", "Noël", "Benoît", "Mathéo",
    "Frédéric", "Hugo", "Stéphane", "Kévin", "Roland", "Anthony", "Raphaël", "Didier", "Bastien", "Jean-Luc",
    "Sébastien", "Lucas", "Gérard", "Tiago", "Cédric", "Alexandre", "Hervé", "Ibrahima", "Mickaël", "Paul",
)  # fmt: skip

SURNAMES = (
    "Martin", "Lefèvre", "Garnier", "Benali", "Le Goff", "Fontaine", "Nguyen", "Moreau", "d’Arcy", "Ferreira",
    "Kervella", "Rousseau", "Diallo", "Chevalier", "de Villeneuve", "Müller", "Perrin", "Gauthier-Roche", "Traoré",
    "Saint-Martin", "Lopez", "Boulanger", "El Amrani", "Guichard", "Petit", "Mercier", "Da Silva", "Cormier",
    "L’Hostis", "Brunet", "Kowalski", "Fournier", "Lacroix", "Haddad", "Bertrand", "de La Tour", "Picard", "Renaud",
    "Gaudin", "Tessier", "Marchand", "Le Bihan", "Colin", "Yılmaz", "Vasseur", "Blanchard", "Besnard", "Cohen",
    "Prévost", "Maillard", "Ravel", "Duhamel", "Costa", "Barbier", "Aubry", "Ollivier", "Sow", "Charpentier",
    "Poirier", "du Bellay", "Mahé", "Rivière", "Santoni", "Joly", "Mbaye", "Thévenet", "Grandjean", "Bonnet-Dumas",
    "Forestier", "Rolland", "Zimmermann", "Baudry", "Arnaud", "Chauvin", "Guérin", "Keller", "Pelissier", "Tran",
    "Desjardins", "Vidal", "Cadiou", "Humbert", "Lemoine", "Achard", "Boucher", "Raynaud", "Leclerc", "Delorme",
    "Gros", "Meunier", "Hamon", "Philippe", "Royer", "Bouvier", "Cordier", "Nicolas", "Sauvage", "Evrard",
)  # fmt: skip

# {name} is a surname: who runs the place.
COMPANIES = (
    "Boulangerie {name}", "Garage {name} et Fils", "Cabinet {name} & Associés", "Pharmacie {name}",
    "Menuiserie {name}", "Plomberie Chauffage {name}", "Restaurant Chez {name}", "Transports {name} Frères",
    "Étude notariale {name}", "Salon de coiffure {name}", "Institut {name}", "Imprimerie {name}",
    "Électricité générale {name}", "Paysages {name}", "Auto-école {name}", "Optique {name}",
    "Ambulances {name}", "Cave {name}", "Maçonnerie {name} Père & Fille", "Librairie {name}",
)  # fmt: skip

NAMED_COMPANIES = (
    "Les Jardins de l’Erdre", "SCI du Pont-Neuf", "Atelier Bois & Lumière", "Le Fournil de Bellevue",
    "Crèche Les Petits Pas", "Société coopérative de menuiserie et d’agencement du Val d’Erdre et des Bords de Loire",
    "Clinique vétérinaire des Monts d’Or", "Hôtel de la Presqu’île", "Brasserie La Gargouille",
    "Association Les Amis du Canal", "Cyclable & Compagnie", "Groupe scolaire Sainte-Anne",
    "Syndicat des copropriétaires de la résidence Les Terrasses de Gerland", "Primeurs Croix-Rousse",
    "Fleuriste Au Bonheur des Dames", "Océane Nettoyage", "Kiné Erdre", "Agence Immo’Loire",
    "Laboratoire d’analyses médicales du Sillon de Bretagne", "Micro-brasserie du Marais",
    "Poissonnerie de Talensac", "Théâtre de la Navette", "Cabinet d’infirmières Bon-Secours", "Yoga sur Saône",
    "Chambre d’hôtes Le Clos Fleuri", "Ferme de la Haute-Forêt", "Éts Thermique de l’Ouest", "La Boîte à Outils",
)  # fmt: skip

FORMS = ("SARL", "SAS", "", "", "", "")
MAIL_HOSTS = ("messagerie.example", "courriel.example", "boite-aux-lettres.example", "orangerie.example")
