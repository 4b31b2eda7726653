#!/bin/sh
# Restores the backup in folder $1 into an EMPTY database and an empty VAR_DIR, then checks it.
#
#   DATABASE_OWNER_URL or DATABASE_URL   where to (postgres://…)
#   VAR_DIR, DATA_KEY                    as in production; the key must be that of the backup
#   PYTHON                               the portal's own Python (python)
#
# Run it with every process of the portal stopped, from the folder of the code. Nothing that waited to be sent goes
# out by itself afterwards: `after_restore` holds it for review at /etat/messages/.
set -eu
umask 077

folder=${1:?"usage: restore.sh FOLDER"}
python=${PYTHON:-python}
address=${DATABASE_OWNER_URL:-${DATABASE_URL:-}}
case $address in
  postgres://* | postgresql://*) ;;
  *) echo "DATABASE_URL: must name a PostgreSQL database (postgres://…)" >&2; exit 1 ;;
esac
: "${VAR_DIR:?VAR_DIR: must name the folder of the data}"

(cd "$folder" && sha256sum --check --quiet SHA256SUMS) || { echo "the backup was altered: $folder" >&2; exit 1; }
if [ -e "$folder/data_key.fingerprint" ]; then
  [ "$(printf %s "${DATA_KEY:-}" | sha256sum | cut -c1-16)" = "$(cat "$folder/data_key.fingerprint")" ] ||
    { echo "DATA_KEY: is not the key this backup was made with" >&2; exit 1; }
fi
tables=$(psql --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 "$address" \
  --command="SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
[ "$tables" = 0 ] || { echo "DATABASE_URL: the database is not empty ($tables tables)" >&2; exit 1; }

pg_restore --no-owner --no-privileges --exit-on-error --jobs="${RESTORE_JOBS:-2}" --dbname="$address" "$folder/database.dump"
if [ -e "$folder/files.tar" ]; then
  mkdir -p "$VAR_DIR"
  tar -C "$VAR_DIR" -xf "$folder/files.tar"
fi
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --command="ANALYZE" "$address"
"$python" -m scripts.prepare
"$python" manage.py after_restore
"$python" manage.py verify_history --restored
