import { readFileSync } from 'node:fs'
import { isObject, parseOwnJson } from './json.ts'
import type { Source } from './vendor.ts'

/** Data as it is, or out of its file. Throws when the file is missing or is not what it should be. */
export function readObject(source: Source<object> | undefined): object | undefined {
  if (!(source instanceof URL)) return source
  const value = readJson(source)
  if (!isObject(value)) throw new TypeError(`${source} holds no JSON object.`)
  return value
}

/** A list, or the list `exchanges` of an object that also says where it is from. */
export function readList(source: Source<readonly object[] | object> | undefined): readonly unknown[] {
  if (source === undefined) return []
  const value = source instanceof URL ? readJson(source) : source
  const list = isObject(value) ? value.exchanges : value
  if (!Array.isArray(list)) throw new TypeError('Recordings are a list of exchanges.')
  return list
}

export function readText(source: Source<string> | undefined): string | undefined {
  return source instanceof URL ? readFileSync(source, 'utf8') : source
}

function readJson(file: URL): unknown {
  return parseOwnJson(readFileSync(file, 'utf8'))
}
