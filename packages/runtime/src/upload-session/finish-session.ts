import { type Operation, pathParams, type SessionEnd, valueAt } from '@sallyport/definition'
import { ask } from '../ask.ts'
import { sizeOf } from '../file-input.ts'
import { outcomeOfRequest } from '../outcome.ts'
import { plan } from '../plan.ts'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import type { Exchanged, Session, Upload } from './session.ts'

/** Ends an upload whose bytes are all there. Only with it the file exists. */
export async function finishSession(upload: Upload, end: SessionEnd, session: Session): Promise<Exchanged> {
  const { call } = upload
  const { url: sent, ...request } = plan(endingOf(upload, end, session))
  try {
    return { sent, answer: await ask(upload, { ...request, url: sent }, { credential: true }) }
  } catch (error) {
    throw outcomeOfRequest(call, error)
  }
}

/** The end of an upload as a call of its own: what it says is named by where it stands in the body. */
function endingOf(
  { call, file }: Upload,
  { method, path, body }: SessionEnd,
  { answer }: Session,
): ResolvedCall {
  const { origin, params, effect } = call.operation
  const { name, type } = file
  const sources = { params: call.params, answer, file: { name, type, size: sizeOf(file) } }
  const inPath = pathParams(path).map((param) => [param, call.params[param]] as const)
  const inBody = Object.entries(body).map(([at, from]) => [at, valueAt(sources, from)] as const)
  return {
    ...call,
    operation: { method, path, params, effect, ...(origin !== undefined && { origin }) },
    params: Object.fromEntries([...inPath, ...inBody]),
  }
}

/** Parameters that are said at the end of an upload, and not at its beginning as well. */
export function paramsOfEnd({ takes, path }: Operation): ReadonlySet<string> {
  const end = takes?.as === 'session' ? takes.finish : undefined
  const named = Object.values(end?.body ?? {}).filter((from) => from.startsWith('params.'))
  const inPath = new Set(pathParams(path))
  return new Set(named.map((from) => from.split('.')[1] ?? '').filter((name) => !inPath.has(name)))
}
