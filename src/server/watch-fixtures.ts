/** Takes fixtures up again whenever their files change. */
import { watch } from 'node:fs'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config/load-config.ts'
import { fixtureSource } from '../config/fixture-source.ts'
import { UserError } from '../kernel/errors.ts'
import type { Kernel } from '../kernel/kernel.ts'

/** Editors write a file in several steps; so long after the last one it is read. */
const QUIET_MS = 100

/** @returns how to stop watching */
export function watchFixtures(kernel: Kernel, config: Config, logger?: FastifyBaseLogger): () => void {
  const { fixtures } = config
  if (!config.watch || fixtures === undefined) return () => undefined
  const reload = (): void => {
    try {
      kernel.takeFixtures(fixtureSource(config, kernel.surfaces))
      logger?.info(`The fixtures in ${fixtures} have changed; every world on them began anew.`)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      logger?.error(
        `The fixtures in ${fixtures} have changed and cannot be used, all stays as it was: ${error.message}`,
      )
    }
  }
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(fixtures, { recursive: true, persistent: false }, () => {
    clearTimeout(timer)
    timer = setTimeout(reload, QUIET_MS)
  })
  watcher.on('error', (error) => logger?.error({ err: error }, `${fixtures} cannot be watched any more.`))
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
