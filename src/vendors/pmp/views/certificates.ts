/** Certificates as answers show them. */
import { printDay } from '../domain/dates.ts'
import type { PmpWorld } from '../domain/world.ts'
import type { CertificateRow } from '../state.ts'
import { orderKeys } from '../wire/key-order.ts'

/** `Common Name`, `serialNumber` and `ExpiryDate` are what clients read; the rest is our reading. */
export function certificateRow(
  { settings }: PmpWorld,
  certificate: CertificateRow,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return orderKeys({
    'Common Name': certificate.commonName,
    serialNumber: certificate.serialNumber,
    ExpiryDate: printDay(certificate.expiresAt, settings.utcOffsetMinutes),
    Issuer: certificate.issuer,
    ...certificate.additionalFields,
    ...more,
  })
}
