# One image for web, worker, beat and relay; docker-compose.yml says which is which.
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings.prod
WORKDIR /app
RUN useradd --system --user-group --home-dir /app tasma

COPY requirements/base.lock requirements/base.lock
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements/base.lock

COPY . .
# The demo's settings need no secrets from outside; those they make are in the folder that this step removes again.
RUN export TASMA_VAR=/tmp/build DJANGO_SETTINGS_MODULE=config.settings.dev \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p var && mv /tmp/build/static var/static && rm -rf /tmp/build \
    && chown tasma:tasma var

USER tasma
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000"]
