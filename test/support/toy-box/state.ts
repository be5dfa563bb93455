/** What a toy box remembers. */
import { slice, table } from '../../../src/kernel/store/table.ts'

export interface Toy {
  readonly name: string
  readonly colour: string
}

export const toySlice = slice('toy', { toys: table<Toy>() })
