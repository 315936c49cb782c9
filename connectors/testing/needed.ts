import type { Operation } from '@sallyport/definition'
import { takenBody } from './body-of.ts'
import type { Compared } from './compared.ts'
import { type Place, placedIn, placeOf, sameName } from './places.ts'
import { alternativesOf, type Follow, memberOfAny, type Schema } from './schema.ts'

/** What the vendor needs and we do not always send, under our names where we have one. */
export function neededParams(compared: Compared): string[] {
  return [...neededInUrl(compared), ...neededInBody(compared)]
}

function neededInUrl({ operation, theirs, stated }: Compared): string[] {
  const sent = placedIn(operation).filter(({ always }) => always)
  return theirs.parameters
    .filter(
      ({ name, in: where, required }) =>
        required && where !== 'path' && !stated.includes(`${where} ${name.toLowerCase()}`),
    )
    .filter(
      ({ name, in: where }) =>
        !sent.some(
          ({ place }) => place.in === where && sameName(place.path[0] ?? '', name, where === 'header'),
        ),
    )
    .map(({ name }) => ourName(operation, { in: 'query', path: [name] }) ?? name)
}

/** A body in several forms needs what all of them need. */
function neededInBody({ operation, theirs, encoding, vendor }: Compared): string[] {
  const body = takenBody(operation, theirs, encoding)
  const sent = placedIn(operation).filter(({ place }) => place.in === 'body')
  return body === undefined
    ? []
    : missing(body, { sent, follow: vendor.follow, depth: 0 }).map((path) =>
        nameAt(sent, path, operation.graphql?.input),
      )
}

interface Search {
  readonly sent: readonly Sent[]
  readonly follow: Follow
  readonly depth: number
}

interface Sent {
  readonly place: Place
  readonly name: string
  readonly always: boolean
}

/** Paths of what a body needs that is not always sent. */
function missing(body: Schema, { sent, follow, depth }: Search): string[][] {
  const forms = alternativesOf(body, follow)
  const [first = undefined] = forms
  const needed = (first?.required ?? []).filter((name) =>
    forms.every(({ required }) => required.includes(name)),
  )
  return [...new Set(needed)].flatMap((name) => {
    const inside = sent.filter(({ place }) => place.path[depth] === name)
    if (inside.some(({ place, always }) => always && place.path.length === depth + 1)) return []
    const below = inside.filter(({ place }) => place.path.length > depth + 1)
    const member = memberOfAny(body, name, follow)
    const path = (rest: string[]) => [name, ...rest]
    // An object of ours is there with its first member.
    if (below.length === 0 || member === undefined) return [path([])]
    return missing(member, { sent: below, follow, depth: depth + 1 }).map(path)
  })
}

/** Our name of what stands at a path of the body, where we have one. */
function nameAt(sent: readonly Sent[], path: readonly string[], root?: string): string {
  const own = sent.find(({ place }) => place.path.join('.') === path.join('.'))?.name
  return own ?? (path.length > 1 && path[0] === root ? path.slice(1) : path).join('.')
}

function ourName(operation: Operation, { path: [name] }: Place): string | undefined {
  return Object.keys(operation.params.properties).find((ours) => placeOf(operation, ours).path[0] === name)
}
