import type { Behaviour } from './behaviour/behaviour.ts'
import { readBehaviour } from './behaviour/read-behaviour.ts'
import type { Description } from './description/operation.ts'
import { readDescription } from './description/read-description.ts'
import { readSchema } from './graphql/graphql-surface-of.ts'
import { withGraphql, withTypes } from './graphql/with-graphql.ts'
import { readObject, readText } from './read-source.ts'
import type { Vendor } from './vendor.ts'

/** What the vendor's data says, once it is put together. */
export interface VendorData {
  readonly behaviour: Behaviour
  readonly schema: ReturnType<typeof readSchema> | undefined
  readonly description: Description
}

const NO_DESCRIPTION: Description = {
  origin: 'https://api.example.com',
  basePath: '',
  operations: new Map(),
  schemas: {},
}

const known = new WeakMap<Vendor, VendorData>()

/**
 * Reads a vendor, once as long as it lies in files: what is read is never changed, and reading it takes far longer
 * than starting a third party on it.
 *
 * @throws TypeError for data that makes no sense.
 */
export function readVendor(vendor: Vendor): VendorData {
  const data = known.get(vendor) ?? read(vendor)
  const inFiles = [vendor.behaviour, vendor.description, vendor.schema].every(
    (source) => source === undefined || source instanceof URL,
  )
  if (inFiles) known.set(vendor, data)
  return data
}

function read(vendor: Vendor): VendorData {
  const behaviour = withGraphql(readBehaviour(readObject(vendor.behaviour)))
  const document = readObject(vendor.description)
  const text = readText(vendor.schema)
  const schema = text === undefined ? undefined : readSchema(text, behaviour)
  const description = withTypes(document ? readDescription(document) : NO_DESCRIPTION, schema, behaviour)
  return { behaviour, schema, description }
}
