import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createCanary, type Finding, type Output } from '@sallyport/emulator/canary'
import { type Connection, readTables } from '@sallyport/postgres'

/** Everything that comes out of an engine and its clients, with the name of the place where it came out. */
export class CanaryOutputs {
  readonly #outputs: Output[] = []

  add(where: string, data: string | Uint8Array): void {
    this.#outputs.push({ where, data })
  }

  /** A result, or an error with its causes: as a program prints it, and as it serialises it. */
  addValue(where: string, value: unknown): void {
    this.add(where, inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }))
    this.add(where, JSON.stringify({ value, text: String(value) }))
  }

  /** A `fetch` whose answers are kept: status line, headers and body. */
  readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const { pathname } = new URL(String(input))
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    const body = await response.clone().text()
    this.add(`answer of ${init?.method ?? 'GET'} ${pathname.slice(0, 60)}`, [...lines, body].join('\n'))
    return response
  }

  /** Every value of every row of every table; gives the number of rows by table. */
  async addTables(database: Connection): Promise<ReadonlyMap<string, number>> {
    const rows = await readTables(database)
    for (const { table, columns } of rows) {
      for (const [name, value] of Object.entries(columns)) this.add(`${table}.${name}`, value ?? '')
    }
    return new Map([...Map.groupBy(rows, ({ table }) => table)].map(([table, { length }]) => [table, length]))
  }

  /** Every file below a folder, the database's own among them. */
  async addFiles(folder: string, except: readonly string[] = []): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && !except.includes(path)) this.add(`file ${path}`, await readFile(path))
    }
  }

  /** Where a secret is, and in which forms; each place and form once. */
  find(secret: string): Omit<Finding, 'secret'>[] {
    const canary = createCanary('')
    canary.watch('canary', secret)
    return canary.scan(this.#outputs).map(({ where, form }) => ({ where, form }))
  }

  /** Names of the places that something came out of. */
  get places(): readonly string[] {
    return this.#outputs.map(({ where }) => where)
  }
}
