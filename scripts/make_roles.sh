#!/bin/sh
# Run once by the PostgreSQL image: the two logins of the application and its database.
set -eu

psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE tasma_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS PASSWORD :'owner_password';
CREATE ROLE tasma_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE tasma OWNER tasma_owner;
REVOKE ALL ON DATABASE tasma FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE tasma TO tasma_app;
SQL
