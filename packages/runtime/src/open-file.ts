import { SallyportError } from '@sallyport/errors'
import type { Asker } from './ask.ts'
import { sendWithCredential } from './authorize/once-more.ts'
import { type GivenAddress, givenAddress } from './given-address.ts'
import type { PlannedRequest } from './plan.ts'
import { nameOf } from './resolve/resolved-call.ts'
import type { UpstreamStream } from './send/open-stream.ts'
import type { StreamSender } from './send/sender.ts'
import { headerOf } from './send/upstream.ts'

export interface FileAsker extends Asker {
  readonly sender: StreamSender
  /** When the file has to have begun, in milliseconds since the epoch. */
  readonly until: number
  /** Milliseconds of silence in the middle of it. */
  readonly idleMs: number
  /** How the file is wanted, wherever it lies: its coding and its range. */
  readonly wanted: Readonly<Record<string, string>>
}

/** Where a file is asked for, and what its own origins are told beside what is wanted. */
export interface FileRequest extends GivenAddress, Pick<PlannedRequest, 'method' | 'headers' | 'body'> {}

export interface OpenedFile {
  readonly stream: UpstreamStream
  /** Whether the credential went along to where it lies. */
  readonly credential: boolean
}

const MAX_HOPS = 3
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * Opens a file where it lies: at the address asked, or where that leads, over at most three origins. A listed
 * origin gets the credential where its listing says so, and otherwise nothing but what is wanted.
 *
 * @throws SallyportError `destination_refused` for an origin that is not listed.
 */
export async function openFile(asker: FileAsker, first: FileRequest): Promise<OpenedFile> {
  let request = first
  for (let hops = 0; ; hops += 1) {
    const stream = await open(asker, request, Math.max(1, asker.until - asker.now()))
    const { credential } = request
    const next = hops < MAX_HOPS ? redirected(asker, request, stream) : undefined
    if (next === undefined) return { stream, credential }
    stream.cancel()
    // Once without it, always without it: the origin that got no credential shall not decide where one goes.
    request = { ...request, url: next.url, credential: credential && next.credential }
  }
}

async function open(asker: FileAsker, request: FileRequest, deadlineMs: number): Promise<UpstreamStream> {
  const { call, authorizer, sender, idleMs, wanted, signal, scope } = asker
  const { credential, url, method, headers, body } = request
  let opened: UpstreamStream | undefined
  const send = async (sent: PlannedRequest) => {
    opened?.cancel()
    opened = await sender.open(sent, {
      deadlineMs,
      idleMs,
      path: call.operation.path,
      ...(signal && { signal }),
      ...(scope !== undefined && { scope }),
    })
    return opened
  }
  if (!credential) return send({ method, url, headers: wanted })
  const planned = { method, url, headers: { ...headers, ...wanted }, ...(body !== undefined && { body }) }
  const time = () => ({ deadlineMs: Math.max(1, asker.until - asker.now()), signal })
  const stampable = { authorizer, request: planned, operation: nameOf(call), time }
  return sendWithCredential(stampable, send, ({ status }) => status === 401)
}

function redirected(
  { call, authorizer }: FileAsker,
  { method }: FileRequest,
  stream: UpstreamStream,
): GivenAddress | undefined {
  const { status, url } = stream
  // Redacted: an address may repeat a credential that stood in the one before.
  const { headers } = authorizer.redact({ status, headers: stream.headers, url, body: new Uint8Array(0) })
  const location = headerOf(headers, 'location')
  if (!REDIRECTS.has(status) || location === undefined || method !== 'GET') return undefined
  try {
    return givenAddress(call, location, url)
  } catch (error) {
    stream.cancel()
    throw error
  }
}

/** The failure of a file that is not there although somebody pointed to it. */
export function pointsElsewhere({ call }: Asker, { status }: UpstreamStream): SallyportError {
  return new SallyportError(
    'destination_refused',
    `${nameOf(call)}: ${call.definition.title} answered ${status} and points elsewhere. The credential does not follow.`,
  )
}
