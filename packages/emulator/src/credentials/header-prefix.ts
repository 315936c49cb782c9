/**
 * What follows a prefix in a header, or `undefined` where it does not stand there. A prefix is read in any case
 * (RFC 9110, 11.1), and a space separates it when it ends in a letter or digit.
 */
export function afterPrefix(value: string, prefix: string): string | undefined {
  const { length } = prefix
  if (length === 0) return value || undefined
  if (value.length <= length) return undefined
  if (value.slice(0, length).toLowerCase() !== prefix.toLowerCase()) return undefined
  if (/[a-z\d]$/i.test(prefix) && value[length] !== ' ') return undefined
  return value.slice(length).trimStart() || undefined
}
