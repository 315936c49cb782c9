import type { Capability } from '@sallyport/contract/client'
import type { EngineOptions } from '../options.ts'
import { checkTexts } from './check-texts.ts'
import { createEngineApi, type EngineApi } from './engine-api.ts'
import { createEngineFiles, type EngineFiles } from './engine-files.ts'
import { TokenSource } from './token-source.ts'

export type WorkspaceNamed = { readonly workspace_id: string } | { readonly workspace_name: string }

/** A program that is logged in to an engine. */
export interface EngineSession {
  readonly api: EngineApi
  readonly files: EngineFiles
  /** Of the application, which may do everything in its organization. */
  readonly tokens: TokenSource
  /** Of one workspace, good for nothing else than these. One that is named and not there is made. */
  scopedTokens(workspace: WorkspaceNamed, capabilities: readonly Capability[]): TokenSource
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Another id every time. */
  readonly newId: () => string
}

/** The contract has no member that tells it: a scoped token is good for 20 minutes. */
const SCOPED_SECONDS = 20 * 60

/**
 * Begins a session; nothing is sent before the first call.
 *
 * @throws TypeError for a `url` that is no origin, and for an empty id or secret.
 */
export function createEngineSession(options: EngineOptions): EngineSession {
  checkTexts(options, ['clientId', 'clientSecret'])
  const send = options.fetch ?? fetch
  const { url, clientId, clientSecret, organization, now = Date.now } = options
  const target = { url, fetch: send, ...(organization !== undefined && { organization }) }
  const api = createEngineApi(target)
  const tokens = new TokenSource(async () => {
    const body = { client_id: clientId, client_secret: clientSecret }
    const { access_token: token, expires_in: seconds } = await api('createApplicationToken', { body })
    return { token, seconds }
  }, now)
  return {
    api,
    files: createEngineFiles(target),
    tokens,
    now,
    newId: () => crypto.randomUUID(),
    scopedTokens: (workspace, capabilities) =>
      new TokenSource(async () => {
        const body = { ...workspace, capabilities: [...capabilities] }
        const { token } = await tokens.use(undefined, (by) => api('createScopedToken', { body, token: by }))
        return { token, seconds: SCOPED_SECONDS }
      }, now),
  }
}
