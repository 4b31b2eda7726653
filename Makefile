# Comptoir. Two commands matter: `make run` and `make test`. Both need Python 3.11 or later, nothing else.

PORT ?= 8000
export PORT

# The first Python that is recent enough.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then command -v $$name; break; fi; done)
ifeq ($(strip $(PYTHON)),)
$(error Il faut Python 3.11 ou plus récent (commande python3 ou python3.11))
endif

.DEFAULT_GOAL := help
.PHONY: help run test faults hostile bench rates screenshots lint format lock shell vendor messages migrations

help: ## cette liste
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: ## installe ce qui manque, prépare la base, ouvre le portail sur http://127.0.0.1:$(PORT)/
	@$(PYTHON) -m scripts.run

test: ## contrôles du code puis tous les tests (CI_STRICT=1 : ce qui manque à la machine est une erreur)
	@$(PYTHON) -m scripts.test

faults: ## arrêts brutaux, coupures et courses, en grand nombre : le tableau de docs/reliability.md
	@$(PYTHON) -m scripts.faults

hostile: ## dix mille requêtes mal formées sur PostgreSQL (HOSTILE_SEED pour en changer)
	@HOSTILE_SEED=$${HOSTILE_SEED:-1} DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres} \
		.venv/bin/python -m pytest -q tests/security/test_hostile_input.py -k ten_thousand

bench: ## pages et plancher mesurés ensemble sur PostgreSQL : le tableau de docs/performance.md (BENCH_ROWS)
	@.venv/bin/python -m scripts.bench

rates: ## ce que coûtent une page, un contrat, un message : le tableau de docs/scaling.md (RATES_ROWS, RATES_SALES)
	@.venv/bin/python -m scripts.rates

screenshots: ## captures de chaque page dans var/screenshots, les choisies dans docs/screenshots
	@.venv/bin/python -m scripts.screenshots

lint: ## contrôles du code seuls
	@$(PYTHON) -m scripts.test lint

format: ## remet le code en forme
	@.venv/bin/ruff check --fix --quiet .; .venv/bin/ruff format .

lock: ## recalcule requirements*.txt d'après requirements*.in
	@$(PYTHON) -m scripts.lock

shell: ## interpréteur Python du portail
	@.venv/bin/python manage.py shell

vendor: ## reprend les fichiers tiers de static/vendor (demande npm)
	@.venv/bin/python scripts/vendor.py

migrations: ## réécrit la première migration de chaque application (avant la version 1.0.0)
	@.venv/bin/python -m scripts.first_migrations

messages: ## met à jour locale/en d'après le code (demande gettext), puis compile
	@.venv/bin/python manage.py makemessages --locale en --no-obsolete --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'staticfiles/*' --ignore 'tests/*'
	@.venv/bin/python -m scripts.compile_messages
