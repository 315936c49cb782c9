import { lookUp } from '../description/pointer.ts'
import { asObject, asObjects, isObject, type Json, type JsonObject } from '../json.ts'

/** Names of the members that a schema marks as `readOnly`, over references and `allOf`. */
export function readOnlyMembers(
  schemas: JsonObject,
  schema: JsonObject,
  seen = new Set<JsonObject>(),
): readonly string[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  const members = Object.entries(asObject(schema.properties))
  return [
    ...members.filter(([, member]) => isReadOnly(schemas, member, new Set())).map(([name]) => name),
    ...partsOf(schemas, schema).flatMap((part) => readOnlyMembers(schemas, part, seen)),
  ]
}

function isReadOnly(schemas: JsonObject, member: Json | undefined, seen: Set<JsonObject>): boolean {
  if (!isObject(member) || seen.has(member)) return false
  seen.add(member)
  return member.readOnly === true || partsOf(schemas, member).some((part) => isReadOnly(schemas, part, seen))
}

/** The schemas that hold at once with a schema. */
function partsOf(schemas: JsonObject, { allOf, $ref }: JsonObject): readonly JsonObject[] {
  const target = typeof $ref === 'string' ? lookUp({ components: { schemas } }, $ref) : undefined
  return [...asObjects(allOf), ...asObjects([target])]
}
