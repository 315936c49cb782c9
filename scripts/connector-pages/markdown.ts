/** Text as it reads: what Markdown would take for a mark is escaped, but for what stands between backticks. */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*<>[\]]/g, '\\$&')))
    .join('')
}

/** A name or a value, between as many backticks as it needs. */
export function code(text: string): string {
  const line = oneLine(text)
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 || line.trim() === '' ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ')
}

/** A table. Columns in which no row has anything are left out. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = columns.map((_, index) => index).filter((index) => rows.some((row) => row[index]))
  const line = (cells: readonly string[]) =>
    `|${used.map((index) => ` ${cell(cells[index] ?? '')} |`.replace('  ', ' ')).join('')}`
  return [line(columns), `|${used.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')
}

/** GFM, "Tables": a pipe ends a cell also within code, unless a backslash stands before it. */
function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|')
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

/** Paragraphs, tables and headings, a line between each; what is empty is left out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
