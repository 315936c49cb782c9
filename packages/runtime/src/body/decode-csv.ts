import { parse } from 'csv-parse/sync'
import { malformed } from './malformed.ts'
import { MAX_RECORDS, tooManyRecords } from './too-many-records.ts'

/** RFC 4180. Every line is a record, whose members the first line names; values stay text. */
export function decodeCsv(text: string): Record<string, string>[] {
  const [names, ...lines] = linesOf(text)
  if (names === undefined) return []
  if (new Set(names).size < names.length) throw malformed('is CSV whose columns are not told apart')
  // Entries, so that a column named `__proto__` is a member like any other.
  return lines.map((values) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])))
}

function linesOf(text: string): string[][] {
  let lines: string[][]
  try {
    lines = parse(text, { bom: true, skip_empty_lines: true, to: MAX_RECORDS + 2 })
  } catch {
    // Not kept as the cause: the parser's error quotes the text.
    throw malformed('is not valid CSV')
  }
  if (lines.length > MAX_RECORDS + 1) throw tooManyRecords()
  return lines
}
