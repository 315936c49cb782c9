import type { Definition } from '@sallyport/definition'
import {
  createAuthorizer,
  createSender,
  matchCredential,
  parseConfig,
  resolve,
  run,
} from '@sallyport/runtime'
import type { Clock, LocalOptions } from '../connect.ts'
import type { Transport } from '../transport.ts'

/** Runs calls in this process: the same stages as the engine's, with the caller's own credential. */
export function createLocalTransport<D extends Definition>(
  definition: D,
  options: LocalOptions<D> & Clock,
): Transport {
  const authorizer = createAuthorizer(definition, matchCredential(definition, options.credentials))
  const config = parseConfig(definition, { ...options.config })
  const sender = createSender({
    allowLoopbackOrigins: new Map(Object.entries(options.redirectOrigins ?? {})),
  })
  return {
    async execute({ fields, signal, ...request }) {
      const call = resolve(
        { definition, config },
        { ...request, ...(fields && { fields: { select: fields } }) },
      )
      return run(call, authorizer, { sender, now: options.now, ...(signal && { signal }) })
    },
    close: () => sender.close(),
  }
}
