/** The report: a table for people, or JSON. */
import { cpus } from 'node:os'
import { describeBar, verdict } from './bars.mjs'

/** Of fewer rounds the median says too little. */
const ROUNDS_FOR_A_VERDICT = 10

export function json({ effort, rows, failures }) {
  return JSON.stringify(
    { ...machine(), effort, rows: rows.map((row) => judged(row, effort)), failures },
    null,
    2,
  )
}

export function table({ effort, rows, failures }) {
  const { node, cpu, cores } = machine()
  const { rounds, seconds } = effort
  const judges = rounds >= ROUNDS_FOR_A_VERDICT
  return [
    `Node ${node}, ${cores} cores of ${cpu}; ${rounds} rounds, bursts of ${seconds} s. A name says "what / against what".`,
    '',
    '| topic | what | unit | figure | against | ratio (lowest to highest) | bar | verdict |',
    '| --- | --- | --- | ---: | ---: | --- | --- | --- |',
    ...rows.map((row) => line(row, judges)),
    ...shares(rows),
    ...failures.map(({ topic, message }) => `\n${topic} failed: ${message}`),
  ].join('\n')
}

function line(row, judges) {
  const { topic, name, unit, first, second, ratio, lowest, highest, bar } = row
  const span = `${figure(ratio)} (${figure(lowest)} to ${figure(highest)})`
  const held = bar ? `${describeBar(bar)} | ${judges ? verdict(row) : '-'}` : '- | -'
  return `| ${topic} | ${name} | ${unit} | ${figure(second)} | ${figure(first)} | ${span} | ${held} |`
}

/** Where a request's processor time goes, for the rows that know. */
function shares(rows) {
  const known = rows.filter((row) => row.shares)
  if (known.length === 0) return []
  const homes = ['listener', 'kernel', 'surface', 'framework', 'node', 'collector', 'native']
  return [
    '',
    `| µs of one request | all | ${homes.join(' | ')} |`,
    `| --- | ---: | ${homes.map(() => '---:').join(' | ')} |`,
    ...known.map(({ name, second, shares }) => {
      const parts = homes.map((home) => figure(second * (shares[home] ?? 0)))
      return `| ${name.split(' / ')[0]} | ${figure(second)} | ${parts.join(' | ')} |`
    }),
  ]
}

/** Three digits, more only before the point. */
function figure(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function judged(row, { rounds }) {
  return row.bar && rounds >= ROUNDS_FOR_A_VERDICT ? { ...row, verdict: verdict(row) } : row
}

function machine() {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length }
}
