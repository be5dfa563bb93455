/**
 * Loads the command's code as the build left it: one file, and beside it what V8 has compiled of it at an earlier start.
 * Compiling as it goes is a quarter of what a start takes, and Node 20 keeps nothing of it by itself.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** A function of CommonJS's five names, in ASCII: `latin1` reads it as it is, and V8 keeps one byte for a character. */
const CODE = join(import.meta.dirname, '../bundle/program.cjs')
/** What the stack of an error calls it. V8 keeps that as well, so where the package was built must be no part of it. */
const NAME = 'pam-mock/dist/bundle/program.cjs'
/** Fits the version of Node that made it, and is left unused by any other. */
const COMPILED = `${CODE}.cache`

export interface Program {
  run(): Promise<void>
  /** Keeps what is compiled by now for the next start. */
  keepCompiled(): void
}

export function loadProgram(): Program {
  const cachedData = existsSync(COMPILED) ? readFileSync(COMPILED) : undefined
  const script = new Script(readFileSync(CODE, 'latin1'), {
    filename: NAME,
    ...(cachedData && { cachedData }),
  })
  const module = { exports: {} as Pick<Program, 'run'> }
  const define = script.runInThisContext() as (...names: unknown[]) => void
  define(module.exports, createRequire(CODE), module, CODE, dirname(CODE))
  return {
    run: () => module.exports.run(),
    keepCompiled: () => writeFileSync(COMPILED, script.createCachedData()),
  }
}
