const authored = new WeakSet<object>()

/** Marks a definition as written in code, by whoever runs the program. Only `defineConnector` calls it. */
export function markAuthored(definition: object): void {
  authored.add(definition)
}

/**
 * Whether `defineConnector` made this very object. Everything else, a copy of it included, counts as coming
 * from outside: it is interpreted and never becomes code.
 */
export function isAuthored(definition: object): boolean {
  return authored.has(definition)
}
