#!/usr/bin/env node
/** The command `pam-mock`. */
import { loadProgram } from './load-program.ts'

await loadProgram().run()
