import type { Definition } from '@sallyport/definition'
import { type Client, createClient } from '../client.ts'
import { checkTexts } from '../hosted/check-texts.ts'
import type { EngineSession } from '../hosted/engine-session.ts'
import { executeOn } from '../hosted/execute-on.ts'
import { createHostedTransport } from '../hosted/hosted-transport.ts'
import type { ConnectorChoice, SettingOf } from '../options.ts'
import type { AgentTools, WorkspaceToolsOptions } from '../tools/agent-tool.ts'
import { hostedTools } from '../tools/hosted-tools.ts'
import type { ListOptions, Result } from '../transport.ts'
import { type Connectors, createConnectors } from './connectors.ts'

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
   * @param connector Its id or name, or its type where the workspace has one of it.
   */
  execute(
    connector: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ListOptions,
  ): Promise<Result>
  /** Tools for an agent, of what the connectors can do, within a budget. */
  tools(options?: WorkspaceToolsOptions): Promise<AgentTools>
}

/** @throws TypeError for an empty name. */
export function createWorkspace(session: EngineSession, name: string): Workspace {
  checkTexts({ workspace: name }, ['workspace'])
  const { connectors, idOf } = createConnectors(session, name)
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
      const id = await idOf(connector, options.signal)
      // Which actions only read, the definition says, which is not here: what is lost may have been done.
      const how = { writes: `${entity}.${action}`, idempotencyKey: session.newId() }
      return executeOn(session, { id, request: { ...options, entity, action, params }, ...how })
    },
    tools: (options = {}) => hostedTools(session, name, options),
  }
}
