import type { Operation } from '../description/operation.ts'
import type { JsonObject } from '../json.ts'
import type { Responder } from './respond.ts'

/** What problems may say of an operation: `operation.title` is what the vendor calls a record of its resource. */
export function aboutOperation(
  { plans, world }: Responder,
  { name, path, documentationUrl }: Operation,
): JsonObject {
  const title = world.resources.get(plans.get(name)?.resource ?? '')?.behaviour.title
  return {
    name,
    path,
    ...(documentationUrl !== undefined && { url: documentationUrl }),
    ...(title !== undefined && { title }),
  }
}
