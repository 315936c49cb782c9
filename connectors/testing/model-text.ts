import type { Definition, Operation } from '@sallyport/definition'
import { alternativesOf, type Schema } from './schema.ts'

/** Everything that a model reads to know a connector: a line for each entity and each operation. */
export function modelText({ title, about, entities }: Definition): string {
  const lines = Object.entries(entities).flatMap(([entity, { about: what, actions }]) => [
    `${entity}: ${what}`,
    ...Object.entries(actions).map(([action, operation]) => `${entity}.${action}${signature(operation)}`),
  ])
  return [`${title}: ${about}`, ...lines].join('\n')
}

/** `(owner: string, state?: open|closed) Lists issues.` */
function signature({ params, about = '' }: Operation): string {
  const required = new Set(params.required ?? [])
  const names = Object.entries(params.properties).map(
    ([name, schema]) => `${name}${required.has(name) ? '' : '?'}: ${typeText(schema as Schema)}`,
  )
  return `(${names.join(', ')}) ${about}`.trim()
}

function typeText(schema: Schema): string {
  const kinds = alternativesOf(schema, (each) => each).map(({ type, values, items }) => {
    if (values !== undefined) return values.join('|')
    return type === 'array' ? `${items ? typeText(items) : 'any'}[]` : type
  })
  return [...new Set(kinds)].join('|')
}
