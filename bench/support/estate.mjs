/** A PMP estate of a given number of accounts, a hundred to a resource, all owned by one administrator. */
export const ESTATE_TOKEN = 'BENCH000-0000-4000-8000-000000000001'

export function estate(accounts) {
  const resources = []
  for (let first = 1; first <= accounts; first += 100) {
    resources.push({
      id: String(resources.length + 1),
      name: `server-${resources.length + 1}`,
      type: 'Linux',
      owner: 'admin',
      accounts: Array.from({ length: Math.min(100, accounts - first + 1) }, (_, n) => ({
        id: String(first + n),
        name: `account-${first + n}`,
        password: `Fake-${first + n}`,
      })),
    })
  }
  const admin = { id: '1', login: 'admin', role: 'Administrator', api: { token: ESTATE_TOKEN } }
  return { users: [admin], policies: [{ name: 'Strong', minLength: 8 }], resources }
}

/** A request for the password of an account in the middle of the estate. */
export function estateRequest(base, accounts) {
  const account = Math.ceil(accounts / 2)
  const resource = Math.ceil(account / 100)
  const path = `/restapi/json/v1/resources/${resource}/accounts/${account}/password`
  return { url: base + path, headers: { AUTHTOKEN: ESTATE_TOKEN } }
}
