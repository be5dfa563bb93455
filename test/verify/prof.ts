import { surfaces } from '../../src/surfaces.ts'
import { openBench } from '../../src/verify/bench.ts'
import { storiesOf } from '../../src/verify/stories.ts'
const s = surfaces.find((x) => x.name === (process.argv[2] ?? 'sps'))!
const bench = await openBench(s)
const stories = storiesOf(s)
for (let i = 0; i < 8; i++) {
  const t = process.cpuUsage()
  await bench.play({ profile: s.settings.profiles[0], knobs: {} }, stories, true)
  console.log(process.cpuUsage(t).user / 1000)
}
await bench.close()
