/** What a call is given of the request, and of what stands around it. */
import type { FastifyRequest } from 'fastify'
import { originOf } from '../kernel/http/http.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import type { ControlContext, Ports } from './context.ts'
import type { Document } from './schemas/answers.ts'
import type { Ask } from './sign-in.ts'

export interface Call {
  readonly kernel: Kernel
  /** The workspace that the request chose. */
  readonly workspace: Workspace
  /** None when the app listens nowhere. */
  readonly ports: Ports | undefined
  /** `host:port` that the request was sent to. */
  readonly host: string
  /** The same with its scheme. */
  readonly origin: string
  /** Whether what all workspaces share is reached by that address, too. */
  readonly isShared: boolean
  /** Stopwatch reading when the control plane was made. */
  readonly startedAt: number
  readonly version: string
  /** Sends a request to the products, where there are some beside the control plane. */
  readonly ask: Ask | undefined
  /** The control plane's own OpenAPI document. */
  readonly describe: () => Document
  /** A header of the request, by its name in lower case. */
  readonly header: (name: string) => string | undefined
}

export function callOf(context: ControlContext, request: FastifyRequest): Call {
  const { kernel, ports, startedAt, version, describe, ask } = context
  return {
    kernel,
    workspace: request.workspace,
    ports,
    host: request.headers.host ?? 'localhost',
    origin: originOf(request),
    isShared: !ports || ports.isShared(request.raw),
    startedAt,
    version,
    describe,
    ask,
    header: (name) => request.headers[name]?.toString(),
  }
}
