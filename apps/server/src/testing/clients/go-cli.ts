import assert from 'node:assert/strict'
import type { Caller } from '../caller.ts'

/** What a command prints, or how it ends: the status decides its exit code. */
export interface Printed {
  readonly exit: number
  readonly output: unknown
}

const EXITS: Readonly<Record<number, number>> = { 400: 4, 401: 2, 403: 2, 404: 3, 422: 4 }
const RETRIED = new Set([429, 502, 503, 504])

export type GoCall = (method: string, path: string, body?: object) => Promise<Printed>

/** The transport of the CLI: JSON both ways, also declared where there is no body. Anything else breaks it. */
export function goCli(call: Caller['call'], bearer: string): GoCall {
  return async (method, path, body) => {
    const reply = await call(method, path, {
      bearer,
      ...(body && { body }),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'airbyte-agent/1.2.3',
        'x-adp-agent-cli': '1.2.3',
      },
    })
    assert.ok(!RETRIED.has(reply.status), 'it would be sent again')
    const { status, text } = reply
    if (status >= 200 && status < 300) {
      assert.ok(text === '' || reply.body !== undefined, `no JSON: ${text.slice(0, 80)}`)
      return { exit: 0, output: text === '' ? null : reply.body }
    }
    const { detail, message } = reply.body ?? {}
    // A detail that is no text makes all of the error unreadable.
    assert.ok(detail === undefined || typeof detail === 'string', 'detail')
    return { exit: EXITS[status] ?? 1, output: detail ?? message ?? text }
  }
}
