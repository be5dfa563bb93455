/** What the entry points do; the package holds it once, whichever of them is imported or required. */
export { UserError } from '../kernel/errors.ts'
export { openForAll, openForTests } from './attach.ts'
export { buildApp } from './build-app.ts'
export { connectPamMock } from './connect.ts'
export { startPamMock } from './start.ts'
export { matchers } from './matchers.ts'
export { useWith } from './test-helper.ts'
export { PamMockError } from './transport.ts'
