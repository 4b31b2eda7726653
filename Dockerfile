# Comptoir in production: one image for web, worker, schedule and migrations (see docker-compose.yml).
FROM python:3.11-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt


FROM python:3.11-slim-bookworm

# What prints PDFs (WeasyPrint loads these at run time).
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /srv/comptoir --shell /usr/sbin/nologin comptoir \
 && install -d -o comptoir -g comptoir /srv/data

COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=portal.settings \
    EMBEDDED=0 \
    VAR_DIR=/srv/data

WORKDIR /srv/comptoir
COPY . .
# Static files are hashed and compressed once, here: as root, so that the running process cannot alter its own code.
RUN python -m compileall -q -j 2 . \
 && python -m scripts.compile_messages \
 && VAR_DIR=/tmp/build EMAIL_URL=demo:// python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf /tmp/build

USER comptoir
VOLUME /srv/data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/sante/vivant', timeout=4)"]
CMD ["gunicorn", "--config", "portal/server.py", "portal.wsgi"]
