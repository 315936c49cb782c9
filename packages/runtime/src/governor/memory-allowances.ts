import {
  type AllowanceKey,
  type Allowances,
  type LeaseRequest,
  SAME_RESET_MS,
  type Standing,
} from './allowances.ts'
import { BoundedMap } from './bounded-map.ts'

const MAX_KEYS = 10_000

interface Window {
  remaining: number
  /** Milliseconds since the epoch. */
  resetAt: number
  /** Whether the third party said so. */
  told: boolean
}

/** Allowances of one process: local mode, and engines without a database in tests. */
export function createMemoryAllowances({ now }: { readonly now: () => number }): Allowances {
  const windows = new BoundedMap<Window>(MAX_KEYS)
  const living = (key: AllowanceKey) => {
    const window = windows.get(textOf(key))
    return window !== undefined && window.resetAt > now() ? window : undefined
  }
  return {
    async lease({ key, units, perWindow, windowSeconds }: LeaseRequest) {
      const fresh = { remaining: perWindow, resetAt: now() + windowSeconds * 1000, told: false }
      const window = living(key) ?? fresh
      const granted = Math.max(0, Math.min(units, window.remaining))
      window.remaining -= granted
      windows.set(textOf(key), window)
      return { granted, resetAt: new Date(window.resetAt) }
    },
    async report(key, standing) {
      const window = heard(living(key), standing)
      if (window.resetAt > now()) windows.set(textOf(key), window)
    },
  }
}

function heard(known: Window | undefined, { remaining, resetAt }: Standing): Window {
  const told = { remaining, resetAt: resetAt.getTime(), told: true }
  if (known === undefined) return told
  const later = told.resetAt - known.resetAt
  if (known.told && later >= SAME_RESET_MS) return told
  if (known.told && later <= -SAME_RESET_MS) return known
  const resets = known.told ? known.resetAt : told.resetAt
  return { remaining: Math.min(known.remaining, remaining), resetAt: resets, told: true }
}

function textOf({ per, organization, name }: AllowanceKey): string {
  return per === 'address' ? JSON.stringify([per, name]) : JSON.stringify([per, organization, name])
}
