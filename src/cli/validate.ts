/** `pam-mock validate`: everything that is wrong with a configuration and its fixtures, and not just the first of it. */
import { openCertificates } from '../tls/server-certificates.ts'
import type { Config } from '../config/load-config.ts'
import { fixtureSource } from '../config/fixture-source.ts'
import { checkSettings } from '../kernel/world/settings.ts'
import { UserError } from '../kernel/errors.ts'
import { readFixtures, type FixtureSource } from '../kernel/fixtures.ts'
import { fillSlice } from '../kernel/store/filled-slice.ts'
import { createKernel } from '../server/server.ts'
import { surfaces } from '../surfaces.ts'

/** @param read reads the configuration @throws UserError in a sentence for each fault */
export async function validate(read: () => Config): Promise<void> {
  const faults: string[] = []
  const config = complain(faults, read)
  if (config) {
    complain(faults, () => checkSettings(surfaces, { profiles: config.profiles, overrides: config.settings }))
    const source = complain(faults, () => fixtureSource(config, surfaces))
    if (source) complain(faults, () => checkFixtures(source))
    if (faults.length === 0) await checkCertificates(config, faults)
  }
  if (faults.length === 0) {
    console.log(`Nothing is wrong. The world is ${config?.fixtures ?? 'the built-in one'}.`)
    return
  }
  for (const fault of faults) console.log(fault)
  throw new UserError(faults.length === 1 ? '1 fault.' : `${faults.length} faults.`)
}

/** Fixtures of the right form may still not hang together; each surface tells by filling its tables. */
function checkFixtures(source: FixtureSource): void {
  const read = readFixtures(surfaces, source)
  const faults: string[] = []
  for (const { name, slice, fixtures } of surfaces) {
    const data = [...read].find(([surface]) => surface.name === name)?.[1]
    complain(faults, () => fillSlice(slice, (tables) => fixtures.seed(data, tables)))
  }
  if (faults.length > 0) throw new UserError(faults[0]!, faults)
}

/** Files of the user's are read; nothing is generated. */
async function checkCertificates(config: Config, faults: string[]): Promise<void> {
  if (config.tlsCert === undefined) return
  try {
    await openCertificates(config, createKernel(config))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    faults.push(...error.all)
  }
}

function complain<Result>(faults: string[], act: () => Result): Result | undefined {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    faults.push(...error.all)
    return undefined
  }
}
