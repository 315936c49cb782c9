import { type Built, buildThirdParty } from './build-third-party.ts'
import { checkOptions } from './check-options.ts'
import { createControl } from './control/control.ts'
import type { EmulateOptions } from './emulate-options.ts'
import type { Faults } from './faults/faults.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { AuthorizationServer } from './oauth/authorization-server.ts'
import { bodyLimit } from './serve/body-limit.ts'
import { type Handler, serve } from './serve/serve.ts'
import type { Vendor } from './vendor.ts'

/** A third party that runs. */
export interface Emulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly ledger: Ledger
  readonly faults: Faults
  /** The tokens and keys that it accepts, where they are texts. */
  readonly credentials: readonly string[]
  /** Its authorization server, where the vendor has one. */
  readonly oauth: AuthorizationServer | undefined
  /** Stops listening and ends every connection, the silent ones too. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts an emulated third party on 127.0.0.1. It checks each request against the vendor's own description,
 * keeps what is written, answers as the vendor does, notes everything in a ledger, and goes wrong on demand.
 * Rejects with a `TypeError` when the vendor's data or the options make no sense, and when the port is taken.
 *
 * @example
 * ```ts
 * await using github = await emulate(githubVendor, { credentials: 'ghp_example' })
 * await fetch(`${github.url}/user`, { headers: { authorization: 'Bearer ghp_example' } })
 * github.ledger.count({ method: 'GET', path: '/user' }) // 1
 * ```
 */
export async function emulate(vendor: Vendor, options: EmulateOptions = {}): Promise<Emulator> {
  checkOptions(options)
  const { port = 0, delay = 0, raw, onError = warn } = options
  const given = options.now ?? options.clock?.now
  const now = given ?? Date.now
  // The port has to be known before there is anything behind it.
  let handle: Handler = () => 'reset'
  const served = await serve({
    port,
    delay,
    raw,
    now,
    machineTime: given === undefined,
    onError,
    bodyLimit,
    handlerAt: () => (request) => handle(request),
  })
  const close = () => served.close()
  try {
    const built = await buildThirdParty(vendor, { ...options, now, origin: served.url })
    built.faults.onChange((refusing) => (refusing ? served.pause() : served.resume()))
    if (built.faults.refusing) served.pause()
    handle = withControl(built, vendor, options)
    const { ledger, faults, oauth, credentials } = built
    return { url: served.url, ledger, faults, oauth, credentials, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}

function withControl(
  { thirdParty, ledger, faults, seed }: Built,
  { slug }: Vendor,
  options: EmulateOptions,
): Handler {
  if (!options.control) return (request) => thirdParty.handle(request)
  const control = createControl({ ledger, faults, clock: options.clock, about: { vendor: slug, seed } })
  return (request) => control(request) ?? thirdParty.handle(request)
}

/** Not on standard output, which belongs to the program. */
function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
