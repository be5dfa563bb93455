/** Said by a server of the benchmark to its parent: what processor time it has used, and where it went. */

/** Answers the parent's questions; in the process that is to be priced. */
export function tellPrice() {
  let session
  const answers = {
    used: () => process.cpuUsage(),
    async 'profile begins'() {
      // Loaded late: how soon these servers answer is measured, too.
      const { Session } = await import('node:inspector/promises')
      session = new Session()
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: 200 })
      await session.post('Profiler.start')
    },
    async 'profile ends'() {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      return sharesOf(profile)
    },
  }
  const tell = async ({ id, question }) => process.send?.({ id, answer: await answers[question]() })
  process.on('message', (message) => void tell(message))
  // Who is asked must not be kept alive by that, and must end with who asks.
  process.on('disconnect', () => process.exit(0))
}

/** Where code is at home, by the folder that it comes from. */
const HOMES = [
  ['listener', /\/(?:dist|src)\/(?:server|tls|app)\//],
  ['kernel', /\/(?:dist|src)\/(?:kernel|control)\//],
  ['surface', /\/(?:dist|src)\/vendors\//],
  ['framework', /\/node_modules\//],
  ['node', /^node:/],
]

/** @returns by home, the share of the samples in which the process was not idle */
function sharesOf({ nodes, samples }) {
  const homes = new Map(nodes.map(({ id, callFrame }) => [id, homeOf(callFrame)]))
  const counts = {}
  let busy = 0
  for (const id of samples) {
    const home = homes.get(id)
    if (home === 'idle') continue
    counts[home] = (counts[home] ?? 0) + 1
    busy++
  }
  return Object.fromEntries(Object.entries(counts).map(([home, count]) => [home, count / busy]))
}

function homeOf({ functionName, url }) {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'collector'
  // The system's calls, and what is compiled into Node: `(program)`, and functions without a file.
  if (url === '') return 'native'
  return HOMES.find(([, pattern]) => pattern.test(url))?.[0] ?? 'other'
}
