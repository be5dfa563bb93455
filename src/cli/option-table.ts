/** The table of options in docs/cli.md, made from the option schema. */
import { environmentName, OPTIONS, type OptionName } from '../config/options.ts'

/** Markdown, one row for each option. */
export function optionTable(): string {
  const rows = (Object.keys(OPTIONS) as OptionName[]).map((name) => {
    const facts = OPTIONS[name]
    const flag = `--${facts.flag}${'argument' in facts ? ` ${facts.argument}` : ''}`
    const times = 'repeatable' in facts ? ' (repeatable)' : ''
    return [
      `\`${flag}\`${times}`,
      code(environmentName(facts)),
      code(name),
      facts.fallback,
      facts.description,
    ]
  })
  return table(['flag', 'environment', 'config file, library', 'default', 'meaning'], rows)
}

/** A table in the form that the formatter leaves alone: columns padded to their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)))
  const widths = head.map((title, at) => Math.max(3, title.length, ...escaped.map((row) => row[at]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...escaped.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
