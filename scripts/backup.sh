#!/bin/sh
# Backs the portal up into a new folder of $1: the database, then the files, then the digests of both.
#
#   DATABASE_OWNER_URL or DATABASE_URL   the database (postgres://…)
#   VAR_DIR                              the folder that holds media/, anchors.log and a seal made by the portal
#   DATA_KEY                             only its fingerprint is kept, so that a restore can tell the wrong key
#   BACKUP_DAYS                          folders older than this are removed (14)
#
# Files come after the database: they are never changed and stand before their row, so every row finds its bytes.
# No key is ever part of a backup: keep SECRET_KEY and DATA_KEY in another place.
set -eu
umask 077

target=${1:?"usage: backup.sh FOLDER"}
address=${DATABASE_OWNER_URL:-${DATABASE_URL:-}}
case $address in
  postgres://* | postgresql://*) ;;
  *) echo "DATABASE_URL: must name a PostgreSQL database (postgres://…)" >&2; exit 1 ;;
esac

folder=$target/comptoir-$(date -u +%Y%m%dT%H%M%SZ)
part=$folder.part
trap 'rm -rf "$part"' EXIT
mkdir -p "$part"

pg_dump --format=custom --compress=3 --no-owner --no-privileges --file="$part/database.dump" "$address"

if [ -n "${VAR_DIR:-}" ] && [ -d "$VAR_DIR" ]; then
  # What is not there (files on S3, a certificate given by its own path) is left out.
  (cd "$VAR_DIR" && find media anchors.log seal.p12 -maxdepth 0 2>/dev/null) >"$part/names" || true
  tar -C "$VAR_DIR" -cf "$part/files.tar" -T "$part/names"
  rm "$part/names"
fi
[ -z "${DATA_KEY:-}" ] || printf %s "$DATA_KEY" | sha256sum | cut -c1-16 >"$part/data_key.fingerprint"
(cd "$part" && sha256sum -- * >SHA256SUMS)
sync "$part"/* 2>/dev/null || true
mv "$part" "$folder"

psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 "$address" <<'SQL'
INSERT INTO operations_heartbeat (name, holder, at, lease_until) VALUES ('backup', 'backup.sh', now(), now())
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, at = excluded.at;
SQL
find "$target" -maxdepth 1 -name 'comptoir-*' -type d -mtime "+${BACKUP_DAYS:-14}" -exec rm -rf {} +
echo "$folder"
