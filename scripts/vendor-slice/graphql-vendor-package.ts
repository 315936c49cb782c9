import { type PinnedFile, type PublishedPackage, unpackedFiles } from './unpacked-files.ts'

/** A published package and the files of it that a slice is made from. */
export interface VendorPackage extends PublishedPackage, PinnedFile {
  /** Documents of the vendor's own client: what they select stays in the slice. */
  readonly documents?: PinnedFile
}

export interface VendorFiles {
  readonly schema: string
  readonly documents: string
  readonly licence: string
}

/** Fetches the files from the npm registry. Throws when one has not the pinned hash. */
export function fetchVendorFiles(source: VendorPackage): VendorFiles {
  const { texts, licence } = unpackedFiles(source, [source, source.documents ?? []].flat())
  const [schema = '', documents = ''] = texts
  return { schema, documents, licence }
}
