# The builder of the action's image for another architecture than this machine's: the Dockerfile's
# first stage with Debian's cross compiler and the other architecture's packages, so that nothing is
# emulated. script/docker.sh makes the image of it, for tests/arm64 and script/rehearse-release; a
# release is built by the Dockerfile alone.
FROM debian:trixie-slim
ARG ARCHITECTURE
ARG MACHINE
# hadolint ignore=DL3008
RUN dpkg --add-architecture "$ARCHITECTURE" \
    && apt-get update -o APT::Update::Error-Mode=any \
    && apt-get install -y --no-install-recommends \
        ca-certificates "gcc-$MACHINE-linux-gnu" make pkg-config \
        "libc6-dev:$ARCHITECTURE" "libcurl4-openssl-dev:$ARCHITECTURE" \
        "libjson-c-dev:$ARCHITECTURE" "libunistring-dev:$ARCHITECTURE" \
    && rm -rf /var/lib/apt/lists/*
ENV CC=$MACHINE-linux-gnu-gcc AR=$MACHINE-linux-gnu-ar NM=$MACHINE-linux-gnu-nm \
    STRIP=$MACHINE-linux-gnu-strip PKG_CONFIG_LIBDIR=/usr/lib/$MACHINE-linux-gnu/pkgconfig
WORKDIR /src
COPY Makefile VERSION ./
COPY script/image-program script/image-root script/
COPY src src
RUN script/image-program && script/image-root build/deploy-dispatch build/archives /image
COPY LICENSE /image/usr/share/licenses/deploy-dispatch
