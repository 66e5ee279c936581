FROM python:3.13-slim AS build
RUN python -m venv /opt/ledebot
COPY requirements.lock /src/
RUN /opt/ledebot/bin/pip install --no-cache-dir --require-hashes -r /src/requirements.lock
COPY pyproject.toml README.md LICENSE /src/
COPY ledebot /src/ledebot
COPY bot /src/bot
COPY handlers /src/handlers
COPY storage /src/storage
COPY sandbox /src/sandbox
RUN /opt/ledebot/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src

FROM python:3.13-slim
COPY --from=build /opt/ledebot /opt/ledebot
RUN useradd --create-home --uid 1000 ledebot && install -d -o ledebot /data
USER ledebot
WORKDIR /data
ENV PATH=/opt/ledebot/bin:$PATH LEDEBOT_HOME=/data LEDEBOT_HTTP_LISTEN=127.0.0.1:8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["ledebot"]
CMD ["run"]
