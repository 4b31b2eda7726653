"""Real communes with their postcodes, around the two agencies; streets that every town has."""

LYON = (
    ("69001", "Lyon"), ("69002", "Lyon"), ("69003", "Lyon"), ("69004", "Lyon"), ("69005", "Lyon"),
    ("69006", "Lyon"), ("69007", "Lyon"), ("69008", "Lyon"), ("69009", "Lyon"),
    ("69100", "Villeurbanne"), ("69500", "Bron"), ("69300", "Caluire-et-Cuire"),
    ("69600", "Oullins-Pierre-Bénite"), ("69200", "Vénissieux"), ("69800", "Saint-Priest"),
    ("69150", "Décines-Charpieu"), ("69330", "Meyzieu"), ("69340", "Francheville"), ("69130", "Écully"),
    ("69160", "Tassin-la-Demi-Lune"), ("69110", "Sainte-Foy-lès-Lyon"), ("69230", "Saint-Genis-Laval"),
    ("69400", "Villefranche-sur-Saône"), ("69700", "Givors"), ("69210", "L’Arbresle"), ("69440", "Mornant"),
    ("69120", "Vaulx-en-Velin"), ("69680", "Chassieu"), ("69360", "Saint-Symphorien-d’Ozon"),
    ("69270", "Fontaines-sur-Saône"), ("69250", "Neuville-sur-Saône"), ("69290", "Craponne"),
    ("69260", "Charbonnières-les-Bains"), ("69720", "Saint-Bonnet-de-Mure"), ("38200", "Vienne"),
    ("38300", "Bourgoin-Jallieu"), ("38080", "L’Isle-d’Abeau"), ("38230", "Pont-de-Chéruy"),
    ("01600", "Trévoux"), ("01120", "Montluel"), ("01700", "Miribel"), ("42000", "Saint-Étienne"),
    ("42400", "Saint-Chamond"), ("71000", "Mâcon"),
)  # fmt: skip

NANTES = (
    ("44000", "Nantes"), ("44100", "Nantes"), ("44200", "Nantes"), ("44300", "Nantes"),
    ("44800", "Saint-Herblain"), ("44400", "Rezé"), ("44700", "Orvault"), ("44600", "Saint-Nazaire"),
    ("44120", "Vertou"), ("44230", "Saint-Sébastien-sur-Loire"), ("44470", "Carquefou"),
    ("44240", "La Chapelle-sur-Erdre"), ("44220", "Couëron"), ("44340", "Bouguenais"),
    ("44500", "La Baule-Escoublac"), ("44380", "Pornichet"), ("44210", "Pornic"), ("44190", "Clisson"),
    ("44150", "Ancenis-Saint-Géréon"), ("44110", "Châteaubriant"), ("44350", "Guérande"),
    ("44115", "Basse-Goulaine"), ("44115", "Haute-Goulaine"), ("44980", "Sainte-Luce-sur-Loire"),
    ("44880", "Sautron"), ("44119", "Treillières"), ("44119", "Grandchamp-des-Fontaines"),
    ("44390", "Nort-sur-Erdre"), ("44830", "Bouaye"), ("44860", "Pont-Saint-Martin"), ("44260", "Savenay"),
    ("44160", "Pontchâteau"), ("44450", "Saint-Julien-de-Concelles"), ("44330", "Vallet"),
    ("44320", "Saint-Père-en-Retz"), ("44640", "Le Pellerin"), ("44810", "Héric"),
    ("44360", "Saint-Étienne-de-Montluc"), ("44620", "La Montagne"), ("49300", "Cholet"), ("49000", "Angers"),
    ("85000", "La Roche-sur-Yon"), ("85600", "Montaigu-Vendée"), ("56000", "Vannes"), ("35600", "Redon"),
)  # fmt: skip

AROUND = {"lyon-confluence": LYON, "nantes-erdre": NANTES}

STREETS = (
    "rue Victor-Hugo", "avenue Jean-Jaurès", "rue de la République", "chemin des Vignes", "rue du Moulin",
    "place de l’Église", "rue Pasteur", "allée des Tilleuls", "boulevard Gambetta", "rue des Écoles",
    "impasse du Lavoir", "rue du Général-de-Gaulle", "rue Émile-Zola", "quai de la Fosse", "rue Jules-Ferry",
    "cours Lafayette", "rue de la Gare", "montée de la Grande-Côte", "rue des Lilas", "avenue de l’Europe",
    "rue Jean-Moulin", "chemin du Vieux-Bourg", "rue des Frères-Lumière", "route de Vannes", "rue du Stade",
    "square des Érables", "rue Marie-Curie", "rue des Tanneurs", "passage de l’Horloge", "rue George-Sand",
    "rue du 8-Mai-1945", "avenue des Acacias", "rue Berthelot", "rue Sainte-Catherine", "lotissement des Chênes",
    "rue du Puits-Salé", "rue Lamartine", "chemin de halage", "rue Olympe-de-Gouges", "zone artisanale des Prés",
)  # fmt: skip

EXTRAS = (
    "Bâtiment B", "Appartement 12", "2e étage, porte gauche", "Résidence Les Terrasses", "Escalier C",
    "Fond de cour", "Boîte 34", "Lieu-dit Le Bois-Joli",
)  # fmt: skip
