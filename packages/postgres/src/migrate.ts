import { readdirSync, readFileSync } from 'node:fs'
import { SallyportError } from '@sallyport/errors'
import { type Client, escapeIdentifier } from 'pg'
import type { Roles } from './roles.ts'

const FOLDER = new URL('./migrations/', import.meta.url)
const FORM = /^(\d{6})-[a-z-]+\.sql$/

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/**
 * Applies the migrations that are missing, each in a transaction of its own, as the owner. The caller
 * holds the lock that keeps other starters out.
 *
 * @throws SallyportError `configuration_invalid` when the database is of a later version than this.
 */
export async function migrate(owner: Client, roles: Roles): Promise<void> {
  const applied = await appliedMigrations(owner)
  if (Math.max(0, ...applied) > latestMigration()) throw tooNew()
  for (const migration of migrations().filter(({ number }) => !applied.has(number))) {
    await apply(owner, migration, roles)
  }
}

/** Applies those of some numbers that are missing, all in the transaction that the caller has begun. */
export async function applyMigrations(
  owner: Client,
  roles: Roles,
  numbers: readonly number[],
): Promise<void> {
  const applied = await appliedMigrations(owner)
  for (const migration of migrations()) {
    const { number } = migration
    if (numbers.includes(number) && !applied.has(number)) await applyWithin(owner, migration, roles)
  }
}

async function appliedMigrations(owner: Client): Promise<ReadonlySet<number>> {
  await owner.query('CREATE SCHEMA IF NOT EXISTS sallyport_deployment')
  await owner.query(`CREATE TABLE IF NOT EXISTS sallyport_deployment.migrations (
    number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await owner.query<{ number: number }>('SELECT number FROM sallyport_deployment.migrations')
  return new Set(rows.map((row) => row.number))
}

/** How many migrations this version knows: what a ready database has applied. */
export function latestMigration(): number {
  return migrations().at(-1)?.number ?? 0
}

export function knownMigrations(): readonly number[] {
  return migrations().map(({ number }) => number)
}

async function applyWithin(owner: Client, { number, name, sql }: Migration, roles: Roles): Promise<void> {
  await owner.query('INSERT INTO sallyport_deployment.migrations (number, name) VALUES ($1, $2)', [
    number,
    name,
  ])
  await owner.query(named(sql, roles))
}

async function apply(owner: Client, migration: Migration, roles: Roles): Promise<void> {
  await owner.query('BEGIN')
  try {
    await applyWithin(owner, migration, roles)
    await owner.query('COMMIT')
  } catch (error) {
    // A connection that is lost rolls back by itself; its error is not the one to tell.
    await owner.query('ROLLBACK').catch(() => {})
    throw error
  }
}

function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => FORM.test(file))
    .sort()
    .map((file) => ({
      number: Number(file.slice(0, 6)),
      name: file.slice(7, -4),
      sql: readFileSync(new URL(file, FOLDER), 'utf8'),
    }))
}

/** `:engine` and `:owner` stand for the roles; `::` is a cast. */
function named(sql: string, roles: Roles): string {
  return sql.replaceAll(/(?<!:):(engine|owner)\b/g, (_, role: keyof Roles) => escapeIdentifier(roles[role]))
}

function tooNew(): SallyportError {
  return new SallyportError(
    'configuration_invalid',
    'The database was migrated by a later version of Sallyport.',
    {
      fix: 'Start that version or a later one.',
    },
  )
}
