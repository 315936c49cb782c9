import type { Answer, Input, Operations } from '@sallyport/contract/client'
import type { Download, DownloadRequest, FileInput } from '../transport.ts'
import { createAddresses } from './address-of.ts'
import { type EngineTarget, isAnswer, organizationHeader, TIMEOUT_MS } from './engine-api.ts'
import { downloadOf, isFile } from './file-answer.ts'
import { FileSource, isBytes } from './file-source.ts'
import { refusal, unanswered } from './lost-answer.ts'

export interface FileTarget {
  readonly token: string
  readonly workspace: string
  readonly signal?: AbortSignal | undefined
}

export interface DownloadTarget {
  readonly token: string
  /** By which what is no download after all, and writes, is carried out once. */
  readonly idempotencyKey?: string
}

/** Files to and from an engine, which never stand in memory as a whole. */
export interface EngineFiles {
  /**
   * Gives the handle that stands for the file in the parameters of a call.
   *
   * @throws SallyportError the engine's own, or `engine_unreachable`; the reason of the signal; what reading `content`
   * threw.
   */
  upload(file: FileInput, target: FileTarget): Promise<string>
  /**
   * @throws SallyportError the engine's own, or `engine_unreachable`, which reading the file may throw too; the reason of
   * the signal; TypeError where the action gives no file.
   */
  download(id: string, request: DownloadRequest, target: DownloadTarget): Promise<Download>
}

export function createEngineFiles({ url, fetch, organization }: EngineTarget): EngineFiles {
  const addressOf = createAddresses(url)
  const always = organizationHeader(organization)
  return {
    async upload({ type, name, size, content }, { token, workspace, signal }) {
      const query: Input<Operations['uploadFile']>['query'] = {
        workspace_name: workspace,
        ...(name !== undefined && { name }),
      }
      const { method, url: to } = addressOf('uploadFile', { query: { ...query } })
      const headers = {
        ...always,
        authorization: `Bearer ${token}`,
        'content-type': type,
        ...lengthOf(size ?? (isBytes(content) ? content.length : undefined)),
      }
      const source = new FileSource(content)
      const init = { method, headers, body: source.stream, duplex: 'half', redirect: 'manual' } as const
      const ask = () => fetch(to, { ...init, ...(signal && { signal }) })
      const response = await answered(ask, signal).catch((error: unknown) => {
        throw source.failure && !signal?.aborted ? source.failure.error : error
      })
      const body = await json(response)
      if (!response.ok || !isAnswer('uploadFile', body)) throw refusal(response, body, undefined)
      return (body as Answer<Operations['uploadFile']>).id
    },
    async download(id, { entity, action, params, range, signal }, { token, idempotencyKey }) {
      const header = range && { range_header: `bytes=${range.first}-${range.last ?? ''}` }
      const { method, url: to } = addressOf('executeConnector', { params: { id } })
      const asked: Input<Operations['executeConnector']>['body'] = {
        entity,
        action,
        params: { ...params, ...header },
      }
      const headers = {
        ...always,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      }
      const init = { method, headers, body: JSON.stringify(asked), redirect: 'manual' } as const
      const response = await inTime(signal, (until) =>
        answered(() => fetch(to, { ...init, signal: until }), signal),
      )
      if (response.ok && isFile(response)) return downloadOf(response, signal)
      const body = await json(response)
      if (!response.ok || !isAnswer('executeConnector', body)) throw refusal(response, body, undefined)
      throw new TypeError(`${entity}.${action} gives no file: execute it`)
    },
  }
}

/** Waits until an answer begins, and no longer than the engine may take for that; the file itself takes its time. */
async function inTime(
  signal: AbortSignal | undefined,
  ask: (until: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const late = new AbortController()
  const reason = new DOMException('The file did not begin in time.', 'TimeoutError')
  const timer = setTimeout(() => late.abort(reason), TIMEOUT_MS)
  const until = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  return ask(until).finally(() => clearTimeout(timer))
}

async function answered(ask: () => Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await ask()
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw unanswered(error, undefined)
  }
}

function json(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined)
}

function lengthOf(size: number | undefined): Record<string, string> {
  return size === undefined ? {} : { 'content-length': String(size) }
}
