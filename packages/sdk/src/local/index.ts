import { setTimeout as sleep } from 'node:timers/promises'
import type { Definition } from '@sallyport/definition'
import {
  AccessTokens,
  type AttemptOptions,
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
  resolve,
  run,
} from '@sallyport/runtime'
import type { LocalOptions } from '../options.ts'
import type { Transport } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import { asSent } from './as-sent.ts'

export interface LocalTransportOptions<D extends Definition>
  extends Pick<LocalOptions<D>, 'credentials' | 'redirectOrigins'> {
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
  const authorizer = createAuthorizer(definition, credential, { now, sender, tokens, key: 'own' })
  const wait: AttemptOptions['wait'] = (ms, until) => sleep(ms, undefined, { signal: until })
  const governor = new RateGovernor({ now, wait, allowances: createMemoryAllowances({ now }) })
  return {
    async execute({ fields, signal, params, dryRun, file, ...request }) {
      const call = resolve(
        { definition, config },
        { ...request, params: asSent(params), ...(fields && { fields: { select: fields } }) },
      )
      if (dryRun) return { data: preview(call, authorizer), page: undefined, meta: {}, warnings: [] }
      const reads = call.operation.effect === 'read'
      const result = run(call, authorizer, {
        sender,
        callId: options.newId(),
        now,
        random: options.random,
        wait,
        governor: governor.for({ ...MINE, deadline: now() + DEFAULT_DEADLINE_MS }),
        ...(file && { file }),
        ...(signal && reads && { signal }),
      })
      // A write goes on when its caller has gone: cut off half-way, nobody would know what it did.
      return reads ? result : untilAborted(result, signal)
    },
    async download({ entity, action, params, range, signal }) {
      const call = resolve({ definition, config }, { entity, action, params: asSent(params) })
      return download(call, authorizer, { sender, now, ...(range && { range }), ...(signal && { signal }) })
    },
    close: () => sender.close(),
  }
}

/** Whoever uses this client is one caller with one credential. */
const MINE = { organization: '', credential: '', caller: '' }
