import { MAX_DEPTH } from './parse-body.ts'
import { type ParsedJson, parseJson } from './parse-json.ts'
import { MAX_RECORDS, tooManyRecords } from './too-many-records.ts'

const NEWLINE = 0x0a
/** Space, tab, carriage return: what RFC 8259 2 knows as blank beside the newline. */
const BLANK: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0d])

/** JSON values, one on each line that is not blank: github.com/ndjson/ndjson-spec. */
export function decodeNdjson(bytes: Uint8Array): ParsedJson {
  const value: unknown[] = []
  let bigIntegers = false
  for (const line of linesOf(bytes)) {
    if (line.every((byte) => BLANK.has(byte))) continue
    if (value.length === MAX_RECORDS) throw tooManyRecords()
    const parsed = parseJson(line, { maxDepth: MAX_DEPTH })
    value.push(parsed.value)
    bigIntegers ||= parsed.bigIntegers
  }
  return { value, bigIntegers }
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start)
    yield bytes.subarray(start, end === -1 ? bytes.length : end)
    if (end === -1) return
    start = end + 1
  }
}
