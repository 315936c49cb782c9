import type { Alias, Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { ClientAction } from './client-names.ts'
import type { Finding } from './finding.ts'
import { knownFor, perform } from './perform.ts'
import type { Known, Practice } from './practice.ts'
import type { Named } from './practice-names.ts'
import { samplesOf } from './sample.ts'
import type { Stage } from './stage.ts'

interface Tried {
  readonly definition: Definition
  readonly practice: Practice
  readonly stage: Stage
}

/** The operation that existing clients mean, under our names. */
export function ourOperation(
  definition: Definition,
  practice: Practice,
  { entity, action }: ClientAction,
): Named | undefined {
  const [ours = entity, does = action] = definition.aliases?.[`${entity}.${action}`]?.split('.') ?? []
  return practice.find(ours, does)
}

/** The parameters of existing clients that a call fails with, each tried with every kind of value it takes. */
export async function clientFindings(tried: Tried, called: ClientAction): Promise<Finding[]> {
  const { entity, action, params } = called
  const at = `client ${entity}.${action}`
  const named = ourOperation(tried.definition, tried.practice, called)
  if (named === undefined) return [{ at, problem: 'is no operation, and no alias of one' }]
  const stated = Object.keys(params.properties).length > 0
  const findings = await attempt(tried, called, { at, named, stated })
  for (const name of Object.keys(params.properties)) {
    const { length } = await valuesOf(tried, called, { named, name })
    for (let index = 0; index < length; index += 1) {
      findings.push(
        ...(await attempt(tried, called, { at: `${at} params.${name}`, named, stated, name, index })),
      )
    }
  }
  return findings
}

interface Attempt {
  readonly at: string
  readonly named: Named
  /** Whether it is known which parameters clients send at all. */
  readonly stated: boolean
  /** One that is tried beside those that are required, and which of its values. */
  readonly name?: string
  readonly index?: number
}

async function attempt(
  tried: Tried,
  called: ClientAction,
  { at, named, stated, name, index = 0 }: Attempt,
): Promise<Finding[]> {
  const { stage, practice } = tried
  const names = [...called.params.required, ...(name === undefined ? [] : [name])]
  const params: Record<string, unknown> = {}
  try {
    const known = await knownFor(stage, practice, named)
    if (!stated) Object.assign(params, practice.requiredParams(named, known))
    for (const each of names) {
      const values = await valuesOf(tried, called, { named, name: each, known })
      params[each] = values[each === name ? index : 0]
    }
    // Under the names that clients have for it.
    await perform(stage, { ...named, entity: called.entity, action: called.action }, { params })
    return []
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return [{ at, problem: `fails with ${JSON.stringify(params)}: ${error.message}` }]
  }
}

interface Valued {
  readonly named: Named
  readonly name: string
  readonly known?: Known
}

/** A name of ours has the value that it has in practice; what is a cursor has one that was given out. */
async function valuesOf(
  tried: Tried,
  called: ClientAction,
  { named, name, known }: Valued,
): Promise<unknown[]> {
  const { practice } = tried
  const schema = called.params.properties[name] ?? {}
  const ours = targetOf(named, name)
  const declared = Object.hasOwn(named.operation.params.properties, ours)
  if (ours === 'cursor' && !declared) return [await cursorOf(tried, named)]
  const samples = samplesOf(schema)
  // A list of choices tells itself what it takes; names and numbers have to be those of something.
  return samples.length === 1 && declared ? [practice.value(named, ours, known)] : samples
}

function targetOf({ operation }: Named, name: string): string {
  const alias: string | Alias | null | undefined = operation.aliases?.[name]
  return (typeof alias === 'string' ? alias : alias?.to) ?? name
}

async function cursorOf({ practice, stage }: Tried, named: Named): Promise<string> {
  const known = await knownFor(stage, practice, named)
  const { page } = await perform(stage, named, { params: practice.requiredParams(named, known), limit: 1 })
  if (!page?.nextCursor) throw new TypeError(`${named.entity}.${named.action} gave no cursor.`)
  return page.nextCursor
}
