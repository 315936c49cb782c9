import { type Definition, type Operation, pagedBy } from '@sallyport/definition'
import { blocks, bullets, code, codes, prose, table } from './markdown.ts'
import {
  effectSentence,
  fileSentence,
  flowSentence,
  limitSentence,
  pagingSentence,
  repeatSentence,
} from './sentences.ts'
import { type Schema, valueRules, valueType } from './value-type.ts'

export interface NamedAction {
  readonly definition: Definition
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

/** Everything that a caller of one action has to know. */
export function actionSection(named: NamedAction): string {
  const { entity, action, operation } = named
  return blocks(
    `### ${entity}.${action}`,
    operation.about === undefined ? undefined : prose(operation.about),
    bullets(factsOf(named).flatMap(([name, fact]) => (fact === undefined ? [] : [`${name}: ${fact}`]))),
    parametersOf(operation),
  )
}

type Fact = readonly [name: string, fact: string | undefined]

function factsOf(named: NamedAction): Fact[] {
  const { definition, operation } = named
  return [
    ['Request', requestOf(definition, operation)],
    ['Effect', effectSentence(operation)],
    ['Safe to repeat', repeatSentence(definition, operation)],
    [pagedBy(operation.page) ? 'Pages' : 'List', pagingSentence(operation.page)],
    ['File', fileSentence(operation)],
    ['Leaves the account', flowSentence(operation)],
    ['Allowance', limitSentence(definition, operation)],
    ['Check', operation.check ? 'this is the call that proves a credential.' : undefined],
    ['Existing clients send', aliasesOf(operation)],
    ['Existing clients call it', otherNames(named)],
  ]
}

function requestOf({ server }: Definition, { method, path, origin, graphql }: Operation): string {
  const elsewhere = origin === undefined ? undefined : server.origins?.[origin]?.url
  const request = `${code(`${method} ${path}`)}${elsewhere === undefined ? '' : ` at ${code(elsewhere)}`}`
  if (graphql === undefined) return request
  return `GraphQL ${code(rootOf(graphql.document))}, by ${request}`
}

/** `mutation issueCreate` of a document: its kind, and the first field below it. */
function rootOf(document: string): string {
  const kind = /^\s*(query|mutation)\b/.exec(document)?.[1] ?? 'query'
  const field = /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(document.replace(/^[^{]*?\([^)]*\)/, kind))?.[1]
  return field === undefined ? kind : `${kind} ${field}`
}

function parametersOf({ params }: Operation): string {
  const required = new Set(params.required ?? [])
  const rows = Object.entries<Schema>(params.properties).map(([name, schema]) => [
    code(name),
    valueType(schema),
    required.has(name) ? 'yes' : 'no',
    [...(schema.description === undefined ? [] : [sentence(schema.description)]), ...valueRules(schema)].join(
      ' ',
    ),
  ])
  if (rows.length === 0) return 'It takes no parameters.'
  return table(['parameter', 'type', 'required', 'meaning'], rows)
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? prose(text) : `${prose(text)}.`
}

function aliasesOf({ aliases = {} }: Operation): string | undefined {
  const names = Object.entries(aliases).map(([name, alias]) => {
    if (alias === null) return `${code(name)}, which means nothing here`
    if (typeof alias === 'string') return `${code(name)} for ${code(alias)}`
    const sets = Object.entries(alias.sets ?? {}).map(
      ([ours, theirs]) => `${codes(theirs)} for ${code(ours)}`,
    )
    return `${code(name)} for ${code(alias.to)}${sets.length === 0 ? '' : ` (${sets.join('; ')})`}`
  })
  return names.length === 0 ? undefined : `${names.join(', ')}.`
}

function otherNames({ definition, entity, action }: NamedAction): string | undefined {
  const names = Object.entries(definition.aliases ?? {}).filter(([, to]) => to === `${entity}.${action}`)
  return names.length === 0 ? undefined : `${codes(names.map(([name]) => name))}.`
}
