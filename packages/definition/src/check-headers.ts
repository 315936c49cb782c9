/** RFC 9110 5.1 knows no case in names of headers; ours are looked up in lower case. */
const HEADER = /^[a-z0-9!#$%&'*+.^_`|~-]+$/
/** Headers that the request itself decides, or the credential. */
const OWN_HEADERS = new Set(['authorization', 'content-type', 'content-length', 'host'])

/** Names that are none, or not in lower case. */
export function checkHeaders(names: readonly string[]): string[] {
  return names
    .filter((name) => !HEADER.test(name))
    .map((name) => `"${name}" is not the name of a header in lower case`)
}

/** Names that something cannot state, since the request or the credential decides them. */
export function notToState(names: readonly string[], who: string): string[] {
  return names
    .filter((name) => OWN_HEADERS.has(name.toLowerCase()))
    .map((name) => `the header "${name}" is not ${who}'s to state`)
}
