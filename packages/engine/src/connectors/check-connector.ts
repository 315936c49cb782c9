import type { Definition } from '@sallyport/definition'
import { type CheckReport, check, run } from '@sallyport/runtime'
import type { ExecuteOptions } from '../execute/execute.ts'
import { bindConnector } from '../execute/find-connector.ts'
import type { Principal } from '../execute/principal.ts'
import { runOptions } from '../execute/run-options.ts'
import { enterWorkspace } from '../execute/scope.ts'
import type { EntityChoice } from '../ports.ts'

export interface Checked extends CheckReport {
  readonly checkId: string
}

/**
 * Tries a connector's credential: the definition's own check, and one cheap read of each entity that the connector
 * is open for. The state of the credential follows what is found.
 *
 * @throws SallyportError as stages 3 to 7 of a call do; what the third party says is in the report.
 */
export async function checkConnector(
  options: ExecuteOptions,
  principal: Principal,
  { id, signal }: { readonly id: string; readonly signal?: AbortSignal },
): Promise<Checked> {
  const entered = await enterWorkspace(options, principal, id)
  const connector = bindConnector(await options.catalogues.of(principal.scope), entered)
  // Also of one that was given up: this is how it is found to work again.
  const authorizer = await options.unlock(connector, true)
  const open = connector.row.entities
  const { definition } = connector.template
  const report = await check(
    { definition, config: connector.config },
    {
      ...(open.length > 0 && { entities: readable(definition, open) }),
      send: (call) =>
        run(call, authorizer, {
          ...runOptions(options, principal, connector),
          callId: options.newId(),
          ...(signal && { signal }),
        }),
    },
  )
  await options.proofs.checked(connector, report)
  return { ...report, checkId: options.newId() }
}

/** What a connector is not open to read is not read to try it. */
function readable({ entities }: Definition, open: readonly EntityChoice[]): string[] {
  const read = open.filter(({ modes = ['read'] }) => modes.includes('read'))
  return read.map(({ entity }) => entity).filter((name) => Object.hasOwn(entities, name))
}
