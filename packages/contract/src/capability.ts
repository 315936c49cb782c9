/**
 * What a token may be used for: to connect accounts, or for operations of one effect. A scoped token that lists none
 * has all of them; one that lists some can do no more.
 */
export const CAPABILITIES = ['connect', 'read', 'write', 'destructive', 'external_message', 'money'] as const

export type Capability = (typeof CAPABILITIES)[number]

/** Short for what an agent usually needs: nothing that is sent to others, paid or lost. */
export const EXECUTE = ['read', 'write'] as const satisfies readonly Capability[]

/** Spells out what a list of capabilities means, each once and in the order of `CAPABILITIES`. */
export function spelledOut(listed: readonly (Capability | 'execute')[]): Capability[] {
  const all = new Set(listed.flatMap((one): readonly Capability[] => (one === 'execute' ? EXECUTE : [one])))
  return CAPABILITIES.filter((one) => all.has(one))
}
