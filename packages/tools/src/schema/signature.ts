import type { Member, Shape } from './shape.ts'

const MAX_VALUES = 40
const MAX_ABOUT = 200

/**
 * How much of it is written down. `brief`: without what is said about members, and without what is inside objects.
 * `names`: without types too. `required`: only what must be given, and how much more there is.
 */
export type Detail = 'full' | 'brief' | 'names' | 'required'

/**
 * The members of an object as TypeScript writes them, which costs a model about a third of the same in JSON Schema:
 * `{number: integer, state?: "open"|"closed"}`. Formats stand as types: `since?: date-time`.
 */
export function signature(members: readonly Member[], detail: Detail = 'full'): string {
  const shown = detail === 'required' ? members.filter(({ required }) => required) : members
  const more = members.length - shown.length
  const written = shown.map((member) => memberText(member, detail))
  return `{${[...written, ...(more > 0 ? [`and ${more} that may be left out`] : [])].join(', ')}}`
}

function memberText({ name, required, shape }: Member, detail: Detail): string {
  const called = `${nameOf(name)}${required ? '' : '?'}`
  if (detail === 'names' || detail === 'required') return called
  const about = detail === 'brief' || shape.about === undefined ? '' : ` /* ${aboutOf(shape.about)} */`
  return `${called}: ${typeText(shape, detail)}${about}`
}

function typeText(shape: Shape, detail: Detail): string {
  const text = bareText(shape, detail)
  return shape.nullable ? `${text}|null` : text
}

function bareText(shape: Shape, detail: Detail): string {
  switch (shape.kind) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return shape.format ?? shape.kind
    case 'enum': {
      const shown = shape.values.slice(0, MAX_VALUES).map((value) => JSON.stringify(value))
      const more = shape.values.length - shown.length
      return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('|')
    }
    case 'list':
      return `${grouped(shape.items, detail)}[]`
    case 'object':
      return detail === 'brief' ? 'object' : signature(shape.members, detail)
    case 'map':
      return `Record<string, ${typeText(shape.values, detail)}>`
    case 'choice':
      return shape.branches.map((branch) => bareText(branch, detail)).join('|')
    case 'any':
      return 'any'
  }
}

function grouped(items: Shape, detail: Detail): string {
  const text = typeText(items, detail)
  const isUnion =
    items.nullable || items.kind === 'choice' || (items.kind === 'enum' && items.values.length > 1)
  return isUnion ? `(${text})` : text
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

/** What is said may not end the comment that it stands in. */
function aboutOf(about: string): string {
  const text = about.replaceAll('*/', '* /')
  return text.length <= MAX_ABOUT ? text : `${text.slice(0, MAX_ABOUT - 3).toWellFormed()}...`
}
