# Builds with everything, runs with what is needed: Node.js and the bundled command, which has its dependencies inside.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY console ./console
COPY fixtures ./fixtures
RUN node scripts/bootstrap.mjs --build
COPY openapi/*.json ./openapi/
COPY docs/knobs.md ./docs/
# The file system of the image: Node.js with the libraries that it is linked with, the command, and no shell
# (docs/decisions/0012-image-from-scratch.md). Any user may read all of it, and write to /data and /tmp.
RUN mkdir /image && node=$(command -v node) \
 && cp -L --parents "$node" $(ldd "$node" | grep -o '/[^ ]*') /image \
 && cp --parents -R package.json dist/bundle dist/cli/main.js dist/console fixtures openapi docs /image \
 && cd /image && mkdir app etc config && mv package.json dist fixtures openapi docs app \
 && printf 'root:x:0:0::/:\nnode:x:1000:1000::/:\n' >etc/passwd \
 && printf 'root:x:0:\nnode:x:1000:\n' >etc/group \
 && echo 'hosts: files dns' >etc/nsswitch.conf \
 && sed -i "1s,.*,#!$node," app/dist/cli/main.js && chmod +x app/dist/cli/main.js \
 && ln -s /app/dist/cli/main.js usr/local/bin/pam-mock \
 && chmod -R a+rX,go-w . && install -d -m 1777 tmp data

FROM scratch
COPY --from=build /image /
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=https://github.com/pam-mock/pam-mock
LABEL org.opencontainers.image.title="pam-mock" \
      org.opencontainers.image.description="A test double for XTAM, One Identity SPS, ManageEngine PMP and PAM360" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.url="$SOURCE" \
      org.opencontainers.image.documentation="$SOURCE/blob/main/docs/docker.md"
# Inside a container the loopback address is nobody's: clients come by the service's names.
ENV PATH=/usr/local/bin \
    NODE_ENV=production \
    PAM_MOCK_HOST=0.0.0.0 \
    PAM_MOCK_CONTROL_HOST=pam-mock,xtam,sps,pmp
# Where pam-mock.config.json is looked for.
WORKDIR /config
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=5 CMD ["pam-mock", "health"]
ENTRYPOINT ["pam-mock"]
