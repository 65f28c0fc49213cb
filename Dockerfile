# The image of Sluice: `sluice worker` in a task of Fargate, `sluice scaler` beside it, `sluice synth` in the pipeline.
# Images of projects are built upon it; docs/image.md explains each line.

# Both stages are of one Debian release, so the program finds the C library it was linked with.
FROM swift:6.3-bookworm AS build

WORKDIR /build
# The dependencies form a layer of their own, fetched again only when Package.swift changes.
COPY Package.swift ./
RUN swift package resolve
COPY Sources ./Sources
# SwiftPM wants the folder of every target in Package.swift, built or not.
COPY Tests ./Tests
RUN swift build -c release --product sluice --static-swift-stdlib \
    && install -D --strip .build/release/sluice /out/sluice

FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libsqlite3-0 libstdc++6 libxml2 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 sluice \
    && useradd --system --uid 10001 --gid sluice --home-dir /scratch --shell /usr/sbin/nologin sluice \
    && install --directory --owner=sluice --group=sluice /scratch
COPY --from=build /out/sluice /usr/local/bin/sluice

# Scratch folders of jobs, and what the jobs themselves call temporary.
ENV TMPDIR=/scratch
# Where a project's own image has its files; words of `job.command` that name one are found here.
WORKDIR /app
# By number, so that a host which forbids root can tell without looking into the image.
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["sluice"]
CMD ["worker"]
