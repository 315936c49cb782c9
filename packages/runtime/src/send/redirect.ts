const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * Where a redirect leads when it stays within the origin, so that the same headers may go along.
 * Anything else is an answer like any other: whoever follows it must take the credential off first.
 */
export function redirectWithinOrigin(
  status: number,
  location: string | undefined,
  from: URL,
): URL | undefined {
  if (!REDIRECTS.has(status) || location === undefined) return undefined
  const to = URL.parse(location, from.href)
  if (to === null || to.origin !== from.origin || to.username !== '' || to.password !== '') return undefined
  return to
}
