// @ts-check
// Takes the lock of a data file, and ends or stops at some of the calls that it makes to the system. Arguments: the file;
// then for each of these `kill` or `stop`, `before` or `after`, and the number of the call. Prints `held` when it has the lock and waits then,
// or why it has not.
import { lock, realCalls } from '../../dist/kernel/store/durable/lock.js'

const [file = '', ...ends] = process.argv.slice(2)
let made = 0

/** @param {string} moment */
function perhapsEnd(moment) {
  for (let at = 0; at < ends.length; at += 3) {
    if (ends[at + 1] !== moment || Number(ends[at + 2]) !== made) continue
    process.kill(process.pid, ends[at] === 'kill' ? 'SIGKILL' : 'SIGSTOP')
  }
}

/** @template {(...args: any[]) => any} Call @param {Call} call @returns {Call} */
function counted(call) {
  return /** @type {Call} */ (
    (...args) => {
      made++
      perhapsEnd('before')
      const result = call(...args)
      if (!(result instanceof Promise)) {
        perhapsEnd('after')
        return result
      }
      return result.finally(() => perhapsEnd('after'))
    }
  )
}

const { listen, link, look, isHeld, remove } = realCalls
const calls = {
  listen: counted(listen),
  link: counted(link),
  look: counted(look),
  isHeld: counted(isHeld),
  remove: counted(remove),
}
try {
  await lock(file, calls)
  console.log('held')
  setInterval(() => undefined, 1000)
} catch (error) {
  console.log(/** @type {Error} */ (error).message)
}
