import { buildASTSchema, buildSchema, type DocumentNode, parse, print, validateSchema } from 'graphql'
import { cut } from './graphql-cut.ts'
import { deriveSchema } from './graphql-derive.ts'
import { header } from './graphql-header.ts'
import { callsOnly, sdkDocuments } from './graphql-sdk-documents.ts'
import { usedFields } from './graphql-used-fields.ts'
import type { VendorFiles, VendorPackage } from './graphql-vendor-package.ts'
import type { UsedFields, Wanted } from './graphql-wanted.ts'

/** What a slice is made from and what it shall hold. */
export interface SliceSource extends VendorPackage, Wanted {
  readonly changes: string
  /** Whether the file holds types in TypeScript, from which the schema has to be derived. */
  readonly derive?: boolean
  /** The vendor's own names of types, where the types in TypeScript have another. */
  readonly names?: Readonly<Record<string, string>>
}

/** The slice as text, with its provenance. Throws when it would be no valid schema. */
export function makeSlice(source: SliceSource, files: VendorFiles): string {
  const whole = parse(source.derive ? deriveSchema(files.schema, source.names) : files.schema)
  const slice = print(cut(whole, source, usedBy(files.documents, whole, source)))
  const errors = validateSchema(buildSchema(slice))
  if (errors.length > 0) throw new Error(errors.map((error) => error.message).join('\n'))
  return `${header(source, files.licence)}\n${slice}\n`
}

function usedBy(client: string, whole: DocumentNode, wanted: Wanted): UsedFields {
  if (client === '') return new Map()
  const documents = sdkDocuments(client).filter((document) => callsOnly(document, wanted.rootFields))
  return usedFields(buildASTSchema(whole, { assumeValidSDL: true }), documents)
}
