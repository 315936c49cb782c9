import type { Answer } from './answer.ts'

/** Origins of the vendor, and the one that stands for them. */
export interface OwnLinks {
  readonly from: readonly string[]
  readonly to: string
}

/** The answer with links that lead here: texts of its JSON and headers that begin with an origin of the vendor. */
export function withOwnLinks(answer: Answer, { from, to }: OwnLinks): Answer {
  if (from.length === 0 || !(answer.body instanceof Buffer)) return answer
  const headers = mapValues(answer.headers, (value) =>
    from.reduce((text, origin) => replaced(text, origin, to), value),
  )
  if (!/[/+]json\b/.test(answer.headers['content-type'] ?? '')) return { ...answer, headers }
  const { body } = answer
  if (!from.some((origin) => body.includes(origin))) return { ...answer, headers }
  const text = body.toString('utf8')
  const own = Buffer.from(from.reduce((json, origin) => withOrigin(json, origin, to), text))
  return { ...answer, body: own, headers: { ...headers, 'content-length': String(own.length) } }
}

/** A quotation mark behind a backslash is part of a text. */
function withOrigin(json: string, origin: string, to: string): string {
  return json.replaceAll(`"${origin}/`, (found, at: number) => (json[at - 1] === '\\' ? found : `"${to}/`))
}

function replaced(text: string, origin: string, to: string): string {
  return text.startsWith(`${origin}/`) ? to + text.slice(origin.length) : text
}

function mapValues(
  values: Readonly<Record<string, string>>,
  map: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]))
}
