import { pmp } from '../../src/vendors/pmp/index.ts'
import { documentedTests } from '../support/documented.ts'

documentedTests('pmp', [pmp])
