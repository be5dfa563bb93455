/**
 * The control plane: what the people who run tests ask of the mock itself. It is served as a surface is, and is none: no
 * journal shows it and no fault meets it. A request's workspace is chosen by the kernel before it comes here.
 */
import { readVersion } from '../config/package.ts'
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Served } from '../kernel/surface/surface.ts'
import { stopwatch } from '../kernel/world/clock.ts'
import { acceptJson } from './body.ts'
import type { ControlOptions } from './context.ts'
import { sendError } from './envelope.ts'
import { describePlane } from './openapi.ts'
import { operations } from './operations/index.ts'
import { findCall } from './paths.ts'
import { pipelineOf } from './pipeline.ts'
import type { Document } from './schemas/answers.ts'

export type { ControlOptions, Ports } from './context.ts'
export type { Ask } from './sign-in.ts'

export function controlPlane(kernel: Kernel, options: ControlOptions): Served {
  let document: Document | undefined
  const describe = (): Document => (document ??= describePlane(operations))
  return {
    name: 'control',
    roots: [CONTROL_ROOT],
    find: findCall,
    pipeline: pipelineOf({ ...options, kernel, startedAt: stopwatch(), version: readVersion(), describe }),
    sendError,
    scope: acceptJson,
  }
}
