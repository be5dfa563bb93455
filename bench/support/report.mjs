/** The report: a table for people, or JSON. */
import { cpus } from 'node:os'
import { describeBar, verdict } from './bars.mjs'

export function json({ effort, rows, failures }) {
  return JSON.stringify({ ...machine(), effort, rows: rows.map(judged), failures }, null, 2)
}

export function table({ effort, rows, failures }) {
  const { node, cpu, cores } = machine()
  const { rounds, seconds } = effort
  return [
    `Node ${node}, ${cores} cores of ${cpu}; ${rounds} rounds, bursts of ${seconds} s. A name says "what / against what".`,
    '',
    '| topic | what | unit | figure | against | ratio (lowest to highest) | bar | verdict |',
    '| --- | --- | --- | ---: | ---: | --- | --- | --- |',
    ...rows.map(line),
    ...failures.map(({ topic, message }) => `\n${topic} failed: ${message}`),
  ].join('\n')
}

function line(row) {
  const { topic, name, unit, first, second, ratio, lowest, highest, bar } = row
  const span = `${figure(ratio)} (${figure(lowest)} to ${figure(highest)})`
  const held = bar ? `${describeBar(bar)} | ${verdict(row)}` : '- | -'
  return `| ${topic} | ${name} | ${unit} | ${figure(second)} | ${figure(first)} | ${span} | ${held} |`
}

/** Three digits, more only before the point. */
function figure(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function judged(row) {
  return row.bar ? { ...row, verdict: verdict(row) } : row
}

function machine() {
  return { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length }
}
