/** JSON with the members of objects in one order (RFC 8785 3.2.3): whoever stores a call may give them back in another. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
