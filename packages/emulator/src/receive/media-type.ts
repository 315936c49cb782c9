/** A media type with its parameters, names in lower case: RFC 9110, section 8.3.1. */
export interface MediaTypeValue {
  /** `type/subtype` in lower case. */
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

const PARAMETER = /;\s*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*))/g
const LONGEST = 8192

/** Text longer than 8 kB is no media type. */
export function readMediaType(text: string): MediaTypeValue {
  if (text.length > LONGEST) return { type: '', parameters: new Map() }
  return { type: essence(text), parameters: readParameters(text) }
}

/** The parameters of a header field: `; name="a"; filename="b"`. Of two with one name the first counts. */
export function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, token] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, quoted?.replaceAll(/\\(["\\])/g, '$1') ?? token ?? '')
  }
  return parameters
}

export function essence(text: string): string {
  const end = text.indexOf(';')
  return (end === -1 ? text : text.slice(0, end)).trim().toLowerCase()
}

/** `application/json`, and by RFC 6839, section 3.1 what ends in `+json`. */
export function isJsonType(text: string): boolean {
  const type = essence(text)
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json')
}

/**
 * The key of the described types that a type is taken by: itself before `image/*` before `*` + `/*`.
 * `undefined`: none takes it.
 */
export function describedType(described: Iterable<string>, type: string): string | undefined {
  const keys = [...described]
  const range = `${type.split('/')[0]}/*`
  return [type, range, '*/*'].flatMap((wanted) => keys.find((key) => essence(key) === wanted) ?? [])[0]
}
