# The action's image: a static program of Debian's packages, and the certificates. In the language
# of the builder before BuildKit, which is what act has; nothing names an architecture. There is
# no USER: the runner's files belong to others, which only root may write.
FROM debian:trixie-slim AS build
# No versions: each build takes Debian's security updates. Where a list of packages cannot be had,
# which apt lets pass, there may be newer ones: no image then.
# hadolint ignore=DL3008
RUN apt-get update -o APT::Update::Error-Mode=any \
    && apt-get install -y --no-install-recommends \
        ca-certificates gcc libc6-dev libcurl4-openssl-dev libjson-c-dev \
        libunistring-dev libyaml-dev make pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Makefile VERSION ./
COPY script/image-program script/image-root script/
COPY src src
RUN script/image-program && script/image-root build/deploy-dispatch build/archives /image
COPY LICENSE /image/usr/share/licenses/deploy-dispatch

FROM scratch
ARG VERSION=unreleased
ARG REVISION=unknown
LABEL org.opencontainers.image.title="deploy-dispatch" \
      org.opencontainers.image.description="A comment or a closed pull request becomes the right repository_dispatch" \
      org.opencontainers.image.source="https://github.com/CoreMemorySquad/deploy-dispatch" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image /
ENTRYPOINT ["/deploy-dispatch"]
