import type { Answer, Input, Operations } from '@sallyport/contract/client'
import type { Download, DownloadRequest, FileInput } from '../transport.ts'
import { createAddresses } from './address-of.ts'
import { type EngineTarget, organizationHeader } from './engine-api.ts'
import { refusal, unanswered } from './lost-answer.ts'

type Fetch = typeof fetch

export interface FileTarget {
  readonly token: string
  readonly workspace: string
  readonly signal?: AbortSignal | undefined
}

/** Files to and from an engine, which never stand in memory as a whole. */
export interface EngineFiles {
  /** Gives the handle that stands for the file in the parameters of a call. */
  upload(file: FileInput, target: FileTarget): Promise<string>
  download(id: string, request: DownloadRequest, token: string): Promise<Download>
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
        ...lengthOf(size ?? (content instanceof Uint8Array ? content.length : undefined)),
      }
      const body = streamOf(content instanceof Uint8Array ? inOne(content) : content)
      const init = { method, headers, body, duplex: 'half', redirect: 'manual' } as const
      const response = await send(fetch, to, { ...init, ...(signal && { signal }) })
      const { id } = (await response.json()) as Answer<Operations['uploadFile']>
      return id
    },
    async download(id, { entity, action, params, range, signal }, token) {
      const header = range && { range_header: `bytes=${range.first}-${range.last ?? ''}` }
      const { method, url: to } = addressOf('executeConnector', { params: { id } })
      const body: Input<Operations['executeConnector']>['body'] = {
        entity,
        action,
        params: { ...params, ...header },
      }
      const response = await send(fetch, to, {
        method,
        headers: { ...always, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'manual',
        ...(signal && { signal }),
      })
      return downloadOf(response)
    },
  }
}

async function send(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason
    throw unanswered(error, undefined)
  }
  if (response.ok) return response
  throw refusal(response, await response.json().catch(() => undefined), undefined)
}

function downloadOf({ headers, body }: Response): Download {
  const length = headers.get('content-length')
  return {
    type: headers.get('content-type') ?? undefined,
    length: length === null ? undefined : Number(length),
    range: headers.get('content-range') ?? undefined,
    disposition: headers.get('content-disposition') ?? undefined,
    body: body === null ? nothing() : piecesOf(body),
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Not every runtime lets a stream be iterated. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function lengthOf(size: number | undefined): Record<string, string> {
  return size === undefined ? {} : { 'content-length': String(size) }
}

async function* inOne(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = content[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
