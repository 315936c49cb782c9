import { printable } from './printable.ts'

/** Of one cell; more is for whoever asks for JSON. */
const MAX_CELL = 60

export type Column = readonly [title: string, path: string]

/** Rows for people, one line each, under the titles of their columns. */
export function table(rows: readonly unknown[], columns: readonly Column[]): string[] {
  const lines = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, path]) => cell(row, path))),
  ]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => width(line[index] ?? ''))))
  return lines.map((line) =>
    line
      .map((text, index) => text + ' '.repeat((widths[index] ?? 0) - width(text)))
      .join('  ')
      .trimEnd(),
  )
}

/** One object for people: a line for each member. */
export function members(value: object): string[] {
  const entries = Object.entries(value)
  const widest = Math.max(0, ...entries.map(([name]) => width(name)))
  return entries.map(([name, member]) => `${printable(name).padEnd(widest)}  ${shown(member)}`)
}

const MAX_COLUMNS = 6

/** The columns of rows that nothing is known of: the first few members that are no objects, addresses last. */
export function columnsOf(rows: readonly unknown[]): Column[] {
  const plain = rows.flatMap((row) =>
    typeof row === 'object' && row !== null
      ? Object.entries(row).filter(([, value]) => typeof value !== 'object')
      : [],
  )
  const isAddress = (value: unknown) => /^https?:\/\//.test(String(value))
  const addresses = new Set(plain.filter(([, value]) => isAddress(value)).map(([name]) => name))
  return [...new Set(plain.map(([name]) => name))]
    .toSorted((a, b) => Number(addresses.has(a)) - Number(addresses.has(b)))
    .slice(0, MAX_COLUMNS)
    .map((name) => [printable(name), name])
}

function cell(row: unknown, path: string): string {
  const whole = typeof row === 'object' && row !== null && Object.hasOwn(row, path)
  const value = whole ? (row as Readonly<Record<string, unknown>>)[path] : valueAt(row, path.split('.'))
  const text = shown(value)
  return width(text) > MAX_CELL ? `${[...text].slice(0, MAX_CELL - 1).join('')}…` : text
}

function valueAt(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Readonly<Record<string, unknown>>)[part]
        : undefined,
    value,
  )
}

/** A value in one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '-'
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

function width(text: string): number {
  return [...text].length
}
