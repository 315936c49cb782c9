/** Marks what third parties said, so that a model takes it for data. */
export function asThirdParty(data: unknown): string {
  return JSON.stringify(data)
}
