import { isObject, type Json, type JsonObject } from '../json.ts'
import { lookUp } from './pointer.ts'

const LONGEST = 32

/** What a part of a description is once its reference is followed. `place` is named in errors. */
export type Resolve = (node: Json | undefined, place: string) => JsonObject

/** Follows the references of parameters, bodies, responses and path items. It throws a `TypeError` where one fails. */
export function createResolve(root: JsonObject): Resolve {
  return (node, place) => {
    let found = node
    for (let step = 0; step < LONGEST; step += 1) {
      if (!isObject(found)) return {}
      if (typeof found.$ref !== 'string') return found
      const target = lookUp(root, found.$ref)
      if (!isObject(target)) throw new TypeError(`${place} refers to "${found.$ref}", which is not there.`)
      found = target
    }
    throw new TypeError(`${place} refers to itself, or through more than ${LONGEST} references.`)
  }
}
