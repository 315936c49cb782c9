type Input = Readonly<Record<string, unknown>>

/** One member of a checked input, where it is there. */
export function textOf<const Name extends string>(input: Input, name: Name): { [K in Name]?: string } {
  const value = input[name]
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [K in Name]?: string }
}

/** The cursor in the path of a next page: tools take it by itself. */
export function cursorOf(next: string | null | undefined): string | null {
  return next ? new URLSearchParams(next.slice(next.indexOf('?') + 1)).get('cursor') : null
}
