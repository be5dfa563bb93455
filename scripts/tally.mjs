// @ts-check
// Prints "N passed, N failed" for a vitest JSON report. A test file that could not even be loaded holds no tests,
// so it counts as one failure itself.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
/** @type {{ status: string, assertionResults: { status: string }[] }[]} */
const files = report.testResults
const unloaded = files.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
)
const passed = report.numPassedTests
const failed = report.numFailedTests + unloaded.length

console.log(`${passed} passed, ${failed} failed`)
if (failed > 0 || passed === 0) process.exitCode = 1
