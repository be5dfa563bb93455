import type { KnobChoices, ProfileChoices } from '../kernel/names.ts'

/** Options of the library; the same as the command line's, by the names of the config file. */
export interface PamMockOptions {
  /** Port, or ports, that speak http and https. Default: 0, any free one. */
  readonly port?: number | readonly number[]
  /** Address to bind to. Default: `127.0.0.1`. */
  readonly host?: string
  /** Directory of a world to start from, with a folder for each surface. Default: the built-in world. */
  readonly fixtures?: string
  /** Takes the fixtures up again whenever they change; needs `fixtures`. Default: false. */
  readonly watch?: boolean
  /** Product version for each surface, such as `{ sps: '8.0' }`. */
  readonly profiles?: ProfileChoices
  /** Knobs for each surface, such as `{ sps: { transactions: 'parallel' } }`. */
  readonly settings?: KnobChoices
  /** Makes ids, tokens and tickets reproducible. Default: they are random. */
  readonly seed?: string
  /** File that keeps state across restarts; close what uses it, or start anew, before another does. Default: memory. */
  readonly data?: string
  /** With `data`: whether an answered change survives the death of the process, or a power cut too. Default: `process`. */
  readonly durability?: 'process' | 'disk'
  /** File with the server's certificate and its chain (PEM); needs `tlsKey`. Default: generated. */
  readonly tlsCert?: string
  /** File with the key of `tlsCert` (PEM). */
  readonly tlsKey?: string
  /** File with the authority that clients are to trust (PEM). */
  readonly tlsCa?: string
  /** Directory that keeps the generated authority and certificate. Default: they are made anew at each start. */
  readonly tlsDir?: string
  /** Further host names in the generated certificate. */
  readonly tlsNames?: readonly string[]
  /** Whether the control plane is served over HTTP; the handle works without it. Default: true. */
  readonly control?: boolean
  /** Serves the control plane on a port of its own; 0 takes any free one. */
  readonly controlPort?: number
  /** Host names under which the control plane may be reached, besides loopback ones. */
  readonly controlHosts?: readonly string[]
  /** Token that the control plane asks for. */
  readonly controlToken?: string
  /** Sends each refusal's reason in the header `X-Pam-Mock-Reason` too. Default: false. */
  readonly explain?: boolean
  /** Logs refusals and errors on stderr. Default: `silent`. */
  readonly log?: 'pretty' | 'json' | 'silent'
  /** Most workspaces at a time. Default: 1000. */
  readonly workspaceLimit?: number
  /** Most journal entries kept for each workspace. Default: 10000. */
  readonly journalLimit?: number
  /** Most entries kept in each of the products' own audit trails. Default: 10000. */
  readonly auditLimit?: number
  /** Largest request body, in bytes or as a text such as `10MiB`. Default: 10 MiB. */
  readonly bodyLimit?: number | string
  /** Most values in a request body of text; 20 000 by default. */
  readonly valueLimit?: number
  /** Most bytes of each workspace's journal, counted roughly. Default: 64 MiB. */
  readonly journalBytes?: number | string
  /** About how many sessions a product keeps for each workspace, and tickets and tokens of each kind. Default: 100000. */
  readonly sessionLimit?: number
  /** Most snapshots of each workspace. Default: 1000. */
  readonly snapshotLimit?: number
  /** Most faults in place in each workspace. Default: 1000. */
  readonly faultLimit?: number
  /** Most connections to each port at a time. Default: 10000. */
  readonly connectionLimit?: number
  /** Largest request line and headers, together. Default: 64 KiB. */
  readonly headerLimit?: number | string
  /** Longest time until the headers of a request are complete, in ms or such as `30s`. Default: 30 s. */
  readonly headersTimeout?: number | string
  /** Longest time until a whole request has arrived. Default: 2 minutes. */
  readonly requestTimeout?: number | string
  /** How long a connection may rest after an answer. Default: 65 s. */
  readonly keepAliveTimeout?: number | string
}
