/** The sample requests of the guide's pages as printed, run by a shell and curl; only what stands in angle brackets is filled in. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sps } from '../../../src/vendors/sps/index.ts'
import { startWholeServer, type RunningServer } from '../../support/server.ts'
import { has, run } from '../../support/tools.ts'

const canRun = has('curl', '--version') && has('bash', '--version')

/** A line, and the page that prints it. */
type Printed = readonly [line: string, page: string]

const LOGIN =
  'curl --basic --user <username>:<password> --cookie-jar cookies --insecure https://<SPS-IP-address>/api/authentication'

const READ: readonly Printed[] = [
  [
    'curl -X GET https://<IP-address-of-SPS>/api/authentication/login_methods',
    '8.0 LTS, Authenticate to the SPS REST API',
  ],
  ['curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration', 'tutorial'],
  ['curl --cookie cookies --insecure https://<IP-address-of-SPS>/api/configuration/aaa/settings', 'tutorial'],
  [
    'curl --cookie cookies https://<IP-address-of-Safeguard-for-Privileged-Sessions>/api/user_info',
    '5.x, Retrieve user information',
  ],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/http/authentication_policies',
    'doc1931473',
  ],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/local_services/cluster',
    'doc1582762',
  ],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/management/snmp/trap', '7.4 page 15'],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/plugins', '7.2 page 49'],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/policies/audit_policies',
    '6.0.2 page 22',
  ],
  [
    'curl --cookie cookies --request GET https://<IP-address-of-SPS>/api/configuration/policies/audit_policies',
    'doc2039693',
  ],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/rdp/connections/', '6.0.9 page 28'],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/rdp/connections/<connection-key>',
    '6.0.9 page 28',
  ],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/<protocol>/channel_policies',
    '5.7.0 page 17',
  ],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/vnc/options', 'doc1918856'],
  ['curl --cookie cookies https://<IP-address-of-any-node-in-cluster>/api/cluster', 'hosted guide, page 22'],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/firmware/slots', 'doc2250232'],
  ['curl -X GET -b "${COOKIE_PATH}" https://<address-of-SPS>/api/firmware/slots', '8.0 LTS page 8'],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/audit/sessions', 'doc1621301'],
  ['curl --cookie cookies https://<IP-address-of-SPS>/api/audit/sessions/<session-id>', 'doc1621301'],
  [
    'curl --cookie cookies "https://<IP-address-of-SPS>/api/audit/sessions/<session-id>/alerts"',
    '6.0.14 LTS page 35',
  ],
  [
    'curl --cookie cookies "https://<IP-address-of-SPS>/api/audit/sessions/<session-id>/trail_downloads"',
    '6.9.5 page 40',
  ],
  [
    'curl --cookie cookies https://<IP-address-of-SPS>/api/audit/sessions/<session-id>/content/?q=<my-search-expression>',
    '6.9.2 page 38',
  ],
]

const CHANGE: readonly Printed[] = [
  [
    'curl --data "" --cookie cookies --insecure -X POST https://<IP-address-of-SPS>/api/transaction',
    'tutorial',
  ],
  [
    'curl -H "Content-Type: application/json" -d @body.json --cookie cookies --insecure -X PUT https://<IP-address-of-SPS>/api/configuration/aaa/settings',
    'tutorial',
  ],
  [
    `curl -X POST -H "Content-Type: application/json" --cookie cookies https://<IP-address-of-SPS>/api/configuration/passwords --data '{"plain": "newpassword"}'`,
    '6.9.3 page 17',
  ],
  [
    'curl -X POST -H "Content-Type: application/zip" --cookie cookies https://<IP-address-of-SPS>/api/upload/plugins --data-binary @<path-to-plugin.zip>',
    '6.0.12, Upload a plugin',
  ],
  [
    `curl -X POST -H "Content-Type: application/json" --cookie cookies https://<IP-address-of-Central-Management-node>/api/cluster/configuration_sync_plugin --data '{"enabled": false}'`,
    'doc2250304',
  ],
  [
    `curl -X POST -H "Content-Type: application/json" --cookie cookies https://<IP-address-of-node-to-join-to-cluster>/api/cluster/join_request --data '{"central_management_address": "<IP-of-Central-Management-node>"}'`,
    '7.0.3 LTS page 23',
  ],
  // Printed with a hyphen before "https:", which curl takes for options.
  [
    'curl --cookie cookies -X DELETE https://<IP-address-of-SPS>/api/configuration/ssh/channel_policies/<object-id>',
    'doc1234057',
  ],
  [
    `curl -H "Content-Type: application/json" -d '{"status": "commit","message": "My commit message"}' --cookie cookies --insecure -X PUT https://<IP-address-of-SPS>/api/transaction`,
    'tutorial',
  ],
]

/** A zip archive with a MANIFEST (name, description, version, type aa, api, entry_point, scb_min_version) and the file it names. */
const PLUGIN =
  'UEsDBBQAAAAIAAAAIVCy0aWmawAAAIgAAAAIAAAATUFOSUZFU1Q9jEEOhCAMRfecoheQ6MKNdzCZG5AOEqeJlAaKCbcXNZnt++99xhgWWNvwOepObLZQfCZRSnxj8LVoioBVf4GVPN4LyCufIZdHnOxotEl/QjQo9JIe5OYkEesCEYmtNFP810Vi929nO3b3AlBLAwQUAAAACAAAACFQcdCu5h4AAAAfAAAABwAAAG1haW4ucHlLzkksLlYIyClNz8zTyE/KSk0u0bTiUgCCAqAEFwBQSwECFAMUAAAACAAAACFQstGlpmsAAACIAAAACAAAAAAAAAAAAAAAgAEAAAAATUFOSUZFU1RQSwECFAMUAAAACAAAACFQcdCu5h4AAAAfAAAABwAAAAAAAAAAAAAAgAGRAAAAbWFpbi5weVBLBQYAAAAAAgACAGsAAADUAAAAAAA='

const SETTINGS = {
  backend: {
    cracklib_enabled: true,
    expiration_days: 0,
    minimum_password_strength: 'good',
    remember_previous_passwords: 10,
    selection: 'local',
  },
  method: { selection: 'passwd' },
  require_commitlog: false,
}

describe.runIf(canRun).each(['7.0', '7.5', '8.0'])("the guide's sample requests against %s", (profile) => {
  const start = (): Promise<RunningServer> =>
    startWholeServer({ profiles: { sps: profile } }, { surfaces: [sps] })

  it('read, one after another, with the cookies of the login', async () => {
    const server = await start()
    await ask(server, LOGIN)
    for (const [line, page] of READ) {
      const json = await ask(server, line)
      expect(json.error, `${page}: ${line}`).toBeUndefined()
      const path = filled(server, line).split(server.authorities[0]!)[1]!
      expect(path.replace(/["?].*$/, '').replace(/\/$/, ''), page).toBe(json.meta.href)
    }
  })

  it('list every protocol that the page names', async () => {
    const server = await start()
    await ask(server, LOGIN)
    for (const protocol of ['http', 'ica', 'rdp', 'ssh', 'telnet', 'vnc']) {
      const line = `curl --cookie cookies https://<IP-address-of-SPS>/api/configuration/${protocol}/channel_policies`
      expect((await ask(server, line)).items.length, protocol).toBeGreaterThan(0)
    }
  })

  it('test a firmware and upgrade to it, without a word about the content', async () => {
    const server = await start()
    await ask(server, LOGIN)
    const upload =
      'curl --cookie cookies -X POST --data-binary @plugin.zip https://<IP-address-of-SPS>/api/upload/firmware'
    writeFileSync(join(server.folder, 'plugin.zip'), 'an image')
    const { key } = await ask(server, upload)
    for (const [name, data] of [
      ['test', `{"slot_id": ${key}}`],
      ['upgrade', `{"slot_id": ${key}, "message": null}`],
    ]) {
      const line = `curl --cookie cookies https://<IP-address-of-SPS>/api/firmware/${name} --data '${data}'`
      expect((await ask(server, line)).body.test_summary, line).toContain('HA check finished')
    }
  })

  it('change, in one transaction from opening it to its commit', async () => {
    const server = await start()
    await ask(server, LOGIN)
    await prepareCluster(server)
    writeFileSync(join(server.folder, 'body.json'), JSON.stringify(SETTINGS))
    writeFileSync(join(server.folder, 'plugin.zip'), Buffer.from(PLUGIN, 'base64'))
    for (const [line, page] of CHANGE) {
      const { error, meta, plugin: chosen } = await ask(server, line)
      expect(error, `${page}: ${line}`).toBeUndefined()
      expect(meta ?? chosen, page).toBeDefined()
    }
    const read = 'curl --cookie cookies https://<IP-address-of-SPS>/api/configuration'
    expect((await ask(server, `${read}/aaa/settings`)).body).toEqual(SETTINGS)
    expect((await ask(server, `${read}/ssh/channel_policies/<object-id>`)).error.type).toBe('NotFound')
    const { items } = await ask(server, `${read}/plugins/aa`)
    expect(items.map(({ meta }: any) => meta.href).length).toBeGreaterThan(2)
  })
})

/** A cluster's interface is enabled in a transaction of its own, and a channel policy is there that nothing refers to. */
async function prepareCluster(server: RunningServer): Promise<void> {
  const curl = 'curl --cookie cookies -H "Content-Type: application/json"'
  const tree = 'https://<IP-address-of-SPS>/api/configuration'
  const listen_address = 'nic3.interfaces.ff7574025754b3df1647003.addresses.1'
  const cluster = JSON.stringify({ enabled: true, listen_address })
  await ask(server, `${curl} -X PUT -d '${cluster}' ${tree}/local_services/cluster`)
  const policy = JSON.stringify({ name: 'unused', rules: [] })
  const { key } = await ask(server, `${curl} -X POST -d '${policy}' ${tree}/ssh/channel_policies`)
  values.set(server, key)
  await ask(server, `${curl} -X PUT -d '{"status": "commit"}' https://<IP-address-of-SPS>/api/transaction`)
}

/** The object that is to be deleted, by server. */
const values = new WeakMap<RunningServer, string>()

function filled(server: RunningServer, line: string): string {
  const host = server.authorities[0]!
  const known: Readonly<Record<string, string>> = {
    username: 'admin',
    password: 'a',
    'connection-key': '12932832285a830b4d2f5d7',
    protocol: 'ssh',
    'session-id': 'qbDgP4YB6q61cSrUGJic',
    'my-search-expression': 'man%20iptables',
    'path-to-plugin.zip': 'plugin.zip',
    'object-id': values.get(server) ?? '',
    'IP-of-Central-Management-node': '10.0.0.5',
  }
  return line.replaceAll(/<([^>]+)>/g, (_, name: string) => known[name] ?? host)
}

async function ask(server: RunningServer, line: string): Promise<any> {
  const { code, stdout, stderr } = await run(
    'bash',
    ['-c', `cd "$HOME_OF_TEST" && ${filled(server, line)}`],
    {
      HOME_OF_TEST: server.folder,
      COOKIE_PATH: 'cookies',
      CURL_CA_BUNDLE: server.caFile,
      no_proxy: '*',
    },
  )
  expect(code, `${line}\n${stderr}`).toBe(0)
  return JSON.parse(stdout)
}
