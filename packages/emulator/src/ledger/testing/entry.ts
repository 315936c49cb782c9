import type { LedgerEntry } from '../ledger-entry.ts'

/** An entry of a valid request, with what a test says of it. */
export function entry(members: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    time: 0,
    method: 'GET',
    path: '/things',
    operation: 'GET /things',
    query: {},
    headers: {},
    body: null,
    credential: null,
    presented: {},
    verdict: 'valid',
    violations: [],
    fault: null,
    status: 200,
    ...members,
  }
}
