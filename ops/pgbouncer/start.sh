#!/bin/sh
# Starts PgBouncer with the passwords of the secrets.
set -eu
umask 077

line() {
    printf '"%s" "%s"\n' "$1" "$(sed 's/"/""/g' "/run/secrets/$2")"
}

{
    line smooth_app app_database_password
    line smooth_platform platform_database_password
} >/run/smooth/userlist.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
