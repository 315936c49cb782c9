import { ConnectorFinder } from '../hosted/connector-finder.ts'

/** References that are remembered; the oldest goes first. */
const MAX_KNOWN = 1_000

/** Looks each reference up once, and again when its connector was replaced. */
export function knownConnectors(lookUp: (reference: string) => Promise<string>) {
  const finders = new Map<string, ConnectorFinder>()
  return (reference: string): ConnectorFinder => {
    const known = finders.get(reference)
    if (known !== undefined) return known
    const finder = new ConnectorFinder(() => lookUp(reference))
    finders.set(reference, finder)
    const [oldest] = finders.keys()
    if (finders.size > MAX_KNOWN && oldest !== undefined) finders.delete(oldest)
    return finder
  }
}
