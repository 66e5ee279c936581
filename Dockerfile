FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY storage storage
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home --uid 1000 ledebot \
    && install -d -o ledebot /data
USER ledebot
ENV LEDEBOT_HOME=/data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["ledebot"]
CMD ["run"]
