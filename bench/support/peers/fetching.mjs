/** A loop of `fetch`, sixteen at a time. Argument: `{ url, headers }`. */
const AT_A_TIME = 16

/** Tells how many answers a second there were when it is asked so. */
export function tellRate(url, headers) {
  process.on('disconnect', () => process.exit(0))
  process.on('SIGTERM', () => process.exit(0))
  const tell = async ({ id, question: { seconds } }) =>
    process.send?.({ id, answer: { rate: await rate(url, headers, seconds) } })
  process.on('message', (message) => void tell(message))
  console.log(JSON.stringify({}))
}

async function rate(url, headers, seconds) {
  const began = performance.now()
  const end = began + seconds * 1000
  let answers = 0
  const one = async () => {
    while (performance.now() < end) {
      const answer = await fetch(url, { headers })
      if (!(await answer.text()).includes('PASSWORD')) throw new Error(`A bad answer: ${answer.status}`)
      answers++
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, one))
  return answers / ((performance.now() - began) / 1000)
}

if (process.argv[1] === import.meta.filename) {
  const { url, headers } = JSON.parse(process.argv[2])
  tellRate(url, headers)
}
