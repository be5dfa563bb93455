/** Every documented XTAM exchange, as data under fixtures/documented/xtam. */
import { xtam } from '../../src/vendors/xtam/index.ts'
import { documentedTests } from '../support/documented.ts'

documentedTests('xtam', [xtam])
