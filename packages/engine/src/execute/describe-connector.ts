import { type CallRequest, describe, type Projection, project } from '@sallyport/runtime'
import type { BoundConnector } from './find-connector.ts'
import { permits } from './permit.ts'
import type { Principal } from './principal.ts'

const DESCRIBE = 'describe'

/** Whether a call asks what can be asked. An entity that has an action of that name of its own is meant itself. */
export function isDescribe({ template }: BoundConnector, { entity, action }: CallRequest): boolean {
  const { entities } = template.definition
  const own = Object.hasOwn(entities, entity) ? entities[entity]?.actions : undefined
  return action === DESCRIBE && !Object.hasOwn(own ?? {}, DESCRIBE)
}

/**
 * What this principal can ask of a connector: of all entities, or of the one that is named. Nobody is asked.
 *
 * @throws SallyportError `unknown_entity`
 */
export function describeConnector(
  connector: BoundConnector,
  principal: Principal,
  { entity, fields = {} }: CallRequest,
): Projection {
  const { definition } = connector.template
  const description = describe({
    definition,
    config: connector.config,
    ...(entity !== '' && { entity }),
    allows: (named) => permits({ ...named, definition }, connector, principal),
  })
  const { cutTexts: _, ...chosen } = fields
  return { data: project(description, chosen), page: undefined, meta: {}, warnings: [] }
}
