import { type Declaration, type Member, readTypes } from './graphql-read-types.ts'

/** The first and the first that no longer belongs: between them stand the types of the schema. */
const START = /^type Scalars = \{$/m
const END = /^type \w+Fragment = /m
const BUILT_IN = new Set(['ID', 'String', 'Boolean', 'Int', 'Float'])

interface Known {
  readonly interfaces: ReadonlySet<string>
  /** By the key that type and field give: the type that holds the arguments. */
  readonly argumentsOf: ReadonlyMap<string, Declaration>
}

/**
 * A schema in GraphQL's own language, made of the TypeScript types that graphql-codegen generated from
 * the vendor's schema. What such types do not carry is missing: default values, directives other than
 * `@deprecated`, and descriptions, which are left out.
 *
 * The generator also changes the case of acronyms in names of types. Names that a document states are
 * known to be right; `names` gives the vendor's own for others (`IdComparator`: `IDComparator`).
 *
 * `text` is the file; throws when it holds no such types, or a line of an unknown form.
 */
export function deriveSchema(text: string, names: Readonly<Record<string, string>> = {}): string {
  const start = text.search(START)
  const length = text.slice(start).search(END)
  if (start < 0 || length < 0) throw new Error('The file holds no types generated from a schema.')
  // Blank lines in place of what comes before keep the numbers of lines in messages right.
  const before = '\n'.repeat(text.slice(0, start).split('\n').length - 1)
  const declarations = readTypes(before + withoutLastComment(text.slice(start, start + length)))
  const known = index(declarations)
  const taken = new Set(known.argumentsOf.values())
  const types = declarations.filter((type) => !taken.has(type)).map((type) => printed(type, known))
  const schema = `${[schemaOf(declarations), ...types].join('\n\n')}\n`
  return schema.replaceAll(/\w+/g, (word) => (Object.hasOwn(names, word) ? (names[word] ?? word) : word))
}

function schemaOf(declarations: readonly Declaration[]): string {
  const names = declarations.map((declaration) => declaration.name)
  const roots = ['Query', 'Mutation', 'Subscription'].filter((name) => names.includes(name))
  return block(
    'schema',
    roots.map((name) => `${name.toLowerCase()}: ${name}`),
  )
}

/** The comment of the first declaration that no longer belongs is not ours either. */
function withoutLastComment(text: string): string {
  const comment = text.lastIndexOf('/**')
  const rest = text.slice(comment)
  return comment >= 0 && rest.trimEnd().endsWith('*/') ? text.slice(0, comment) : text
}

function index(declarations: readonly Declaration[]): Known {
  const interfaces = declarations.flatMap((type) => (type.kind === 'fields' ? type.others : []))
  const byKey = new Map(declarations.map((type) => [type.name.toLowerCase(), type]))
  const keys = declarations
    .filter((type) => isObject(type) || interfaces.includes(type.name))
    .flatMap((type) => type.members.map((member) => argumentsKey(type.name, member.name)))
  const argumentsOf = new Map<string, Declaration>()
  for (const key of keys) {
    const found = byKey.get(key)
    if (found && !isObject(found)) argumentsOf.set(key, found)
  }
  return { interfaces: new Set(interfaces), argumentsOf }
}

function printed(type: Declaration, known: Known): string {
  if (type.name === 'Scalars') {
    const names = type.members.map((member) => member.name).filter((name) => !BUILT_IN.has(name))
    return names.map((name) => `scalar ${name}`).join('\n\n')
  }
  if (type.kind === 'union') return `union ${type.name} = ${type.others.join(' | ')}`
  if (type.kind === 'enum') {
    return block(
      `enum ${type.name}`,
      type.members.map((member) => member.type + mark(member)),
    )
  }
  if (isObject(type) || known.interfaces.has(type.name)) return fieldsOf(type, known)
  return block(`input ${type.name}`, type.members.map(input))
}

function fieldsOf(type: Declaration, known: Known): string {
  const keyword = isObject(type) ? 'type' : 'interface'
  const clause = type.others.length > 0 ? ` implements ${type.others.join(' & ')}` : ''
  const members = type.members.filter((member) => member.name !== '__typename')
  return block(
    `${keyword} ${type.name}${clause}`,
    members.map((member) => {
      const list = known.argumentsOf.get(argumentsKey(type.name, member.name))?.members ?? []
      const given = list.length > 0 ? `(${list.map(input).join(', ')})` : ''
      return `${member.name}${given}: ${graphqlType(member)}${mark(member)}`
    }),
  )
}

function isObject(type: Declaration): boolean {
  return type.members.some((member) => member.name === '__typename')
}

/** The generator changes the case of acronyms: the arguments of `linkURL` are `MutationLinkUrlArgs`. */
function argumentsKey(type: string, field: string): string {
  return `${type}${field}Args`.toLowerCase()
}

function input(member: Member): string {
  return `${member.name}: ${graphqlType(member)}${mark(member)}`
}

function mark(member: Member): string {
  if (member.deprecated === undefined) return ''
  return ` @deprecated(reason: ${JSON.stringify(member.deprecated)})`
}

/** `Maybe<Array<Scalars["ID"]>>` is `[ID!]`. A member that may be left out may also be null. */
function graphqlType(member: Member): string {
  const type = convert(member.type)
  return member.optional && type.endsWith('!') ? type.slice(0, -1) : type
}

function convert(type: string): string {
  const wrapped = /^(Maybe|InputMaybe|Array)<(.+)>$/.exec(type)
  if (wrapped?.[1] === 'Array') return `[${convert(wrapped[2] ?? '')}]!`
  if (wrapped) return convert(wrapped[2] ?? '').replace(/!$/, '')
  const named = /^(?:Scalars\["(\w+)"\]|(\w+))$/.exec(type)
  if (!named) throw new Error(`"${type}" is no type of a schema.`)
  return `${named[1] ?? named[2]}!`
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`
}
