import { type DocumentNode, Kind, parse } from 'graphql'
import type { Wanted } from './graphql-wanted.ts'

/** As graphql-codegen writes them with `documentMode: 'string'`: the text of a whole document. */
const OPENING = /^const \w+Document = new TypedDocumentString\(`/gm
const TEXT = /(?:[^`$\\]|\$(?!\{))*(?=`\))/y

/**
 * The documents in the source of a generated client; fragments alone are left out. Throws at one that is
 * put together at run time.
 */
export function sdkDocuments(source: string): DocumentNode[] {
  return [...source.matchAll(OPENING)].map((opening) => {
    TEXT.lastIndex = opening.index + opening[0].length
    const text = TEXT.exec(source)?.[0]
    if (text === undefined) throw new Error(`"${opening[0]}" is followed by more than plain text.`)
    return parse(text)
  })
}

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

/** Whether the document does nothing but call root fields that are listed. */
export function callsOnly(document: DocumentNode, rootFields: Wanted['rootFields']): boolean {
  return document.definitions.every((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return true
    const listed = rootFields[ROOTS[definition.operation]] ?? []
    const fields = definition.selectionSet.selections
    return fields.every((field) => field.kind === Kind.FIELD && listed.includes(field.name.value))
  })
}
