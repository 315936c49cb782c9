import type { Json } from '../json.ts'

/** What goes back over HTTP. A body that is too large to hold is made while it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | (() => Iterable<Buffer> | AsyncIterable<Buffer>)
  /** How the connection treats a body that it does not send whole. */
  readonly broken?: 'reset' | 'truncated'
  /** Milliseconds between the pieces of a body that is made while it is sent. */
  readonly interval?: number
  /** Milliseconds between the bytes of the status line and the headers. */
  readonly headerInterval?: number
  /** Headers that are sent besides, under a name that may be there already. */
  readonly repeated?: readonly (readonly [name: string, value: string])[]
}

/** An outcome that takes its time. */
export interface Later {
  /** Milliseconds. */
  readonly after: number
  readonly outcome: Outcome
}

/** An answer, now or later, or none: the connection stays open and silent, or is reset. */
export type Outcome = Answer | Later | 'silence' | 'reset'

/** The status that will go out; `null` when there is no answer. */
export function statusOf(outcome: Outcome): number | null {
  if (typeof outcome === 'string') return null
  return 'after' in outcome ? statusOf(outcome.outcome) : outcome.status
}

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
  return bytesAnswer(status, Buffer.from(text), { 'content-type': JSON_TYPE, ...headers })
}

export function bytesAnswer(status: number, body: Buffer, headers: Readonly<Record<string, string>>): Answer {
  return { status, body, headers: { 'content-length': String(body.length), ...headers } }
}
