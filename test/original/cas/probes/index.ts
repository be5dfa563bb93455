import type { Probe } from '../probe.ts'
import { cookieProbes } from './cookies.ts'
import { loginProbes } from './login.ts'
import { proxyProbes } from './proxy.ts'
import { serviceProbes } from './services.ts'
import { ticketProbes } from './tickets.ts'
import { timeProbes } from './times.ts'
import { validationProbes } from './validation.ts'

export const PROBES: readonly Probe[] = [
  ...ticketProbes,
  ...validationProbes,
  ...loginProbes,
  ...cookieProbes,
  ...proxyProbes,
  ...serviceProbes,
  ...timeProbes,
]
