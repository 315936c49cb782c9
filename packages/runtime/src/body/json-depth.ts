const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** True when no more than `limit` arrays and objects begin in the text, whatever their nesting. */
export function hasFewOpeners(text: string, limit: number): boolean {
  let openers = 0
  for (const opener of '[{') {
    for (let at = text.indexOf(opener); at !== -1; at = text.indexOf(opener, at + 1)) {
      if (++openers > limit) return false
    }
  }
  return true
}

/**
 * Whether JSON in UTF-8 nests arrays and objects deeper than `limit`. It goes through the bytes once,
 * without recursion, and need not know whether the rest is valid: up to its first mistake a parser is
 * never deeper than this count.
 */
export function nestsDeeper(json: Uint8Array, limit: number): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (byte === QUOTE) at = endOfString(json, at)
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      if (++depth > limit) return true
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--
  }
  return false
}

/** Whether a parsed value nests arrays and objects deeper than `limit`, below which it does not look. */
export function isDeeper(value: unknown, limit: number): boolean {
  if (!isNested(value)) return false
  if (limit === 0) return true
  if (Array.isArray(value)) return value.some((item) => isNested(item) && isDeeper(item, limit - 1))
  for (const name in value) {
    const member = value[name]
    // Asked here too, since most members are scalars and a call for each would cost more than the rest.
    if (isNested(member) && isDeeper(member, limit - 1)) return true
  }
  return false
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1
  return at
}
