# What is built with, and what is run with, in stages: the last one is a single layer without pip and unused languages.
FROM python:3.13-slim AS build
RUN python -m venv --without-pip /opt/ledebot
COPY requirements.lock /src/
RUN pip --python /opt/ledebot/bin/python install --no-cache-dir --no-compile --require-hashes -r /src/requirements.lock
COPY pyproject.toml README.md LICENSE /src/
COPY packaging /src/packaging
COPY ledebot /src/ledebot
COPY bot /src/bot
COPY handlers /src/handlers
COPY storage /src/storage
COPY sandbox /src/sandbox
RUN pip --python /opt/ledebot/bin/python install --no-cache-dir --no-compile --no-deps --no-build-isolation /src \
    && sh /src/packaging/slim.sh /opt/ledebot \
    && python -m compileall -q /opt/ledebot/lib

FROM python:3.13-slim AS system
RUN python -m pip uninstall --yes --quiet pip \
    && rm -rf /usr/local/lib/python3.13/ensurepip /usr/local/lib/python3.13/idlelib /usr/local/lib/python3.13/test \
    && useradd --create-home --uid 1000 ledebot && install -d -o ledebot /data

FROM scratch
COPY --from=system / /
COPY --from=build /opt/ledebot /opt/ledebot
LABEL org.opencontainers.image.title="Ledebot" \
      org.opencontainers.image.description="A Telegram bot for news digests" \
      org.opencontainers.image.licenses="MIT"
USER ledebot
WORKDIR /data
ENV PATH=/opt/ledebot/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
    LEDEBOT_HOME=/data LEDEBOT_HTTP_LISTEN=127.0.0.1:8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["ledebot", "health"]
ENTRYPOINT ["ledebot"]
CMD ["run"]
