import { connection, mutation, type Operation, query } from '@sallyport/definition'
import type { TProperties } from 'typebox'
import { id } from './values.ts'

/** What an operation says of itself beside its document. */
type Stated = Pick<Operation, 'about' | 'wire' | 'flow' | 'reversible' | 'bucket'>

interface Given<P extends TProperties> extends Stated {
  readonly params: P
}

/** Variable -> its type in Linear's schema. */
type Variables = Readonly<Record<string, string>>

interface Walk<P extends TProperties> extends Given<P> {
  /** Selection of one record. */
  readonly each: string
  /** Beside those of the paging; each is passed to the argument of its name. */
  readonly variables?: Variables
  /** The record whose connection it is: `issue(id: $issueId) { comments }`. */
  readonly within?: { readonly field: string; readonly id: string }
}

/** A list over a connection. linear.app/developers/pagination: at most 250 records at once. */
export function walks<const P extends TProperties>(
  field: string,
  { each, variables = {}, within, params, ...stated }: Walk<P>,
) {
  const own = { first: 'Int', after: 'String', ...variables }
  const list = `${field}(${passed(own)}) { nodes { ${each} } pageInfo { hasNextPage endCursor } }`
  const document = within
    ? `query (${declared({ [within.id]: 'String!', ...own })}) { ${within.field}(id: $${within.id}) { ${list} } }`
    : `query (${declared(own)}) { ${list} }`
  const at = within ? `data.${within.field}.${field}` : `data.${field}`
  return query(document, {
    ...stated,
    params,
    aliases: { first: 'limit', after: 'cursor' },
    records: `${at}.nodes`,
    page: connection({ info: `${at}.pageInfo`, max: 250 }),
  })
}

/** One record by its id. */
export function reads(type: string, selection: string, stated: Stated) {
  return query(`query ($id: String!) { ${type}(id: $id) { ${selection} } }`, {
    ...stated,
    params: { id },
    records: `data.${type}`,
  })
}

/** Makes a record. Its id may be the caller's own (`@linear/sdk`: "identifier in UUID v4 format"), so that none is made twice. */
export function creates<const P extends TProperties>(
  type: string,
  selection: string,
  { params, ...stated }: Given<P> & Partial<Pick<Operation, 'effect'>>,
) {
  const field = `${type}Create`
  const input = `${capitalized(field)}Input!`
  return mutation(`mutation ($input: ${input}) { ${field}(input: $input) { ${type} { ${selection} } } }`, {
    ...stated,
    params,
    input: 'input',
    records: `data.${field}.${type}`,
    idempotency: { param: 'id' },
  })
}

/** Sets values of a record; what is not named stays. */
export function updates<const P extends TProperties>(
  type: string,
  selection: string,
  { params, ...stated }: Given<P>,
) {
  const field = `${type}Update`
  const input = `${capitalized(field)}Input!`
  const document = `mutation ($id: String!, $input: ${input}) { ${field}(id: $id, input: $input) { ${type} { ${selection} } } }`
  return mutation(document, {
    ...stated,
    params: { id, ...params },
    wire: { id: { in: 'variable' } },
    input: 'input',
    records: `data.${field}.${type}`,
    idempotency: 'natural',
  })
}

interface Change<P extends TProperties> extends Given<P> {
  readonly variables: Variables
  /** Member of the payload that is the record. */
  readonly gives: string
  readonly selection: string
  readonly effect?: 'destructive'
}

/** A named change of one record that may be asked for again without another effect. */
export function changes<const P extends TProperties>(
  field: string,
  { variables, gives, selection, params, effect, ...stated }: Change<P>,
) {
  return mutation(
    `mutation (${declared(variables)}) { ${field}(${passed(variables)}) { ${gives} { ${selection} } } }`,
    {
      ...stated,
      params,
      records: `data.${field}.${gives}`,
      idempotency: 'natural',
      ...(effect && { effect }),
    },
  )
}

/** Takes a record out of sight or brings it back; what is answered is the record. */
export function moves(field: string, selection: string, stated: Stated & { effect?: 'destructive' }) {
  const variables = { id: 'String!' }
  return changes(field, { ...stated, params: { id }, variables, gives: 'entity', selection })
}

/** Removes a record for good; what is answered is its id. */
export function removes(type: string, stated: Stated) {
  const field = `${type}Delete`
  return mutation(`mutation ($id: String!) { ${field}(id: $id) { id: entityId success } }`, {
    ...stated,
    params: { id },
    records: `data.${field}`,
    effect: 'destructive',
    idempotency: 'natural',
    reversible: false,
  })
}

function declared(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, type]) => `$${name}: ${type}`)
    .join(', ')
}

function passed(variables: Variables): string {
  return Object.keys(variables)
    .map((name) => `${name}: $${name}`)
    .join(', ')
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
