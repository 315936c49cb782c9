/** The members of a JSON object; none of a text that is no such object. */
export function objectOf(json: string): [string, unknown][] | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : undefined
  } catch {
    return undefined
  }
}
