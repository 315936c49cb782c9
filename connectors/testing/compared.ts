import { type Encoding, type Operation, pathParams } from '@sallyport/definition'
import { takenBody } from './body-of.ts'
import { type Place, sameName } from './places.ts'
import { memberOfAny, type Schema } from './schema.ts'
import type { VendorDescription, VendorOperation } from './vendor-description.ts'

/** An operation of ours, and what the vendor says of it. */
export interface Compared {
  /** `issues.list` */
  readonly at: string
  readonly operation: Operation
  readonly theirs: VendorOperation
  readonly vendor: VendorDescription
  /** How the definition writes what is no text. */
  readonly encoding: Encoding
  /** Headers and parameters that are there already: the server's, the operation's and the credential's. */
  readonly stated: readonly string[]
}

/** What the vendor takes at a place; of a path the places count and not the names. */
export function takenAt(compared: Compared, { in: where, path }: Place): Schema | undefined {
  const { operation, theirs, vendor } = compared
  const [first = ''] = path
  if (where === 'body') {
    const body = takenBody(compared.operation, theirs, compared.encoding)
    return (
      body && path.reduce<Schema | undefined>((at, name) => at && memberOfAny(at, name, vendor.follow), body)
    )
  }
  const name =
    where === 'path' ? (pathParams(theirs.path)[pathParams(operation.path).indexOf(first)] ?? first) : first
  return theirs.parameters.find(
    (parameter) => parameter.in === where && sameName(parameter.name, name, where === 'header'),
  )?.schema
}
