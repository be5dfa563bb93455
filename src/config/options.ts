/**
 * The options of the emulator: one schema behind flags, environment, config file and library, with the words that
 * `--help` and the table in docs/cli.md are made of.
 */
import { z } from 'zod'
import { LIMIT_DEFAULTS, LIMIT_OPTIONS } from './limit-options.ts'
import { option, type OptionFacts } from './option.ts'
import { listOf, port, profiles, settings, text, toggle } from './option-types.ts'

export type { Option, OptionFacts } from './option.ts'

export const OPTIONS = {
  port: option(() => listOf(port), {
    flag: 'port',
    argument: '<number>',
    repeatable: true,
    description: 'port that speaks http and https; repeat it for more ports, 0 takes any free one',
    fallback: '8080',
    expects: 'a port number from 0 to 65535',
  }),
  host: option(() => text, {
    flag: 'host',
    argument: '<address>',
    description: 'address to bind to',
    fallback: '127.0.0.1',
    expects: 'an address or a host name',
  }),
  fixtures: option(() => text, {
    flag: 'fixtures',
    argument: '<directory>',
    description: 'world to start from: a folder for each surface; a surface without one starts as built in',
    fallback: 'the built-in world',
    expects: 'a directory',
  }),
  watch: option(() => toggle, {
    flag: 'watch',
    description: 'with --fixtures: takes them up again whenever they change; broken ones leave all as it is',
    fallback: 'off',
    expects: 'true or false',
  }),
  profiles: option(() => profiles, {
    flag: 'profile',
    argument: '<surface=version>',
    repeatable: true,
    description: 'product version that a surface answers as, such as sps=8.0',
    fallback: "each surface's first",
    expects: 'surface=version, such as sps=8.0',
  }),
  settings: option(() => settings, {
    flag: 'set',
    argument: '<surface.knob=value>',
    repeatable: true,
    description: 'overrides a knob or an inferred text of a surface, such as sps.transactions=parallel',
    fallback: "each surface's catalogue",
    expects: 'surface.knob=value, such as sps.transactions=parallel, or {"sps":{"transactions":"parallel"}}',
  }),
  seed: option(() => text, {
    flag: 'seed',
    argument: '<text>',
    description: 'makes ids, tokens and tickets reproducible',
    fallback: 'none: they are random',
    expects: 'a text',
  }),
  data: option(() => text, {
    flag: 'data',
    argument: '<file>',
    description: 'keeps state in this file, and in a log beside it, across restarts',
    fallback: 'none: state is in memory',
    expects: 'a file',
  }),
  durability: option(() => z.enum(['process', 'disk']), {
    flag: 'durability',
    argument: '<survives>',
    description:
      'with --data: what an answered change survives, the death of the process or a power cut (disk) too',
    fallback: 'process',
    expects: '"process" or "disk"',
  }),
  tlsCert: option(() => text, {
    flag: 'tls-cert',
    argument: '<file>',
    description: 'server certificate (PEM, with its chain), together with --tls-key',
    fallback: 'generated, by a local authority',
    expects: 'a file',
  }),
  tlsKey: option(() => text, {
    flag: 'tls-key',
    argument: '<file>',
    description: 'private key of --tls-cert (PEM)',
    fallback: 'generated',
    expects: 'a file',
  }),
  tlsCa: option(() => text, {
    flag: 'tls-ca',
    argument: '<file>',
    description: 'authority that clients are to trust and that issues client certificates (PEM)',
    fallback: 'generated',
    expects: 'a file',
  }),
  tlsDir: option(() => text, {
    flag: 'tls-dir',
    argument: '<directory>',
    description:
      'keeps the generated authority and certificate here, so that clients need to trust it only once',
    fallback: 'generated anew at each start',
    expects: 'a directory',
  }),
  tlsNames: option(() => listOf(text), {
    flag: 'tls-name',
    argument: '<name>',
    repeatable: true,
    description: 'further host name or address in the generated certificate',
    fallback: 'localhost, 127.0.0.1, ::1, xtam, sps, pmp, pam-mock and the host name',
    expects: 'a host name or an address',
  }),
  control: option(() => toggle, {
    flag: 'no-control',
    description: 'removes the control plane',
    fallback: 'the control plane is on',
    expects: 'true or false',
  }),
  controlPort: option(() => port, {
    flag: 'control-port',
    argument: '<number>',
    description: 'serves the control plane on a port of its own, and there alone',
    fallback: 'on every port',
    expects: 'a port number from 0 to 65535',
  }),
  controlHosts: option(() => listOf(text), {
    flag: 'control-host',
    argument: '<name>',
    repeatable: true,
    description: "host name under which the control plane may be reached, besides loopback ones; '*' is any",
    fallback: 'loopback names only',
    expects: 'a host name, or "*" for any',
  }),
  controlToken: option(() => text, {
    flag: 'control-token',
    argument: '<token>',
    description: 'token that the control plane asks for (Authorization: Bearer …)',
    fallback: 'none',
    expects: 'a text',
  }),
  explain: option(() => toggle, {
    flag: 'explain',
    description: "sends each refusal's reason in the header X-Pam-Mock-Reason too",
    fallback: 'off: the products send no such header',
    expects: 'true or false',
  }),
  log: option(() => z.enum(['pretty', 'json', 'silent']), {
    flag: 'log',
    argument: '<format>',
    description: 'how refusals and errors are logged, on stderr: pretty, json or silent',
    fallback: 'pretty on a terminal, else json',
    expects: '"pretty", "json" or "silent"',
  }),
  json: option(() => toggle, {
    flag: 'json',
    description: 'prints exactly one line on stdout when ready, as JSON',
    fallback: 'off: a table for people',
    expects: 'true or false',
  }),
  ...LIMIT_OPTIONS,
} as const

export type OptionName = keyof typeof OPTIONS

/** What has a value when nobody says anything. */
export const DEFAULTS = {
  port: [8080] as number[],
  host: '127.0.0.1',
  watch: false,
  profiles: {} as Record<string, string>,
  settings: {} as Record<string, unknown>,
  tlsNames: [] as string[],
  control: true,
  controlHosts: [] as string[],
  explain: false,
  json: false,
  ...LIMIT_DEFAULTS,
}

/** `PAM_MOCK_TLS_CERT` for `tls-cert`. A switch that turns something off is named after the thing. */
export function environmentName({ flag }: OptionFacts): string {
  return `PAM_MOCK_${flag.replace(/^no-/, '').replaceAll('-', '_').toUpperCase()}`
}
