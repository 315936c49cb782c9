import type { Definition } from '@sallyport/definition'
import type { EmulateOptions, Emulator } from '@sallyport/emulator'
import {
  AccessTokens,
  type CallRequest,
  createAuthorizer,
  createSender,
  type Download,
  type DownloadOptions,
  download,
  type FileInput,
  inMemory,
  matchCredential,
  type Projection,
  parseConfig,
  type RateGovernor,
  resolve,
  run,
  type Sender,
} from '@sallyport/runtime'
import { spellingsOf } from './spellings.ts'

/** A third party played on this machine. */
export type PlayedVendor = Pick<Emulator, 'url' | 'ledger' | 'faults' | 'close'>

export type PlayOptions = EmulateOptions

export interface Caller extends AsyncDisposable {
  /** Runs a call as the engine does, over real HTTP. */
  call(request: CallRequest, options?: CallOptions): Promise<Projection>
  /** The same for an operation that gives a file. */
  download(
    request: CallRequest,
    range?: NonNullable<DownloadOptions['range']>,
    options?: CallOptions,
  ): Promise<Download>
  /** What was sent, with its bodies. */
  readonly sent: readonly SentRequest[]
  /** Milliseconds that were to be waited between attempts; nobody really waits. */
  readonly waited: readonly number[]
}

export interface CallOptions {
  /** The first way to authenticate, with the token that the played vendor accepts, unless stated. */
  readonly credential?: Readonly<Record<string, unknown>>
  readonly config?: Readonly<Record<string, unknown>>
  readonly file?: FileInput
}

export type SentRequest = Parameters<Sender['send']>[0]

export type Stage = Caller & Omit<PlayedVendor, 'close'>

/** The clock of the runtime and of the played vendor. */
export const NOW = Date.parse('2026-01-02T03:04:05Z')
export const TOKEN = 'practice-token'

const DEADLINE_MS = 5_000
const STAGE = { organization: '', credential: 'stage', caller: 'stage' }

interface Cast {
  readonly definition: Definition
  readonly play: (options: PlayOptions) => Promise<PlayedVendor>
  /** Accepted by the played vendor, where the forms of credentials have a pattern. */
  readonly token?: string
}

/** A connector and its vendor, played, until the end of the block that they are used in. */
export async function openStage(
  cast: Cast,
  options: Omit<PlayOptions, 'now' | 'links'> = {},
): Promise<Stage> {
  const { definition, token = TOKEN } = cast
  const played = await cast.play({ credentials: token, now: () => NOW, links: 'vendor', ...options })
  const caller = createCaller(definition, played.url, { token })
  const { url, ledger, faults } = played
  return {
    ...caller,
    url,
    ledger,
    faults,
    async [Symbol.asyncDispose]() {
      await caller[Symbol.asyncDispose]()
      await played.close()
    },
  }
}

export interface CallerOptions {
  /** Accepted by whoever is called. */
  readonly token?: string | undefined
  readonly governor?: RateGovernor
}

/** Calls a connector whose vendor's origins lead to a server on this machine, ungoverned unless stated. */
export function createCaller(
  definition: Definition,
  url: string,
  { token = TOKEN, governor }: CallerOptions = {},
): Caller {
  const { server } = definition
  const urls = [server.url, ...Object.values(server.origins ?? {}).map((origin) => origin.url)]
  const allowLoopbackOrigins = new Map(urls.map((one) => [new URL(one).origin, url]))
  const sender = createSender({ allowLoopbackOrigins })
  const sent: SentRequest[] = []
  const waited: number[] = []
  let calls = 0
  const recording: Sender = {
    close: () => sender.close(),
    send(request, options) {
      sent.push(request)
      return sender.send(request, options)
    },
  }
  const given = () => spellingsOf(definition, token)[0]?.fields ?? {}
  const open = (request: CallRequest, { credential = given(), config = {} }: CallOptions) => ({
    call: resolve({ definition, config: parseConfig(definition, config) }, request),
    authorizer: createAuthorizer(
      definition,
      matchCredential(definition, credential, parseConfig(definition, config)),
      {
        now: () => NOW,
        sender,
        tokens: new AccessTokens(inMemory(), () => NOW),
        key: 'own',
      },
    ),
  })
  return {
    sent,
    waited,
    async call(request, options = {}) {
      const { call, authorizer } = open(request, options)
      return run(call, authorizer, {
        sender: recording,
        callId: `call-of-the-stage-${++calls}`,
        now: () => NOW,
        random: () => 0,
        wait: async (ms) => void waited.push(ms),
        deadlineMs: DEADLINE_MS,
        ...(governor && { governor: governor.for({ ...STAGE, deadline: NOW + DEADLINE_MS }) }),
        ...(options.file && { file: options.file }),
      })
    },
    async download(request, range, options = {}) {
      const { call, authorizer } = open(request, options)
      return download(call, authorizer, {
        sender,
        now: () => NOW,
        deadlineMs: DEADLINE_MS,
        ...(range && { range }),
      })
    },
    [Symbol.asyncDispose]: () => sender.close(),
  }
}
