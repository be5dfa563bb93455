/** Calls to the control plane of an app under test. */
import type { InjectOptions, Response } from 'light-my-request'
import { startApp, type StartOptions, type TestApp } from './app.ts'
import { toyFixtures } from './toy-box/fixtures.ts'
import { toySurface } from './toy-box/index.ts'

export interface ControlledApp extends TestApp {
  /** Sends a request to the control plane; `body` goes as JSON. */
  control(method: string, path: string, body?: unknown, more?: Partial<InjectOptions>): Promise<Response>
  /** Sends a request to the toy surface. */
  play(path: string, more?: Partial<InjectOptions>): Promise<Response>
}

/** An app that serves the toy surface and the control plane. */
export async function startControlled(options: Partial<StartOptions> = {}): Promise<ControlledApp> {
  const test = await startApp({ surfaces: [toySurface], fixtures: toyFixtures, ...options })
  return {
    ...test,
    control: (method, path, body, more) =>
      test.app.inject({
        method: method as 'GET',
        url: path.startsWith('/w/') ? path : `/__mock${path}`,
        ...(body === undefined ? {} : { payload: body as object }),
        ...more,
      }),
    play: (path, more) => test.app.inject({ method: 'GET', url: path, ...more }),
  }
}
