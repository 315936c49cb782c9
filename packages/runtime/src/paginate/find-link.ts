// RFC 8288 section 3. What is unlike it ends a link's parameters; no part can be read in two ways, so that
// the time is linear in the length, whatever a header holds.
const LINK = /<([^<>]*)>((?:\s*;\s*[^\s=;,"]*\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g
const PARAMETER = /;\s*([^\s=;,"]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g

/** The target of the first link with a relation, in the value of a `Link` header; several values are joined by commas. */
export function findLink(header: string, relation: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(LINK)) {
    if (relationsOf(parameters).includes(relation)) return target
  }
  return undefined
}

/** RFC 8288 section 3.3: names of relations, between spaces, in any case; only the first `rel` counts. */
function relationsOf(parameters: string): string[] {
  for (const [, name = '', quoted, token] of parameters.matchAll(PARAMETER)) {
    if (name.toLowerCase() === 'rel') return (quoted ?? token ?? '').toLowerCase().split(/\s+/)
  }
  return []
}
