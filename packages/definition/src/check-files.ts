import { checkHeaders, notToState } from './check-headers.ts'
import type { TakesFile } from './files.ts'
import { type Operation, pathParams } from './operation.ts'
import { unless } from './unless.ts'

/** Bytes of the largest piece of an upload, which is held in memory. */
const MAX_PIECE = 16 * 1024 * 1024

/** What is inconsistent in how an operation takes and gives files. */
export function checkFiles(operation: Operation): string[] {
  const { method, page, records, gives, takes, graphql } = operation
  const writes = method === 'POST' || method === 'PUT' || method === 'PATCH'
  return [
    ...unless(gives === undefined || (page === undefined && records === undefined), 'a file has no records'),
    ...unless(
      takes === undefined || (writes && graphql === undefined),
      `a file cannot go along with ${method}`,
    ),
    ...(takes?.as === 'session' ? checkSession(operation, takes) : []),
  ]
}

function checkSession(
  { params }: Operation,
  { tells = {}, tellsInHeaders = {}, pieces, finish, address }: Extract<TakesFile, { as: 'session' }>,
): string[] {
  const headers = [...Object.keys(tellsInHeaders), ...('header' in address ? [address.header] : [])]
  const known = (name: string) => Object.hasOwn(params.properties, name)
  return [
    ...checkHeaders(headers),
    ...notToState(Object.keys(tellsInHeaders), 'a fact of the file'),
    ...[...Object.keys(tells), ...Object.keys(tellsInHeaders)]
      .filter(known)
      .map((name) => `"${name}" is both a parameter and a fact of the file`),
    ...unless(
      pieces === undefined || (Number.isInteger(pieces) && pieces > 0 && pieces <= MAX_PIECE),
      'a piece has from 1 byte to 16 MB',
    ),
    ...(finish ? pathParams(finish.path) : [])
      .filter((name) => !known(name))
      .map((name) => `{${name}} of the end of the upload is no parameter`),
    ...Object.values(finish?.body ?? {})
      .filter((from) => !isSource(from, known))
      .map((from) => `"${from}" is nothing that the end of the upload can say`),
  ]
}

const FACTS = new Set(['file.name', 'file.size', 'file.type'])

function isSource(from: string, known: (name: string) => boolean): boolean {
  const [where, name = ''] = from.split('.')
  if (where === 'params') return known(name)
  return where === 'file' ? FACTS.has(from) : where === 'answer' && name !== ''
}
