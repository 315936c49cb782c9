import assert from 'node:assert/strict'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { ClientAction } from './client-names.ts'
import type { Finding } from './finding.ts'
import type { Practice } from './practice.ts'
import { samplesOf } from './sample.ts'
import type { Schema } from './schema.ts'
import type { Stage } from './stage.ts'

interface Tried {
  readonly definition: Definition
  readonly practice: Practice
  readonly stage: Stage
}

type Params = Readonly<Record<string, unknown>>

/** The parameters of existing clients that a call fails with, each tried with every kind of value it takes. */
export async function clientFindings(tried: Tried, called: ClientAction): Promise<Finding[]> {
  const { entity, action, params } = called
  const at = `client ${entity}.${action}`
  const { record, cursor } = await look(tried, entity, action)
  const values = new Map(
    Object.entries(params.properties).map(([name, schema]) => [
      name,
      valuesOf(tried, { ...called, name, schema, record, cursor }),
    ]),
  )
  const required = Object.fromEntries(params.required.map((name) => [name, values.get(name)?.[0]]))
  const findings = await attempt(tried, called, { at, params: required })
  for (const [name, each] of values) {
    for (const value of each) {
      findings.push(
        ...(await attempt(tried, called, {
          at: `${at} params.${name}`,
          params: { ...required, [name]: value },
        })),
      )
    }
  }
  return findings
}

/** A record that exists, and a cursor that was given out. */
async function look({ definition, practice, stage }: Tried, entity: string, action: string) {
  const actions = definition.entities[entity]?.actions ?? {}
  const lister = actions[action]?.page === undefined ? 'list' : action
  if (actions[lister] === undefined) return { record: undefined, cursor: undefined }
  const params = practice.requiredParams(entity, lister)
  const { data, page } = await stage.call({ entity, action: lister, params, limit: 2 })
  const [record]: readonly unknown[] = Array.isArray(data) ? data : []
  return { record, cursor: page?.nextCursor }
}

interface Named extends ClientAction {
  readonly name: string
  readonly schema: Schema
  readonly record: unknown
  readonly cursor: string | null | undefined
}

/** A name of ours has the value that it has in practice; what is a cursor has one that was given out. */
function valuesOf({ definition, practice }: Tried, named: Named): unknown[] {
  const { entity, action, name, schema, record, cursor } = named
  const operation = definition.entities[entity]?.actions[action]
  const alias = operation?.aliases?.[name]
  const ours = (typeof alias === 'string' ? alias : alias?.to) ?? name
  if (ours === 'cursor') {
    assert.ok(cursor, `${entity}.${action} gave no cursor`)
    return [cursor]
  }
  const known = operation ? practice.params(entity, action, record) : {}
  // A list of choices tells itself what it takes; names and numbers have to be those of something.
  return samplesOf(schema).length === 1 && ours in known ? [known[ours]] : samplesOf(schema)
}

interface Attempt {
  readonly at: string
  readonly params: Params
}

async function attempt(
  { stage }: Tried,
  { entity, action }: ClientAction,
  { at, params }: Attempt,
): Promise<Finding[]> {
  try {
    await stage.call({ entity, action, params })
    return []
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return [{ at, problem: `fails with ${JSON.stringify(params)}: ${error.message}` }]
  }
}
