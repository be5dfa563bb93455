# Builds with everything, runs with what is needed: Node and the bundled command, which has its dependencies inside.
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

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="pam-mock" \
      org.opencontainers.image.description="A test double for XTAM, One Identity SPS, ManageEngine PMP and PAM360" \
      org.opencontainers.image.licenses="MIT"
# Inside a container the loopback address is nobody's: clients come by the service's names.
ENV NODE_ENV=production \
    PAM_MOCK_HOST=0.0.0.0 \
    PAM_MOCK_CONTROL_HOST=pam-mock,xtam,sps,pmp
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist/bundle ./dist/bundle
COPY --from=build /app/dist/cli/main.js ./dist/cli/main.js
COPY --from=build /app/dist/console ./dist/console
COPY fixtures ./fixtures
COPY openapi/*.json ./openapi/
COPY docs/knobs.md ./docs/
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=5 \
  CMD ["node", "/app/dist/cli/main.js", "health"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
