import assert from 'node:assert/strict'
import { SallyportError } from '@sallyport/errors'
import type { Stage } from '../../testing/stage.ts'
import { valueAt } from '../../testing/value-at.ts'
import { CALLS } from './calls.ts'

export interface Called {
  readonly entity: string
  readonly action: string
  readonly data: unknown
}

/** Makes the calls one after the other; each has to succeed. */
export async function callThrough(stage: Stage): Promise<readonly Called[]> {
  const named: Record<string, unknown> = {}
  const called: Called[] = []
  for (const [name, operation, params] of CALLS) {
    const [entity = '', action = ''] = operation.split('.')
    const given = filled(params, named) as Readonly<Record<string, unknown>>
    const { data } = await stage.call({ entity, action, params: given }).catch((error: unknown) => {
      assert.ok(SallyportError.isInstance(error), String(error))
      return assert.fail(`${operation}: ${error.message}`)
    })
    if (name !== '') named[name] = data
    called.push({ entity, action, data })
  }
  return called
}

function filled(value: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\.?([\w.]*)\}/g, (_, name: string, path: string) =>
      String(valueAt(named[name], path || 'id')),
    )
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, named))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, named)]))
}
