import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Emulator } from '@sallyport/emulator'
import { type Canary, createCanary, type Output, plantedPositives } from '@sallyport/emulator/canary'
import { type Connection, readTables } from '@sallyport/postgres'
import type { ApplicationFile } from '../application-file.ts'
import { secretsOf } from './secrets-of.ts'

/** Larger tables are left out: no test puts a secret where it writes that much. */
const MAX_TABLE = 32 * 1024 * 1024
/**
 * Not looked through: the database's own files, which hold what the tables hold and held (canary.test.ts reads them),
 * and the file that the secret of the application is for, with the one before it.
 */
const LEFT_OUT = /^(?:postgres|application\.json(?:\.previous)?)$/
/** A token of the engine's own, as it is sent with a call. */
const TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/

/** A secret of the engine's own, with which a program logs in. */
const CLIENT_SECRET = /^sps_[\w-]{43}$/

/** What a secret is, and the places where it is shown by contract. */
const SHOWN: Readonly<Record<string, RegExp | undefined>> = {
  'a credential': undefined,
  'a token of a third party': undefined,
  'the secret of the application': undefined,
  'the secret of another application': /^answer of POST (?:\/api)?\/v1\/internal\/account\/applications$/,
  'a token of the engine': /^answer of /,
  'the secret of a webhook': /^answer of POST (?:\/api)?\/v1\/webhooks/,
}

/**
 * Secrets that went into the engines of a test file, and everything that came out of them. Each engine under test
 * looks through it when it closes, so that the whole test run is searched for what none of its tests asks for.
 */
class LeakWatch {
  readonly #canary: Canary = createCanary('test run')
  readonly #played = new Set<Emulator>()
  readonly #known = new Set<string>()
  #outputs: Output[] = []
  /** Of the test of this watch. */
  expectsLeaks = false

  constructor() {
    assert.deepEqual(plantedPositives().missed, [], 'the scanner is blind')
  }

  watch(kind: keyof typeof SHOWN & string, secret: string): void {
    if (secret.length >= 8) this.#canary.watch(kind, secret)
  }

  /** What a third party that is played takes and gives out. */
  play(emulator: Emulator): void {
    this.#played.add(emulator)
    for (const secret of emulator.credentials) this.watch('a credential', secret)
  }

  add(where: string, data: Output['data']): void {
    // Most answers of a loop are the same one.
    if (typeof data === 'string') {
      const key = `${where}\n${data}`
      if (this.#known.has(key)) return
      this.#known.add(key)
    }
    this.#outputs.push({ where, data })
  }

  sent(request: { readonly bearer?: string | undefined; readonly body: string | undefined }): void {
    if (TOKEN.test(request.bearer ?? '')) this.watch('a token of the engine', request.bearer ?? '')
    for (const secret of secretsOf(request.body)) {
      this.watch(CLIENT_SECRET.test(secret) ? 'the secret of another application' : 'a credential', secret)
    }
  }

  answered(request: string, response: Response, text: string): void {
    for (const [secret] of text.matchAll(/whsec_[\w+/=-]+/g)) this.watch('the secret of a webhook', secret)
    this.add(`answer of ${request}`, [...response.headers].join('\n') + text)
  }

  async addTables(database: Connection): Promise<void> {
    for (const { table, columns } of await readTables(database, MAX_TABLE)) {
      for (const [name, value] of Object.entries(columns))
        this.#outputs.push(output(`${table}.${name}`, value))
    }
  }

  async addFiles(folder: string): Promise<void> {
    for (const top of await readdir(folder)) {
      if (LEFT_OUT.test(top)) continue
      const path = join(folder, top)
      for (const file of await filesBelow(path)) this.add(`file ${file}`, await readFile(file))
    }
  }

  /** Fails with the places where a secret came out, and lets go of what was looked through. */
  check({ client_secret }: ApplicationFile): void {
    this.watch('the secret of the application', client_secret)
    for (const { oauth } of this.#played) {
      for (const { token } of oauth?.issued() ?? []) this.watch('a token of a third party', token)
    }
    const found = this.#canary.scan(this.#outputs)
    this.#outputs = []
    this.#known.clear()
    const leaks = found.filter(({ secret, where }) => !SHOWN[secret]?.test(where))
    // What the test file would have closed after this engine stays open: it must not keep the run waiting.
    if (leaks.length > 0 && !this.expectsLeaks) setTimeout(() => process.exit(1), 10_000).unref()
    assert.deepEqual(leaks, [], 'a secret came out')
  }
}

export const leakWatch = new LeakWatch()

function output(where: string, value: string | null): Output {
  return { where, data: value ?? '' }
}

/** A path, if it is a file, or the files below it. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
