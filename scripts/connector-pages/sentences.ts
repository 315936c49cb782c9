import type { Definition, Operation, Paging, pagedBy } from '@sallyport/definition'
import { idempotencyOf, type Safety, safetyOf } from '@sallyport/runtime'
import { code, codes, prose } from './markdown.ts'

export function effectSentence({ effect, reversible }: Operation): string {
  const undo = { true: ' Another operation can undo it.', false: ' Nothing undoes it.', undefined: '' }
  return `${code(effect)}.${undo[`${reversible}`]}`
}

/** Whether a call may be sent again when its answer was lost, and what makes that safe. */
export function repeatSentence(definition: Definition, operation: Operation): string {
  return REPEATS[safetyOf({ definition, operation })](idempotencyOf({ definition, operation }))
}

type Stated = ReturnType<typeof idempotencyOf>

const REPEATS: Readonly<Record<Safety, (stated: Stated) => string>> = {
  read: () => 'yes (`read`): it changes nothing.',
  key: (stated) => `yes (\`key\`): under one idempotency key, ${keyPlace(stated)}.`,
  natural: () => 'yes (`natural`): a second time changes nothing more.',
  verify: (stated) => `yes (\`verify\`), after ${code(verifierOf(stated))} has shown that it did not happen.`,
  none: () => 'never: a lost answer is `outcome_unknown`.',
}

function keyPlace(stated: Stated): string {
  if (typeof stated !== 'object') return 'of ours'
  if ('header' in stated) return `in the header ${code(stated.header)}`
  return 'param' in stated ? `in ${code(stated.param)}: yours, or one that is made for the call` : 'of ours'
}

function verifierOf(stated: Stated): string {
  return typeof stated === 'object' && 'verify' in stated ? stated.verify : ''
}

const WALKS: Readonly<Record<NonNullable<ReturnType<typeof pagedBy>>['style'], string>> = {
  link_header: 'the `Link` header leads to the next',
  next_url: 'each holds the address of the next',
  cursor: 'each holds a mark for the next',
  keyset: 'the next begins after the last record',
  connection: 'a connection of GraphQL',
  page: 'by number',
  offset: 'by how many records to pass over',
  window: 'each goes on before the time of the last record',
}

/** How a list comes; nothing where there is no list. */
export function pagingSentence(page: Paging | undefined): string | undefined {
  if (page === undefined) return undefined
  if (page.style === 'none')
    return `comes whole: ${prose(page.reason)}${/[.!?]$/.test(page.reason) ? '' : '.'}`
  return `of up to ${page.max} records (${code('limit')}, ${code('cursor')}); ${WALKS[page.style]}.`
}

/** The allowance that a call counts on. */
export function limitSentence({ limits = {} }: Definition, operation: Operation): string | undefined {
  const name = operation.bucket ?? Object.keys(limits)[0]
  if (name === undefined) return undefined
  const cost = operation.cost ?? 1
  return `${code(name)}, ${cost} ${cost === 1 ? 'unit' : 'units'} a call.`
}

/** What leaves with a call, by which policies tell a leak. */
export function flowSentence({ flow = {} }: Operation): string | undefined {
  const kinds = Object.entries(flow).filter(([, params]) => params !== undefined && params.length > 0)
  if (kinds.length === 0) return undefined
  return `${kinds.map(([kind, params]) => `${kind} in ${codes(params)}`).join('; ')}.`
}

/** A file that goes along, or comes back. */
export function fileSentence({ takes, gives }: Operation): string | undefined {
  if (gives !== undefined) return 'gives a file, as bytes.'
  if (takes === undefined) return undefined
  if (takes.as !== 'session') return `takes a file, ${takes.as === 'raw' ? 'as the body' : 'in the body'}.`
  const pieces = takes.pieces === undefined ? 'in one piece' : `in pieces of ${sizeOf(takes.pieces)}`
  return `takes a file, in steps: first an address, then the bytes there ${pieces}.`
}

const MEBIBYTE = 1024 * 1024

function sizeOf(bytes: number): string {
  return bytes % MEBIBYTE === 0 ? `${bytes / MEBIBYTE} MiB` : `${bytes} bytes`
}
