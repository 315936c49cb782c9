import { createHash } from 'node:crypto'
import type { Definition } from '@sallyport/definition'
import { modelTexts } from './model-texts.ts'

/** What tells versions of a definition apart, and says what changed between them. */
export interface Fingerprints {
  readonly contentHash: string
  readonly textsHash: string
  readonly accessHash: string
}

/**
 * Hashes of all of a definition, of the texts in it that a model reads, and of what a connector was made with: the ways
 * to authenticate, the addresses and the settings.
 */
export function fingerprintsOf(definition: Definition): Fingerprints {
  const { auth, server, config } = definition
  const { url, regions, origins } = server
  return {
    contentHash: hashOf(definition),
    textsHash: hashOf([...modelTexts(definition)].sort()),
    accessHash: hashOf(sorted({ auth: formsOf(auth), url, regions, origins, config: patternsOf(config) })),
  }
}

/** Titles and explanations may change: nobody has to connect again for them. */
function formsOf(auth: Definition['auth']) {
  return Object.entries(auth).map(([name, { form, mechanism }]) => [
    name,
    mechanism,
    Object.entries(form).map(([field, { aliases, pattern, optional, kind }]) => ({
      field,
      aliases,
      pattern,
      optional,
      kind,
    })),
  ])
}

function patternsOf(config: Definition['config'] = {}) {
  return Object.entries(config).map(([name, { pattern, required }]) => ({ name, pattern, required }))
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}

/** The same with its names in one order, so that only what is said counts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, below]) => [name, sorted(below)]))
}
