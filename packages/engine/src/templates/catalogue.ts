import { createHash } from 'node:crypto'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Connector, StoredDefinition } from '../ports.ts'

/** A connector type as it is offered to workspaces. */
export interface Template {
  readonly id: string
  readonly definition: Definition
  /** Of an organization's own: which version. */
  readonly uploaded?: StoredDefinition
}

/** A version of an uploaded definition, and the definition by which its connectors are run: the latest that fits them. */
export interface UploadedVersion {
  readonly row: StoredDefinition
  readonly definition: Definition
}

/** How a call names a connector type; the first that is given counts. */
export interface TypeReference {
  readonly definition_id?: string
  readonly source_template_id?: string
  readonly connector_type?: string
}

/** Every connector type that is offered. */
export class Catalogue {
  readonly templates: readonly Template[]
  readonly #byDefinition: ReadonlyMap<string, Template>
  readonly #byVersion: ReadonlyMap<string, Template>

  constructor(definitions: readonly Definition[], uploaded: readonly UploadedVersion[] = []) {
    const versions = uploaded.map(({ row, definition }) => templateOf(definition, row))
    const latest = new Map(versions.map((template) => [template.definition.id, template]))
    this.templates = [...definitions.map((definition) => templateOf(definition)), ...latest.values()]
    this.#byVersion = new Map(
      versions.flatMap((template) =>
        template.uploaded ? [[versionKey(template.definition.id, template.uploaded.version), template]] : [],
      ),
    )
    this.#byDefinition = new Map(this.templates.map((template) => [template.definition.id, template]))
    if (this.#byDefinition.size !== this.templates.length) throw new TypeError('two definitions share an id')
  }

  /** The same with an organization's own definitions, the versions of each in their order. */
  with(uploaded: readonly UploadedVersion[]): Catalogue {
    return new Catalogue(
      this.templates.map(({ definition }) => definition),
      // An id that the engine came to offer itself is its own.
      uploaded.filter(({ row }) => !this.#byDefinition.has(row.id)),
    )
  }

  /**
   * The type of a connector, in the version that it was made with or a later one that fits it.
   *
   * @throws SallyportError `internal` for a connector whose type is no longer offered.
   */
  ofConnector({
    definitionId,
    definitionVersion,
  }: Pick<Connector, 'definitionId' | 'definitionVersion'>): Template {
    const template =
      definitionVersion === null
        ? this.#byDefinition.get(definitionId)
        : this.#byVersion.get(versionKey(definitionId, definitionVersion))
    if (template !== undefined) return template
    throw new SallyportError(
      'internal',
      'The type of this connector is not in the catalogue of the engine.',
      {
        fix: 'Start the engine with a version that has this connector type.',
      },
    )
  }

  /** The type of that title, slug or id; `undefined` where there is none. */
  named(name: string): Template | undefined {
    const wanted = name.trim().toLowerCase()
    return this.templates.find((template) => namesOf(template).includes(wanted))
  }

  /** @throws SallyportError `invalid_request` when nothing is named, `connector_type_not_found`. */
  find({ definition_id, source_template_id, connector_type }: TypeReference): Template {
    const name = definition_id ?? source_template_id ?? connector_type
    if (name === undefined) throw typeRequired()
    const found = this.named(name)
    if (found !== undefined) return found
    const known = this.templates.map(({ definition }) => definition.slug)
    throw new SallyportError('connector_type_not_found', 'There is no such connector type.', {
      fix: `Use one of: ${known.join(', ')}; or list them at GET /api/v1/integrations/templates/sources.`,
    })
  }
}

function templateOf(definition: Definition, uploaded?: StoredDefinition): Template {
  return { id: templateIdOf(definition), definition, ...(uploaded && { uploaded }) }
}

function versionKey(id: string, version: number): string {
  return `${id} ${version}`
}

/** Everything that a connector type can be called by, in lower case. */
export function namesOf({ id, definition }: Template): string[] {
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
