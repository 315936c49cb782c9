import type { Credential, CredentialState, Grant, KeptRecord } from '@sallyport/runtime'
import { type KeptCredential, MAX_BEGUN } from './kept-credential.ts'

/** Reads what `JSON.stringify` wrote of it, member by member. Nothing for anything else. */
export function readKept(json: Buffer): KeptCredential | undefined {
  try {
    const { lineage, begun, record } = membersOf(JSON.parse(json.toString()), ['lineage', 'begun', 'record'])
    const marks = textsOf(begun)
    if (marks.length > MAX_BEGUN) return undefined
    return { lineage: countOf(lineage), begun: marks, record: recordOf(record) }
  } catch {
    // Not kept: a parser's error quotes what it read.
    return undefined
  }
}

function recordOf(value: unknown): KeptRecord {
  const needed = ['version', 'credential', 'state', 'attempt', 'settlement', 'failures']
  const given = membersOf(value, needed, ['retryAt', 'refusedAt', 'spare'])
  return {
    version: countOf(given.version),
    credential: credentialOf(given.credential),
    state: oneOf(STATES, given.state),
    attempt: attemptOf(given.attempt),
    settlement: countOf(given.settlement),
    failures: countOf(given.failures),
    retryAt: optional(given.retryAt, timeOf),
    refusedAt: optional(given.refusedAt, timeOf),
    spare: optional(given.spare, credentialOf),
  }
}

const STATES: readonly CredentialState[] = ['pending', 'active', 'degraded', 'needs_reauth', 'revoked']
const PHASES = ['settled', 'leased', 'sent'] as const

function attemptOf(value: unknown): KeptRecord['attempt'] {
  const given = membersOf(value, ['phase', 'fence', 'until', 'presentations'], ['presentedAt'])
  return {
    phase: oneOf(PHASES, given.phase),
    fence: countOf(given.fence),
    until: timeOf(given.until),
    presentations: countOf(given.presentations),
    presentedAt: optional(given.presentedAt, timeOf),
  }
}

function credentialOf(value: unknown): Credential {
  const needed = ['definitionId', 'alternative', 'fields', 'origins']
  const given = membersOf(value, needed, ['tokenOrigins', 'grant'])
  const fields = Object.entries(objectOf(given.fields)).map(([name, field]) => [name, textOf(field)])
  return {
    definitionId: textOf(given.definitionId),
    alternative: textOf(given.alternative),
    fields: Object.fromEntries(fields),
    origins: textsOf(given.origins),
    ...('tokenOrigins' in given && { tokenOrigins: textsOf(given.tokenOrigins) }),
    ...('grant' in given && { grant: grantOf(given.grant) }),
  }
}

function grantOf(value: unknown): Grant {
  const given = membersOf(value, ['issuedAt'], ['expiresAt', 'scopes', 'by', 'applicationId'])
  return {
    issuedAt: timeOf(given.issuedAt),
    ...('expiresAt' in given && { expiresAt: timeOf(given.expiresAt) }),
    ...('scopes' in given && { scopes: textsOf(given.scopes) }),
    ...('by' in given && { by: oneOf(['client_credentials'] as const, given.by) }),
    ...('applicationId' in given && { applicationId: textOf(given.applicationId) }),
  }
}

/** An object with these members and no others. */
function membersOf(value: unknown, needed: readonly string[], more: readonly string[] = []) {
  const given = objectOf(value)
  const known = new Set([...needed, ...more])
  if (!needed.every((name) => Object.hasOwn(given, name))) throw new TypeError('a member is missing')
  if (!Object.keys(given).every((name) => known.has(name))) throw new TypeError('a member is not known')
  return given
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no object')
  return value as Readonly<Record<string, unknown>>
}

function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError('no list')
  return value.map(textOf)
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError('no text')
}

function countOf(value: unknown): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value)
  throw new TypeError('no count')
}

function timeOf(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError('no time')
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T {
  const found = known.find((one) => one === value)
  if (found === undefined) throw new TypeError('not one of those known')
  return found
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value)
}
