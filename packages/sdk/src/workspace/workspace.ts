import type { Definition } from '@sallyport/definition'
import { checkRange } from '../byte-range.ts'
import { type Client, createClient } from '../client.ts'
import { checkFields } from '../field-paths.ts'
import { checkTexts } from '../hosted/check-texts.ts'
import { downloadOn } from '../hosted/download-on.ts'
import type { EngineSession } from '../hosted/engine-session.ts'
import { executeOn } from '../hosted/execute-on.ts'
import { createHostedTransport } from '../hosted/hosted-transport.ts'
import type { ConnectorChoice, SettingOf } from '../options.ts'
import type { AgentTools, WorkspaceToolsOptions } from '../tools/agent-tool.ts'
import { checkToolsOptions } from '../tools/check-tools-options.ts'
import { hostedTools } from '../tools/hosted-tools.ts'
import type { Download, DownloadOptions, ListOptions, Result } from '../transport.ts'
import { type Connectors, createConnectors } from './connectors.ts'
import { knownConnectors } from './known-connectors.ts'

/** One customer of yours: its connectors, and what is done through them. */
export interface Workspace {
  readonly name: string
  readonly connectors: Connectors
  /** A connector as typed methods, like the function of this name. */
  connect<D extends Definition, const Setting extends SettingOf<D> = never>(
    definition: D,
    choice?: ConnectorChoice<D, Setting>,
  ): Client<D, Setting>
  /**
   * Runs any action by name, through any connector.
   *
   * @param connector Its id or name, or its type where the workspace has one of it. It is looked up once, and again when
   * it was replaced. A file of up to 4 MB comes in base64.
   * @throws SallyportError `connector_not_found`, `connector_ambiguous`; what the engine and the third party say.
   */
  execute(
    connector: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ListOptions,
  ): Promise<Result>
  /** Gets a file, by an action that gives one. It is asked for as `execute` is. */
  download(
    connector: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: DownloadOptions,
  ): Promise<Download>
  /**
   * Tools for an agent, of what the connectors can do, within a budget.
   *
   * @throws SallyportError `workspace_not_found`, `connector_not_found`, and `invalid_request` where no tools fit.
   */
  tools(options?: WorkspaceToolsOptions): Promise<AgentTools>
}

/** @throws TypeError for an empty name. */
export function createWorkspace(session: EngineSession, name: string): Workspace {
  checkTexts({ workspace: name }, ['workspace'])
  const { connectors, idOf } = createConnectors(session, name)
  const known = knownConnectors(idOf)
  return {
    name,
    connectors,
    connect: (definition, choice) => {
      const transport = createHostedTransport(session, definition, {
        workspace: name,
        connector: choice?.connector,
      })
      return createClient(definition, { transport, now: session.now })
    },
    execute: async (...[connector, entity, action, params = {}, options = {}]) => {
      checkFields(options.fields)
      const request = { ...options, entity, action, params }
      // Which actions only read, the definition says, which is not here: what is lost may have been done.
      const writes = `${entity}.${action}`
      return known(connector).through(options.signal, (id) => executeOn(session, { id, request, writes }))
    },
    download: async (...[connector, entity, action, params = {}, options = {}]) => {
      checkRange(options.range)
      const request = { ...options, entity, action, params }
      return known(connector).through(options.signal, (id) => downloadOn(session, { id, request }))
    },
    tools: async (options = {}) => {
      checkToolsOptions(options)
      return hostedTools(session, name, options)
    },
  }
}
