import type { AllowanceKey, Allowances } from '@sallyport/engine'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { ofAddress, ofOrganization } from './allowance-statements.ts'

/** Once in so many leases the windows that are over are removed. */
const LEASES_PER_SWEEP = 50

export interface AllowanceStoreOptions {
  /** The engine's clock, in milliseconds since the epoch: reset times are given in its terms. */
  readonly now: () => number
}

/**
 * Allowances that all engines of one database share. Windows are measured by the database's clock alone;
 * what engines are told is how long a window lasts from now.
 */
export function allowanceStore(
  transactions: OrganizationTransactions,
  { now }: AllowanceStoreOptions,
): Allowances {
  let leases = 0
  const sweepNowAndThen = (key: AllowanceKey) => {
    leases += 1
    if (leases % LEASES_PER_SWEEP !== 0) return
    // Nothing depends on it, and the next one does what this one could not.
    transactions.one(key.organization, statementsOf(key).sweep, []).catch(() => {})
  }
  return {
    async lease({ key, units, perWindow, windowSeconds }) {
      const row = await transactions.one<LeaseRow>(key.organization, statementsOf(key).lease, [
        key.name,
        units,
        perWindow,
        windowSeconds,
      ])
      if (row === undefined) throw new TypeError('a lease always gives a row')
      sweepNowAndThen(key)
      return { granted: row.granted, resetAt: new Date(Math.ceil(now() + row.resetMs)) }
    },
    async report(key, { remaining, resetAt }) {
      const values = [key.name, remaining, resetAt.getTime() - now()]
      await transactions.one(key.organization, statementsOf(key).report, values)
    },
  }
}

interface LeaseRow {
  readonly granted: number
  readonly resetMs: number
}

function statementsOf({ per }: AllowanceKey) {
  return per === 'address' ? ofAddress : ofOrganization
}
