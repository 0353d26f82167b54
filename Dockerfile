# The front end, built once.
FROM node:24-bookworm-slim AS frontend
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

# Python packages, each checked against the hashes of the lock files; setuptools only to make the
# entry point, and gone with pip before anything is copied from here.
FROM python:3.11-slim-bookworm AS packages
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
WORKDIR /app
COPY requirements.lock requirements-dev.lock ./
RUN pip install --no-deps --require-hashes -r requirements.lock \
    && awk '/^[a-z]/ { keep = /^setuptools==/ } keep' requirements-dev.lock >build.lock \
    && pip install --no-deps --require-hashes -r build.lock
COPY setup.cfg pyproject.toml README.md LICENSE ./
COPY smoothschedule/ smoothschedule/
RUN pip install --no-deps --no-build-isolation --editable . \
    && python -m compileall -q /opt/venv smoothschedule \
    && pip uninstall --yes setuptools pip

# PgBouncer, in front of PostgreSQL for the roles that serve people.
FROM debian:trixie-slim AS pgbouncer
LABEL org.opencontainers.image.title="PgBouncer for SmoothSchedule"
RUN apt-get update \
    && apt-get install --yes --no-install-recommends pgbouncer \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -m 1777 /run/smooth
COPY ops/pgbouncer/pgbouncer.ini ops/pgbouncer/start.sh /etc/pgbouncer/
USER 10001:10001
EXPOSE 6432
HEALTHCHECK --interval=10s --timeout=4s --start-period=5s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/6432"]
CMD ["sh", "/etc/pgbouncer/start.sh"]

# What runs: no compilers, no Node.js, no pip, no administrator.
FROM python:3.11-slim-bookworm AS smoothschedule
ARG REVISION=unknown
LABEL org.opencontainers.image.title="SmoothSchedule" \
      org.opencontainers.image.description="Multi-tenant scheduling with contracts" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision=$REVISION
# Volumes take over whom these folders belong to; Traefik runs as the same user. A tmpfs belongs to
# root and takes over only the mode of its folder.
RUN groupadd --system --gid 10001 smooth \
    && useradd --system --uid 10001 --gid smooth --home-dir /app --shell /usr/sbin/nologin smooth \
    && mkdir -p /app /backups /certificates /data/files /data/logs /data/mail /objects \
    && chown -R smooth:smooth /backups /certificates /data /objects \
    && mkdir -m 1777 /run/smooth
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FLASK_APP=wsgi \
    ENVIRONMENT=production \
    WEB_BIND=0.0.0.0:8000 \
    REALTIME_BIND=0.0.0.0:8001 \
    FILES_URL=folder:/data/files \
    LOG_FOLDER=/data/logs
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY --from=packages /app/ ./
COPY wsgi.py openapi.json ./
COPY migrations/ migrations/
COPY --from=frontend /build/dist frontend/dist/
USER smooth
VOLUME ["/data", "/backups"]
EXPOSE 8000 8001
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "-c", "smoothschedule/gunicorn_conf.py", "wsgi:app"]
