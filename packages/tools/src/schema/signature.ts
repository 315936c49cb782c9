import type { Member, Shape } from './shape.ts'

const MAX_VALUES = 40
const MAX_ABOUT = 200

/** How much of it is written down. */
export interface SignatureOptions {
  /** Without what is said about members, and without what is inside objects. */
  readonly brief?: boolean
}

/**
 * The members of an object as TypeScript writes them, which costs a model about a third of the same in JSON Schema:
 * `{number: integer, state?: "open"|"closed"}`. Formats stand as types: `since?: date-time`.
 */
export function signature(members: readonly Member[], options: SignatureOptions = {}): string {
  const written = members.map(({ name, required, shape }) => {
    const about = options.brief || shape.about === undefined ? '' : ` /* ${aboutOf(shape.about)} */`
    return `${nameOf(name)}${required ? '' : '?'}: ${typeText(shape, options)}${about}`
  })
  return `{${written.join(', ')}}`
}

function typeText(shape: Shape, options: SignatureOptions): string {
  const text = bareText(shape, options)
  return shape.nullable ? `${text}|null` : text
}

function bareText(shape: Shape, options: SignatureOptions): string {
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
      return `${grouped(shape.items, options)}[]`
    case 'object':
      return options.brief ? 'object' : signature(shape.members, options)
    case 'map':
      return `Record<string, ${typeText(shape.values, options)}>`
    case 'choice':
      return shape.branches.map((branch) => bareText(branch, options)).join('|')
    case 'any':
      return 'any'
  }
}

function grouped(items: Shape, options: SignatureOptions): string {
  const text = typeText(items, options)
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
