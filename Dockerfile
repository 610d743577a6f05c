# syntax=docker/dockerfile:1
# The first stage has pip and the build backend, the second has neither: an interpreter, the locked libraries, the bot and its knowledge.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv --without-pip /opt/bot
COPY requirements.lock requirements-build.lock ./
RUN python -m pip --python /opt/bot/bin/python install --no-cache-dir --require-hashes -r requirements.lock \
    && python -m pip install --no-cache-dir --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN python -m hatchling build -t wheel -d /tmp/dist \
    && python -m pip --python /opt/bot/bin/python install --no-cache-dir --no-deps /tmp/dist/*.whl

FROM python:3.13-slim
COPY --from=build /opt/bot /opt/bot
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bot && install -d -o bot -g bot /data
ENV PATH=/opt/bot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SEMINAR_BOT_CACHE=/data/kept TELEGRAM_STORAGE=/data/bot.sqlite TELEGRAM_LISTEN=127.0.0.1:8080
USER bot
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['TELEGRAM_LISTEN'].rpartition(':')[2] + '/health', timeout=4)"]
ENTRYPOINT ["seminar-bot"]
CMD ["telegram"]
