import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { CallRequest } from '@sallyport/runtime'
import type { ConnectorUnderTest } from './connector-under-test.ts'
import type { Practice } from './practice.ts'
import { REFUSALS, RETRY_AFTER_FORMS } from './refusals.ts'
import { spellingsOf } from './spellings.ts'
import { type Caller, createCaller, NOW, openStage, TOKEN } from './stage.ts'

/** What is true of a connector that says who has to do what when it is refused. */
export function refusalSuite(subject: ConnectorUnderTest, practice: Practice): void {
  const { definition } = subject
  describe(`${definition.title}: refusals`, () => {
    for (const { fault, code, codeOfWrite = code, retryAfter } of REFUSALS) {
      test(`"${fault.kind}" is ${[...new Set([code, codeOfWrite])].join(' or ')}, whatever was called`, async () => {
        await using stage = await openStage(subject)
        for (const { entity, action, operation } of practice.operations()) {
          const played = stage.faults.add({ ...fault, times: 'always' })
          const error = await failure(stage, { entity, action, params: practice.params(entity, action) })
          assert.equal(error.code, operation.effect === 'read' ? code : codeOfWrite)
          assert.equal(error.upstream?.path, operation.path)
          if (retryAfter !== undefined) assert.equal(secondsLeft(error), retryAfter)
          played.remove()
        }
        // What is safe is asked again, unless the third party names a time that is too far off.
        assert.ok(stage.ledger.count() >= practice.operations().length)
      })
    }

    for (const [value, seconds] of RETRY_AFTER_FORMS) {
      const when = seconds === undefined ? 'at a time that is not known' : `after ${seconds} seconds`
      test(`429 ${value === undefined ? 'without Retry-After' : `with "Retry-After: ${value}"`} is to be tried ${when}`, async () => {
        await using refusing = await refuse(429, value === undefined ? {} : { 'retry-after': value })
        await using caller = createCaller(definition, refusing.url)
        const error = await failure(caller, practice.check())
        assert.deepEqual([error.code, error.retryable], ['upstream_rate_limited', true])
        assert.equal(secondsLeft(error), seconds)
      })
    }
  })

  describe(`${definition.title}: credentials`, () => {
    for (const { way, fields } of spellingsOf(definition, TOKEN)) {
      test(`the check works with nothing but ${Object.keys(fields).join(' and ')} (${way})`, async () => {
        await using stage = await openStage(subject)
        const config = practice.exampleConfig()
        const { data } = await stage.call(practice.check(), { credential: fields, config })
        assert.notEqual(data, null)
        assert.equal(stage.ledger.count({ token: TOKEN, status: 200, verdict: 'valid' }), 1)
      })

      test(`a wrong ${Object.keys(fields).join(' and ')} (${way}) is invalid, whatever is called`, async () => {
        await using stage = await openStage(subject)
        const credential = Object.fromEntries(Object.keys(fields).map((name) => [name, 'another-token']))
        for (const { entity, action } of practice.operations()) {
          const request = { entity, action, params: practice.params(entity, action) }
          const error = await failure(stage, request, credential)
          assert.deepEqual([error.code, error.act], ['credential_invalid', 'user'])
          assert.ok(!error.message.includes('another-token'))
        }
      })
    }
  })
}

async function failure(
  caller: Caller,
  request: CallRequest,
  credential?: Readonly<Record<string, string>>,
): Promise<SallyportError> {
  const answer = await caller.call(request, credential && { credential }).catch((error: unknown) => error)
  assert.ok(
    SallyportError.isInstance(answer),
    `${request.entity}.${request.action} did not fail with our error`,
  )
  return answer
}

function secondsLeft({ retryAt }: SallyportError): number | undefined {
  return retryAt && (retryAt.getTime() - NOW) / 1000
}

/** A third party that refuses everything in the same way. */
async function refuse(status: number, headers: Readonly<Record<string, string>>) {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
