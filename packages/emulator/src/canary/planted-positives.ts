import { inspect } from 'node:util'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { type Canary, createCanary } from './canary.ts'
import type { Output } from './output.ts'

/** What became of secrets that were hidden on purpose. */
export interface PlantedReport {
  /** Ways of hiding a secret that were seen through. */
  readonly caught: readonly string[]
  /** Ways that were not, and `nothing`, where a finding was reported that there was no ground for. */
  readonly missed: readonly string[]
}

type Disguise = (text: string) => Output['data']

/** How a program may pass on a text that holds a secret. None of them shares code with the scanner. */
export const disguises: Readonly<Record<string, Disguise>> = {
  raw: (text) => text,
  bytes: (text) => Buffer.from(text),
  JSON: (text) => JSON.stringify({ text }),
  'JSON in JSON': (text) => JSON.stringify({ line: JSON.stringify({ text }) }),
  'JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'JSON for HTML': (text) =>
    JSON.stringify(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
  HTML: (text) =>
    text.replace(/["'&<>]/g, (sign) =>
      sign === '"'
        ? '&quot;'
        : sign === "'"
          ? '&#39;'
          : sign === '&'
            ? '&amp;'
            : sign === '<'
              ? '&lt;'
              : '&gt;',
    ),
  'a query': (text) => `?q=${encodeURIComponent(text)}`,
  'a query in lower case': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'a form': (text) => String(new URLSearchParams({ text })),
  'every byte percent-encoded': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  base64: (text) => btoa(text),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 of a form': (text) => btoa(String(new URLSearchParams({ text }))),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  inspect: (text) => inspect({ error: { cause: text } }),
  gzip: (text) => gzipSync(text),
  'gzip behind other bytes': (text) => Buffer.concat([Buffer.from('PK\u0003'), gzipSync(text)]),
  'gzip cut short': (text) => gzipSync(text).subarray(0, -8),
  'gzip of base64': (text) => gzipSync(btoa(text)),
  'base64 of gzip': (text) => JSON.stringify({ body: gzipSync(text).toString('base64') }),
  deflate: (text) => deflateSync(text),
  'raw deflate': (text) => deflateRawSync(text),
  bytea: (text) => bytea(Buffer.from(text)),
  'bytea of base64': (text) => bytea(Buffer.from(btoa(text))),
  'bytea of gzip': (text) => bytea(gzipSync(text)),
  'characters, one by one': (text) => [...text],
  'two pieces': (text) => [text.slice(0, text.length >> 1), Buffer.from(text.slice(text.length >> 1))],
  'pieces of gzip': (text) => [...gzipSync(text)].map((byte) => Uint8Array.of(byte)),
}

/**
 * Hides secrets in every way that a scanner has to see through, and says which it saw through: a suite that runs
 * this first cannot pass with a scanner that finds nothing. None of it takes longer than some milliseconds.
 * @param make The scanner that is tried: this one, unless another is given.
 */
export function plantedPositives(make: (seed: string) => Canary = createCanary): PlantedReport {
  const canary = make('planted positives')
  const secrets = [canary.secret('ghp_'), canary.secret('', { awkward: true })]
  const another = createCanary('not planted').secret('ghp_')
  const caught: string[] = []
  const missed: string[] = []
  for (const [name, disguise] of Object.entries(disguises)) {
    const everywhere = secrets.every((secret) => isCaught(canary, disguise, secret))
    ;(everywhere ? caught : missed).push(name)
    if (canary.scan([{ where: name, data: disguise(`user:${another}:after`) }]).length > 0)
      missed.push('nothing')
  }
  return { caught, missed }
}

/** Whatever stands before it, which moves the borders of base64. */
function isCaught(canary: Canary, disguise: Disguise, secret: string): boolean {
  return ['', 'a', 'ab', 'abc', 'user:'].every((before) => {
    const found = canary.scan([{ where: 'here', data: disguise(`${before}${secret}:after`) }])
    return found.some(({ where }) => where === 'here')
  })
}

function bytea(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
