import { sps } from '../../src/vendors/sps/index.ts'
import { documentedTests } from '../support/documented.ts'

documentedTests('sps', [sps])
