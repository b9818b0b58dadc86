# Build stage: the Swift toolchain on the Debian release that the result runs on.
FROM swift:6.2-bookworm AS build
WORKDIR /src
COPY Makefile ./
RUN apt-get update \
    && apt-get install -y --no-install-recommends make $(sed -n 's/^BUILD_PACKAGES = //p' Makefile) \
    && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
RUN swift package resolve
COPY cards cards
COPY config/sandbox.json config/
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product steward --static-swift-stdlib \
    && install -D "$(swift build -c release --product steward --static-swift-stdlib --show-bin-path)/steward" /out/steward \
    && strip /out/steward

# Runtime stage: the program, its C libraries and its cards, nothing else.
FROM debian:bookworm-slim
COPY Makefile /tmp/
RUN apt-get update \
    && apt-get install -y --no-install-recommends $(sed -n 's/^RUNTIME_PACKAGES = //p' /tmp/Makefile) \
    && rm -rf /var/lib/apt/lists/* /tmp/Makefile \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin steward \
    && install -d -o steward -g steward -m 0700 /log /token_storage /token_storage/data
COPY --from=build /out/steward /usr/local/bin/steward
COPY cards /cards
COPY config/config.json config/config.schema.json config/sandbox.json /config/
USER steward
ENV HOST=0.0.0.0 PORT=5050 CFG_FILE_PATH=/config/config.json
EXPOSE 5050
VOLUME ["/log", "/token_storage"]
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["/usr/local/bin/steward", "health"]
ENTRYPOINT ["/usr/local/bin/steward"]
CMD ["run"]
