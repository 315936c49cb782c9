export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether there is anything in it to tell it by. */
export function hasMembers(record: unknown): boolean {
  return typeof record === 'object' && record !== null && Object.keys(record).length > 0
}
