# The front end, built once.
FROM node:20-bookworm-slim AS frontend
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

# Python packages, checked against the lock file's hashes.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock

# What runs: no compilers, no Node.js, no administrator.
FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="SmoothSchedule" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin smooth \
    && mkdir -p /app /backups /data/files /data/logs /data/mail \
    && chown smooth:smooth /backups /data/files /data/logs /data/mail
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FLASK_APP=wsgi \
    ENVIRONMENT=production \
    WEB_BIND=0.0.0.0:8000 \
    REALTIME_BIND=0.0.0.0:8001 \
    FILES_URL=folder:/data/files \
    LOG_FOLDER=/data/logs \
    MAIL_URL=folder:/data/mail
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY setup.cfg pyproject.toml README.md LICENSE wsgi.py openapi.json ./
COPY migrations/ migrations/
COPY smoothschedule/ smoothschedule/
COPY --from=frontend /build/dist frontend/dist/
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --editable .
USER smooth
VOLUME ["/data", "/backups"]
EXPOSE 8000 8001
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "-c", "smoothschedule/gunicorn_conf.py", "wsgi:app"]
