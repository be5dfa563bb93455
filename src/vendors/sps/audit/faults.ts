/** What can be wrong with a search, in the product's words and in ours. */
import { SpsError, topic } from '../errors.ts'

const SOURCE = `${topic('doc1582861')}; SafeguardPowerBI maps 400 to a wrong filter (type and details are our reading)`

/** A parameter of a search that cannot be used. */
export function invalidParameter(parameter: string, problem: string, position?: number): SpsError {
  return new SpsError(
    'invalid-query',
    {
      rule: `sps.audit.${parameter.replaceAll('_', '-')}`,
      message: `The parameter "${parameter}" ${problem}${position === undefined ? '' : ` (at position ${position})`}.`,
      source: SOURCE,
    },
    { parameter, reason: problem, ...(position !== undefined && { position }) },
  )
}
