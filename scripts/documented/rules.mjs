// @ts-check
// How documented requests are put to a product that knows nothing of the documents' world: whose credentials they carry, and
// what of them is never sent.

/**
 * @typedef {object} Rules
 * @property {Readonly<Record<string, string>>} credentials what stands for a credential of the documents' world, by its text
 * @property {readonly string[]} headers headers that carry one, in small letters
 * @property {readonly string[]} queries parameters that carry one
 * @property {{ readonly path: string, readonly headers: Readonly<Record<string, string>>, readonly needs: string }} [session]
 *   a sign-in at this path gives a session, which later requests of a story carry
 * @property {Readonly<Record<string, string>>} never headers with which nothing is sent, and why
 * @property {Readonly<Record<string, string>>} [private] paths whose answers, other than refusals, are not read, and why
 */

/** @type {Readonly<Record<string, Rules>>} */
export const RULES = {
  sps: {
    credentials: {},
    headers: ['authorization', 'session_id', 'cookie'],
    queries: [],
    session: {
      path: '/api/authentication',
      headers: { cookie: 'session_id={{session}}' },
      needs: 'session',
    },
    never: { authorization: 'it tries a password' },
    private: { '/api/audit/sessions': 'it would show what users did' },
  },
  pmp: {
    credentials: { 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902': 'token' },
    headers: ['authtoken', 'app_authtoken'],
    queries: ['AUTHTOKEN'],
    never: { passphrase: 'a wrong passphrase counts', orgname: "it names an object of the documents' world" },
  },
  xtam: {
    credentials: {},
    headers: ['authorization', 'token', 'cookie'],
    queries: ['ticket', 'token'],
    never: {
      authorization: 'it tries a password',
      host: 'it names a host',
      token: 'it tries a token',
    },
  },
}
