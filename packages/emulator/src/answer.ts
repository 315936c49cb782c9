import type { Json } from './json.ts'

/** What goes back over HTTP. A body that is too large to hold is made while it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | (() => Iterable<Buffer>)
  /** The connection breaks after the first half of the body. */
  readonly broken?: true
}

/** An answer, or none: the connection stays open and silent, or is reset. */
export type Outcome = Answer | 'silence' | 'reset'

const JSON_TYPE = 'application/json; charset=utf-8'

export function jsonAnswer(
  status: number,
  value: Json,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return textAnswer(status, JSON.stringify(value), { 'content-type': JSON_TYPE, ...headers })
}

export function textAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = Buffer.from(text)
  return {
    status,
    body,
    headers: { 'content-type': JSON_TYPE, 'content-length': String(body.length), ...headers },
  }
}
