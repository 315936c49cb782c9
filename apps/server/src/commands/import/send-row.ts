import { SallyportError } from '@sallyport/errors'
import type { EngineCall } from '../engine-client.ts'
import type { Outcome } from './report.ts'
import type { BadRow, Row } from './row.ts'

export interface SendOptions {
  readonly call: EngineCall
  readonly dryRun: boolean
  /** Rejects when the program is to end. */
  readonly wait: (ms: number) => Promise<unknown>
  readonly now: () => number
}

const CONNECTORS = '/integrations/connectors'
const MAX_ATTEMPTS = 6
const LONGEST_WAIT_MS = 60_000

/** Sends one line to the engine, again where it asks to wait or cannot be reached: the key makes that safe. */
export async function sendRow(options: SendOptions, line: number, row: Row | BadRow): Promise<Outcome> {
  if ('problem' in row) {
    return { line, key: row.key, status: 'failed', code: 'invalid_request', message: row.problem }
  }
  const { key, body } = row
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { line, key, ...(await send(options, body)) }
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error
      const failed = { line, key, status: 'failed', code: error.code, message: error.message } as const
      if (!error.retryable || attempt === MAX_ATTEMPTS) return failed
      const waited = await options.wait(waitOf(error, attempt, options.now())).then(
        () => true,
        () => false,
      )
      if (!waited) return failed
    }
  }
}

async function send({ call, dryRun }: SendOptions, body: Row['body']) {
  if (dryRun) {
    await call({ method: 'POST', path: `${CONNECTORS}/check`, body: { ...body, validate: false } })
    return { status: 'valid' } as const
  }
  const answer = (await call({ method: 'POST', path: CONNECTORS, body })) as {
    readonly id: string
    readonly state: string
    readonly created?: boolean
    readonly warnings?: readonly { readonly code: string; readonly message: string }[]
  }
  const [warning] = answer.warnings ?? []
  return {
    status: answer.created === false ? 'existed' : 'created',
    connector_id: answer.id,
    state: answer.state,
    ...(warning && { code: warning.code, message: warning.message }),
  } as const
}

function waitOf({ retryAt }: SallyportError, attempt: number, now: number): number {
  const told = retryAt === undefined ? 0 : retryAt.getTime() - now
  return Math.min(LONGEST_WAIT_MS, Math.max(told, 500 * 2 ** attempt))
}
