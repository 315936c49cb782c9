import type { ChangeFeed } from '../ports.ts'

/** A change feed that a test speaks through. */
export class ChangeSignal implements ChangeFeed {
  readonly #listeners: ((organizationId: string | 'all') => void)[] = []
  isTrusted = true

  subscribe(listener: (organizationId: string | 'all') => void): void {
    this.#listeners.push(listener)
  }

  trusted(): boolean {
    return this.isTrusted
  }

  announce(organizationId: string | 'all'): void {
    for (const listener of this.#listeners) listener(organizationId)
  }
}
