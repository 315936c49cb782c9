import { setTimeout as sleep } from 'node:timers/promises'
import type { Definition } from '@sallyport/definition'
import {
  AccessTokens,
  type AttemptOptions,
  check,
  createAuthorizer,
  createMemoryAllowances,
  createSender,
  DEFAULT_DEADLINE_MS,
  download,
  inMemory,
  matchCredential,
  parseConfig,
  preview,
  RateGovernor,
  type ResolvedCall,
  type RunOptions,
  resolve,
  run,
} from '@sallyport/runtime'
import type { LocalOptions } from '../options.ts'
import type { Transport } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import { asSent } from './as-sent.ts'
import { keptFresh } from './kept-fresh.ts'
import { createLocalResults } from './local-results.ts'
import { localTools } from './local-tools.ts'

export { type FileCredentialStoreOptions, fileCredentialStore } from './file-credential-store.ts'

export interface LocalTransportOptions<D extends Definition>
  extends Pick<LocalOptions<D>, 'credentials' | 'credentialStore' | 'redirectOrigins'> {
  readonly config?: Readonly<Record<string, string>>
  readonly now: () => number
  readonly newId: () => string
  /** From 0 up to, and without, 1. */
  readonly random: () => number
}

/** Runs calls in this process: the same stages as the engine's, with the caller's own credential. */
export function createLocalTransport<D extends Definition>(
  definition: D,
  options: LocalTransportOptions<D>,
): Transport {
  const { now } = options
  const config = parseConfig(definition, { ...options.config })
  const sender = createSender({
    allowLoopbackOrigins: new Map(Object.entries(options.redirectOrigins ?? {})),
  })
  const credential = matchCredential(definition, { ...options.credentials }, config)
  const tokens = new AccessTokens(inMemory(), now)
  const wait: AttemptOptions['wait'] = (ms, until) => sleep(ms, undefined, { signal: until })
  const fresh = keptFresh({ definition, credential, sender, wait, ...options })
  const authorizer = createAuthorizer(definition, credential, {
    now,
    sender,
    tokens,
    key: 'own',
    ...(fresh && { source: fresh.source }),
  })
  const governor = new RateGovernor({ now, wait, allowances: createMemoryAllowances({ now }) })
  const context = { definition, config }
  const send = (call: ResolvedCall, more: Pick<RunOptions, 'file' | 'signal'>) =>
    run(call, authorizer, {
      ...more,
      sender,
      callId: options.newId(),
      now,
      random: options.random,
      wait,
      governor: governor.for({ ...MINE, deadline: now() + DEFAULT_DEADLINE_MS }),
    })
  const execute: Transport['execute'] = async ({ fields, signal, params, dryRun, file, ...request }) => {
    const call = resolve(context, {
      ...request,
      params: asSent(params),
      ...(fields && { fields: { select: fields } }),
    })
    if (dryRun) return { data: preview(call, authorizer), page: undefined, meta: {}, warnings: [] }
    const reads = call.operation.effect === 'read'
    const result = send(call, { ...(file && { file }), ...(signal && reads && { signal }) })
    // A write goes on when its caller has gone: cut off half-way, nobody would know what it did.
    return reads ? result : untilAborted(result, signal)
  }
  const results = createLocalResults({ now, newId: options.newId })
  const get: Transport['download'] = async ({ entity, action, params, range, signal }) => {
    const call = resolve(context, { entity, action, params: asSent(params) })
    return download(call, authorizer, {
      sender,
      now,
      governor: governor.for({ ...MINE, deadline: now() + DEFAULT_DEADLINE_MS }),
      ...(range && { range }),
      ...(signal && { signal }),
    })
  }
  return {
    execute,
    download: get,
    async check(signal) {
      const report = await check(context, { send: (call) => send(call, { ...(signal && { signal }) }) })
      const { status, error, entities } = report
      const shown = entities.map((one) => ({
        entity: one.entity,
        status: one.status,
        message: one.error?.message,
      }))
      return { status, message: error?.message, entities: shown }
    },
    tools: async (asked) => localTools({ definition, config, execute, download: get, results }, asked),
    async close() {
      // What a token endpoint has given is saved first.
      await fresh?.settle()
      await sender.close()
    },
  }
}

/** Whoever uses this client is one caller with one credential. */
const MINE = { organization: '', credential: '', caller: '' }
