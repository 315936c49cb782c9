import { createHash } from 'node:crypto'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'

/** A connector type as it is offered to workspaces. */
export interface Template {
  readonly id: string
  readonly definition: Definition
}

/** How a call names a connector type; the first that is given counts. */
export interface TypeReference {
  readonly definition_id?: string
  readonly source_template_id?: string
  readonly connector_type?: string
}

/** Every connector type that this engine offers. */
export class Catalogue {
  readonly templates: readonly Template[]
  readonly #byDefinition: ReadonlyMap<string, Template>

  constructor(definitions: readonly Definition[]) {
    this.templates = definitions.map((definition) => ({ id: templateIdOf(definition), definition }))
    this.#byDefinition = new Map(this.templates.map((template) => [template.definition.id, template]))
    if (this.#byDefinition.size !== definitions.length) throw new TypeError('two definitions share an id')
  }

  /** @throws SallyportError `internal` for a connector whose type is no longer offered. */
  ofDefinition(definitionId: string): Template {
    const template = this.#byDefinition.get(definitionId)
    if (template !== undefined) return template
    throw new SallyportError(
      'internal',
      'The type of this connector is not in the catalogue of the engine.',
      {
        fix: 'Start the engine with a version that has this connector type.',
      },
    )
  }

  /** @throws SallyportError `invalid_request` when nothing is named, `connector_type_not_found`. */
  find({ definition_id, source_template_id, connector_type }: TypeReference): Template {
    const name = definition_id ?? source_template_id ?? connector_type
    if (name === undefined) throw typeRequired()
    const wanted = name.trim().toLowerCase()
    const found = this.templates.find((template) => namesOf(template).includes(wanted))
    if (found !== undefined) return found
    const known = this.templates.map(({ definition }) => definition.slug)
    throw new SallyportError('connector_type_not_found', 'There is no such connector type.', {
      fix: `Use one of: ${known.join(', ')}; or list them at GET /api/v1/integrations/templates/sources.`,
    })
  }
}

function namesOf({ id, definition }: Template): string[] {
  const { slug, title } = definition
  return [id, definition.id, slug, slug.replaceAll('-', '_'), title.toLowerCase()]
}

/** A stable id without a table: RFC 9562 5.8 leaves the bits of version 8 to us. */
function templateIdOf({ id }: Definition): string {
  const hex = createHash('sha256').update(`sallyport template ${id}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function typeRequired(): SallyportError {
  const message = 'One of connector_type, definition_id, or source_template_id must be provided.'
  return new SallyportError('invalid_request', message, {
    problems: [{ field: 'body', code: 'missing', message }],
  })
}
