#!/bin/sh
# Starts the S3-compatible store with the keys that the application uses, and a bucket.
set -eu

mkdir -p "/objects/$BUCKET"
ROOT_ACCESS_KEY=$S3_ACCESS_KEY_ID
ROOT_SECRET_KEY=$(cat /run/secrets/s3_secret_access_key)
export ROOT_ACCESS_KEY ROOT_SECRET_KEY
exec /app/versitygw --port :7070 posix /objects
