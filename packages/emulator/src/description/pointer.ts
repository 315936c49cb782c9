import { isObject, type Json, type JsonObject } from '../json.ts'

/** What a local reference (`#/components/parameters/org`) leads to, or `undefined` where it leads nowhere. */
export function lookUp(root: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith('#/')) return undefined
  return reference.slice(2).split('/').map(unescapeToken).reduce<Json | undefined>(member, root)
}

/** Names come from outside: `constructor` must not be found where nothing of that name is. */
function member(parent: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(parent)) return (parent as readonly Json[])[Number(name)]
  return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined
}

/** RFC 6901, sections 4 and 6. */
export function unescapeToken(token: string): string {
  return percentDecoded(token).replaceAll('~1', '/').replaceAll('~0', '~')
}

/** RFC 6901, sections 3 and 6. */
export function escapeToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25')
}

function percentDecoded(token: string): string {
  if (!token.includes('%')) return token
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}
