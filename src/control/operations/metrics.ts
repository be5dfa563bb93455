/** Counts for Prometheus. */
import { metricsOf } from '../metrics.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const metricsGet = operation({
  id: 'control.metrics.get',
  route: 'GET /metrics',
  summary: 'Counts for Prometheus',
  media: 'text/plain; version=0.0.4; charset=utf-8',
  answers: { 200: answers.plainText },
  run: ({ kernel }) => ok(metricsOf(kernel)),
})
