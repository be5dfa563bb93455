/** Something that the emulator is asked for, again whenever it may have changed. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { get, Problem } from '../../client/call.ts'
import { revision } from '../../client/session.ts'

export interface Resource<Data> {
  readonly data: Data | undefined
  readonly problem: string | undefined
  readonly reload: () => void
}

/** @param path below the control plane; nothing is asked without one @param also what makes the answer old when it changes */
export function useResource<Data>(path: string | undefined, also?: unknown): Resource<Data> {
  const [data, setData] = useState<Data>()
  const [problem, setProblem] = useState<string>()
  const [count, setCount] = useState(0)
  const asked = useRef<string>()
  const current = revision.value
  useEffect(() => {
    if (path === undefined) return undefined
    // What is shown of another path is wrong; of the same one, it is merely old.
    if (asked.current !== path) setData(undefined)
    asked.current = path
    let isWanted = true
    get<Data>(path).then(
      (answer) => {
        if (!isWanted) return
        setData(() => answer)
        setProblem(undefined)
      },
      (error: unknown) => {
        if (isWanted) setProblem(error instanceof Problem ? error.message : String(error))
      },
    )
    return () => {
      isWanted = false
    }
  }, [path, also, current, count])
  return { data, problem, reload: useCallback(() => setCount((before) => before + 1), []) }
}
