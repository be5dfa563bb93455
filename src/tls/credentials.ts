/** What a server shows in a TLS handshake, in PEM. */
export interface TlsCredentials {
  /** The certificate, then the rest of its chain. */
  readonly cert: string
  readonly key: string
  /** The authority of client certificates; without it `authorized` is false for all of them. */
  readonly ca?: string
}
