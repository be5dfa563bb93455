/** What the journal shows to people: no secret in clear, and no key hidden. */
import { describe, expect, it } from 'vitest'
import { startSps, type Sps } from './client.ts'

const journalled = (sps: Sps): string => JSON.stringify(sps.workspace.journal.list().entries)

describe('the journal', () => {
  it('masks the credential of a Starling join, and not the key of the answer', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.post('/api/starling/join', {
      environment: 'prod',
      token_endpoint: 'https://example.com',
      credential_string: 'fake-credential',
    })
    await admin.get('/api/starling/join')
    expect(journalled(sps)).not.toMatch(/fake-credential|not-a-real-tims-license/)
    expect(journalled(sps)).toContain(String.raw`\"key\":\"join\"`)
  })

  it.each([{ plain: 'fake-secret' }, { hash: '$6$fake-secret' }])(
    'masks a password sent as %j',
    async (body) => {
      const sps = await startSps()
      const admin = await sps.login()
      const { json } = await admin.post('/api/configuration/passwords', body)
      await admin.get(`/api/configuration/passwords/${json.key}`)
      expect(journalled(sps)).not.toContain('fake-secret')
      expect(journalled(sps)).toContain(json.key)
    },
  )

  it('masks the token of a new API key, and not its key', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post('/api/user/api_keys', { name: 'ci' })
    expect(json.body.token).toMatch(/./)
    expect(journalled(sps)).not.toContain(json.body.token)
    expect(journalled(sps)).toContain(json.key)
  })

  it.each(['community', 'passphrase', 'shared_secret', 'auth_password', 'encryption_password'])(
    'masks %s, wherever an object holds it',
    async (name) => {
      const sps = await startSps()
      const admin = await sps.login()
      await admin.put('/api/configuration/local_services/snmp_agent', {
        enabled: true,
        version: { [name]: 'fake-secret' },
      })
      expect(journalled(sps)).not.toContain('fake-secret')
    },
  )
})
