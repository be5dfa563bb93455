type Names = Readonly<Record<string, string>>

/**
 * What a test reaches for by name in the world that an emulator started with: `mock.world.pmp.tokens.administrator`.
 * It is read when the handle is opened; what a test changes later is found in `state`.
 */
export interface World {
  readonly xtam: {
    /** Passwords by login. */
    readonly users: Names
    /** Authentication tokens by their user's login. */
    readonly tokens: Names
    /** Ids by name. */
    readonly records: Names
    readonly folders: Names
    readonly recordTypes: Names
  }
  readonly sps: {
    /** Passwords of the built-in users. */
    readonly users: Names
  }
  readonly pmp: {
    /** Tokens by login, and by role (`administrator`, `passwordUser`) for the first user of it. */
    readonly tokens: Names
    /** Ids by name. */
    readonly resources: Names
    /** Ids by `resource/account`. */
    readonly accounts: Names
  }
}
