/** One parameter, decoded to bytes: each character of the texts is one byte. */
export type QueryPair = readonly [name: string, value: string]

/** Path of a request as it was sent. */
export function pathOf(url: string): string {
  const mark = url.indexOf('?')
  return mark === -1 ? url : url.slice(0, mark)
}

/** The parameters of a request in the order in which they were sent. `+` is a space, as in forms. */
export function queryPairs(url: string): readonly QueryPair[] {
  const mark = url.indexOf('?')
  if (mark === -1 || mark === url.length - 1) return []
  return url
    .slice(mark + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals === -1) return [formDecoded(pair), '']
      return [formDecoded(pair.slice(0, equals)), formDecoded(pair.slice(equals + 1))]
    })
}

/** Bytes as text: `%E1` is the character U+00E1. What is no escape stays as it is. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%([\da-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}

/** The text that bytes are in UTF-8. */
export function textOf(bytes: string): string {
  // Most is ASCII, which is the same in both.
  if (!/[\u0080-\u00ff]/.test(bytes)) return bytes
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function formDecoded(text: string): string {
  return percentDecoded(text.includes('+') ? text.replaceAll('+', ' ') : text)
}
