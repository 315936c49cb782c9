/** Members of a request below which secrets stand. */
const SECRET_MEMBERS = new Set(['credentials', 'client_secret', 'configuration'])
/** What stands beside them, and is none. */
const OPEN_MEMBERS = new Set([
  'client_id',
  'option_title',
  'auth_type',
  'scope',
  'instance_url',
  'access_key_id',
])

/** The secrets in the body of a request: every text below a member that says so. */
export function secretsOf(body: string | undefined): string[] {
  try {
    return secretsIn(JSON.parse(body ?? 'null'), false)
  } catch {
    return []
  }
}

function secretsIn(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'string') return isSecret ? [value.trim()] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    OPEN_MEMBERS.has(name) ? [] : secretsIn(inner, isSecret || SECRET_MEMBERS.has(name)),
  )
}
