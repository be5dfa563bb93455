/** Counts for Prometheus. The library that writes them down is loaded when somebody first asks. */
import type { Registry } from 'prom-client'
import type { Kernel } from '../kernel/kernel.ts'
import type { TrafficCount } from '../kernel/journal/traffic.ts'

/** Counts as they are now. */
export async function openRegistry(kernel: Kernel): Promise<Registry> {
  const { default: client } = await import('prom-client')
  const { Counter, Gauge, Registry } = client
  const registers = [new Registry()]
  const labelNames = ['surface', 'operation', 'status'] as const
  const labels = ({ surface = '', operation = '', status }: TrafficCount) => ({ surface, operation, status })
  void new Counter({
    name: 'pam_mock_requests_total',
    help: 'Requests to the products, by operation and status; status 0 is a connection that a fault has cut.',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const count of kernel.traffic.list()) this.inc(labels(count), count.requests)
    },
  })
  void new Counter({
    name: 'pam_mock_request_seconds_total',
    help: 'Time spent on requests to the products.',
    labelNames,
    registers,
    collect() {
      this.reset()
      for (const count of kernel.traffic.list()) this.inc(labels(count), count.durationMs / 1000)
    },
  })
  void new Gauge({
    name: 'pam_mock_workspaces',
    help: 'Workspaces there are.',
    registers,
    collect() {
      this.set(kernel.workspaceCount)
    },
  })
  void new Gauge({
    name: 'pam_mock_journal_entries',
    help: 'Journal entries kept, over all workspaces.',
    registers,
    collect() {
      this.set(kernel.workspaces().reduce((sum, { journal }) => sum + journal.size, 0))
    },
  })
  void new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  return registers[0]!
}
