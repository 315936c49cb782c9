export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

const WIDTH = 110

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value if it is an object, else an empty one. */
export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** JSON that a person can read and a diff can show: what fits on a line stays on one line. */
export function format(value: Json, indent = ''): string {
  const line = oneLine(value)
  if (indent.length + line.length <= WIDTH || typeof value !== 'object' || value === null) return line
  const inner = `${indent} `
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    return `[\n${filled(value.map(oneLine), inner)}\n${indent}]`
  }
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + format(item, inner)).join(',\n')}\n${indent}]`
  const members = Object.entries(value).map(
    ([key, child]) => `${inner}${JSON.stringify(key)}: ${format(child, inner)}`,
  )
  return `{\n${members.join(',\n')}\n${indent}}`
}

/** As many items on each line as fit. */
function filled(items: readonly string[], indent: string): string {
  const lines: string[] = []
  for (const item of items) {
    const last = lines.at(-1)
    const longer = `${last}, ${item}`
    if (last !== undefined && indent.length + longer.length < WIDTH) lines[lines.length - 1] = longer
    else lines.push(item)
  }
  return lines.map((line) => indent + line).join(',\n')
}

function oneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${oneLine(child)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
