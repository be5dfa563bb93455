/** A running emulator: one kernel behind one or more ports. */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { buildApp } from '../app/app.ts'
import { openCertificates } from '../tls/server-certificates.ts'
import type { Config } from '../config/load-config.ts'
import type { Ports } from '../control/index.ts'
import { urlsOf, type Urls } from '../control/links.ts'
import { OpenPorts } from './ports.ts'
import { fixtureSource } from '../config/fixture-source.ts'
import type { RequestLimits } from '../kernel/world/limits.ts'
import { Kernel, DEFAULT_WORKSPACE } from '../kernel/kernel.ts'
import { openDurable, type Durable } from '../kernel/store/durable/durable.ts'
import type { StoreOptions } from '../kernel/store/store.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { resetConnection } from './connection.ts'
import { surfaces as allSurfaces } from '../surfaces.ts'
import { watchFixtures } from './watch-fixtures.ts'

/** First labels of host names that mean the mock itself, so no workspace may be called so. */
const RESERVED_IDS = ['localhost', '127', 'xtam', 'sps', 'pmp', 'pam-mock', 'www']

export interface ServerParts {
  /** The products to serve; all of them by default. */
  readonly surfaces?: readonly AnySurface[]
  readonly logger?: FastifyBaseLogger
}

export interface Server {
  readonly kernel: Kernel
  /** What answers on the shared ports. */
  readonly app: FastifyInstance
  /** URLs of the default workspace, on the first port. */
  readonly urls: Urls
  readonly https: Urls
  /** `host:port` of every shared port. */
  readonly authorities: readonly string[]
  /** What the control plane needs of this server. */
  readonly ports: Ports
  /** The authority that clients are to trust, in PEM. */
  authority(): Promise<string>
  /** Stops accepting, lets answers in flight end, closes everything; in less than two seconds. */
  close(): Promise<void>
}

/** Builds the kernel that a configuration describes. @throws UserError in one sentence */
export function createKernel(
  config: Config,
  surfaces: readonly AnySurface[] = allSurfaces,
  store?: StoreOptions,
): Kernel {
  return new Kernel({
    surfaces,
    fixtures: fixtureSource(config, surfaces),
    settings: { profiles: config.profiles, overrides: config.settings },
    seed: config.seed,
    journal: { entries: config.journalLimit, bytes: config.journalBytes },
    limits: {
      auditEntries: config.auditLimit,
      sessions: config.sessionLimit,
      snapshots: config.snapshotLimit,
      faults: config.faultLimit,
    },
    workspaceLimit: config.workspaceLimit,
    reservedIds: RESERVED_IDS,
    ...(store ? { store } : {}),
  })
}

/** What clients may send by a configuration, and how slowly. */
export function requestLimits(config: Config): RequestLimits {
  return {
    bodyBytes: config.bodyLimit,
    bodyValues: config.valueLimit,
    headerBytes: config.headerLimit,
    headersTimeoutMs: config.headersTimeout,
    requestTimeoutMs: config.requestTimeout,
    keepAliveTimeoutMs: config.keepAliveTimeout,
    connections: config.connectionLimit,
  }
}

/** Opens the file that state is kept in, when there is to be one. @throws UserError when it cannot be used */
export async function openState(config: Config, logger?: FastifyBaseLogger): Promise<Durable | undefined> {
  if (config.data === undefined) return undefined
  const onProblem = (error: Error): void => logger?.error({ err: error }, 'State could not be tidied up.')
  return openDurable(config.data, { durability: config.durability, ...(logger ? { onProblem } : {}) })
}

/**
 * Starts the emulator. When it resolves, every port serves and the world is there.
 *
 * @throws UserError in one sentence: a bad fixture, a port in use, an unreadable certificate. Nothing stays open then.
 */
export async function startServer(config: Config, parts: ServerParts = {}): Promise<Server> {
  const state = await openState(config, parts.logger)
  try {
    const server = await serve(createKernel(config, parts.surfaces, state?.store), config, parts)
    return {
      ...server,
      close: async () => {
        await server.close()
        await state?.close()
      },
    }
  } catch (error) {
    await state?.close()
    throw error
  }
}

async function serve(kernel: Kernel, config: Config, parts: ServerParts): Promise<Server> {
  const { logger } = parts
  const limits = requestLimits(config)
  const certificates = await openCertificates(config, kernel)
  const onConnectionError = (error: Error): void => logger?.debug({ err: error }, 'A connection failed.')
  const { host, control: hasControl } = config
  const ports = new OpenPorts({ kernel, host, limits, certificates, hasControl, onConnectionError })

  const shared = { kernel, explain: config.explain, limits, ...(logger ? { logger } : {}) }
  const open = { token: config.controlToken, hosts: config.controlHosts, ports }
  const isApart = config.controlPort !== undefined
  const app = await buildApp({
    ...shared,
    control: config.control && !isApart ? open : false,
    listenerWorkspace: (request) => ports.workspaceOf(request),
    resetConnection,
  })
  const apart = isApart
    ? await buildApp({ ...shared, surfaces: [], control: { ...open, ask: (one) => app.inject(one) } })
    : undefined
  const apps = apart ? [app, apart] : [app]
  const closeApps = async (): Promise<void> => void (await Promise.all(apps.map((one) => one.close())))

  try {
    await Promise.all(apps.map((one) => one.ready()))
    await ports.openAll(config.port, config.controlPort, {
      main: (request, response) => app.routing(request, response),
      ...(apart ? { control: (request, response) => apart.routing(request, response) } : {}),
    })
  } catch (error) {
    await closeApps()
    throw error
  }

  const stopWatching = watchFixtures(kernel, config, logger)
  const place = {
    workspace: DEFAULT_WORKSPACE,
    shared: ports.shared,
    control: ports.control,
  }
  return {
    kernel,
    app,
    urls: urlsOf(kernel.surfaces, 'http', place),
    https: urlsOf(kernel.surfaces, 'https', place),
    authorities: ports.authorities,
    ports,
    authority: () => certificates.authority(),
    close: async () => {
      stopWatching()
      await ports.closeAll()
      await closeApps()
    },
  }
}
