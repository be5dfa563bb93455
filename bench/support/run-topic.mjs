/** Runs one topic in a process of its own, so that no topic meets what another left in memory. */
const [name, effort] = process.argv.slice(2)
// Servers that the topic started end with this process, which they do not when a signal ends it.
process.on('SIGTERM', () => process.exit(1))
process.on('SIGINT', () => process.exit(1))

const topic = await import(`../topics/${name}.mjs`)
const rows = await topic.run(JSON.parse(effort))
process.send(rows, () => process.exit(0))
