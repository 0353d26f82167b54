#!/bin/sh
# Starts Traefik with what only the secrets say: the token it shows to the application, and
# the key with which it answers DNS challenges in Route53.
set -eu

if [ -s /run/secrets/route53_secret_access_key ]; then
    AWS_SECRET_ACCESS_KEY=$(cat /run/secrets/route53_secret_access_key)
    export AWS_SECRET_ACCESS_KEY
fi
token=$(cat /run/secrets/internal_token)
exec traefik "$@" "--providers.http.headers.Authorization=Bearer $token"
