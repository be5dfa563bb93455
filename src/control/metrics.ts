/** Counts for Prometheus, in its text format (version 0.0.4). */
import type { TrafficCount } from '../kernel/journal/traffic.ts'
import type { Kernel } from '../kernel/kernel.ts'

type Labels = Readonly<Record<string, string | number>>

interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly (readonly [labels: Labels, value: number])[]
}

/** Counts as they are now. */
export function metricsOf(kernel: Kernel): string {
  return metrics(kernel).map(written).join('\n')
}

function metrics(kernel: Kernel): Metric[] {
  const traffic = kernel.traffic.list()
  const entries = kernel.workspaces().reduce((sum, { journal }) => sum + journal.size, 0)
  return [
    {
      name: 'pam_mock_requests_total',
      help: 'Requests to the products, by operation and status; status 0 is a connection that a fault has cut.',
      type: 'counter',
      samples: traffic.map((count) => [labelsOf(count), count.requests]),
    },
    {
      name: 'pam_mock_request_seconds_total',
      help: 'Time spent on requests to the products.',
      type: 'counter',
      samples: traffic.map((count) => [labelsOf(count), count.durationMs / 1000]),
    },
    gauge('pam_mock_workspaces', 'Workspaces there are.', kernel.workspaceCount),
    gauge('pam_mock_journal_entries', 'Journal entries kept, over all workspaces.', entries),
    gauge('process_resident_memory_bytes', 'Resident memory of the process.', process.memoryUsage.rss()),
  ]
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [[{}, value]] }
}

function labelsOf({ surface = '', operation = '', status }: TrafficCount): Labels {
  return { surface, operation, status }
}

function written({ name, help, type, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => `${name}${writtenLabels(labels)} ${value}`)
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}

/** Names of operations and surfaces need no escapes; a quote in one would be a slip of ours. */
function writtenLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(String(value))}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
