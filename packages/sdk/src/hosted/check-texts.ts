/** @throws TypeError for an option that is no text, or an empty one. */
export function checkTexts(options: object, names: readonly string[]): void {
  for (const name of names) {
    const value: unknown = Reflect.get(options, name)
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`"${name}" is to be a text and not empty`)
  }
}
