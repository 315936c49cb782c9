import { createEngineSession } from '../hosted/engine-session.ts'
import type { EngineOptions } from '../options.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

/** An engine, as a program of yours sees it. */
export interface Sallyport {
  /** One customer of yours, by name. Nothing is sent, and nothing made, by naming one. */
  workspace(name: string): Workspace
}

/**
 * Speaks to an engine with the credentials of an application. Nothing is sent before the first call.
 *
 * @throws TypeError for a `url` that is no origin, and for an empty id or secret.
 *
 * @example
 * ```ts
 * import { sallyport } from 'sallyport'
 *
 * const acme = sallyport({ url, clientId, clientSecret }).workspace('acme')
 * for await (const { name, type, status } of acme.connectors.list()) console.log(name, type, status)
 * const { tools } = await acme.tools({ maxTokens: 4000 })
 * ```
 */
export function sallyport(options: EngineOptions): Sallyport {
  const session = createEngineSession(options)
  return { workspace: (name) => createWorkspace(session, name) }
}
