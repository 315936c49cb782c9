import { pagedBy } from '@sallyport/definition'
import { type Compared, takenAt } from './compared.ts'
import type { Finding } from './finding.ts'
import { placeOf } from './places.ts'
import { alternativesOf } from './schema.ts'
import { misfits } from './schema-fit.ts'

/** Where the parameters of paging have no place there, or the vendor takes larger pages. */
export function pagingRequestFindings(compared: Compared): Finding[] {
  const { at, operation, vendor, theirs } = compared
  const page = pagedBy(operation.page)
  if (page === undefined) return []
  const size = takenAt(compared, placeOf(operation, page.size))
  const isNumber =
    size !== undefined &&
    misfits({ given: { type: 'integer' }, taken: size, ours: 'given', follow: vendor.follow, path: '' })
      .length === 0
  const largest =
    size && alternativesOf(size, vendor.follow).find(({ maximum }) => maximum !== undefined)?.maximum
  const marks = 'after' in page ? [['after', page.after]] : page.place.map((name) => [`place.${name}`, name])
  const where = operation.graphql ? 'variables' : 'query'
  return [
    ...(isNumber
      ? []
      : [{ at: `${at} page.size`, problem: `there is no number "${page.size}" in the ${where}` }]),
    ...(largest === undefined || largest === page.max
      ? []
      : [{ at: `${at} page.max`, problem: `is ${largest} there` }]),
    ...marks
      .filter(([, name = '']) => takenAt({ ...compared, theirs }, placeOf(operation, name)) === undefined)
      .map(([place]) => ({ at: `${at} page.${place}`, problem: 'is not described' })),
  ]
}
