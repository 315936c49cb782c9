/** What `read` makes of a command's arguments; the `TypeError` that says what is wrong with them, where it throws one. */
export function argumentsOf<T>(read: (args: readonly string[]) => T, args: readonly string[]): T | TypeError {
  try {
    return read(args)
  } catch (error) {
    if (error instanceof TypeError) return error
    throw error
  }
}
