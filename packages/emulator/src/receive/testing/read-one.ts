import assert from 'node:assert/strict'
import { readDescription } from '../../description/read-description.ts'
import type { CheckedRequest } from '../checked-request.ts'
import { createReader, type ReaderOptions } from '../request-check.ts'
import { createRouter } from '../router.ts'

/** An operation of a description, and the schemas it refers to. */
export interface Described {
  readonly method?: string
  readonly path?: string
  readonly parameters?: readonly object[]
  readonly requestBody?: object
  readonly schemas?: object
}

export interface Sent {
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer | undefined
}

/** A reader of requests to one operation. */
export function readOne(
  { method = 'get', path = '/x', schemas = {}, ...operation }: Described,
  options?: ReaderOptions,
): (sent: Sent) => CheckedRequest {
  const description = readDescription({
    openapi: '3.1.0',
    servers: [{ url: 'https://api.example.com' }],
    paths: { [path]: { [method]: operation } },
    components: { schemas },
  })
  const route = createRouter(description.operations.values())
  const read = createReader(description, options)
  return (sent) => {
    const { url = path, headers = {} } = sent
    const match = route(method.toUpperCase(), url.split('?')[0] ?? '')
    assert.ok(match && 'operation' in match, `${url} leads to nothing`)
    const body = 'body' in sent ? sent.body : ''
    return read(match, {
      method: method.toUpperCase(),
      url,
      headers,
      body: typeof body === 'string' ? Buffer.from(body) : body,
    })
  }
}

/** Violations as `query page invalid`, which a table can hold. */
export function told({ violations }: CheckedRequest): string[] {
  return violations.map(({ in: place, field, code }) => `${place} ${field} ${code}`)
}
