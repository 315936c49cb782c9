import { createHash } from 'node:crypto'
import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Connector, StoredDefinition } from '../ports.ts'
import { choicesOf, named, type Offer, templateNotFound } from './offer.ts'
import type { SourceTemplate } from './source-template.ts'

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

/** How a call names a connector type, or a template of one. A template counts first. */
export interface TypeReference {
  readonly definition_id?: string
  readonly source_template_id?: string
  readonly connector_type?: string
}

/** What an organization has beside what comes with the engine. */
export interface Own {
  readonly uploaded: readonly UploadedVersion[]
  /** Those that were deleted among them. */
  readonly sources?: readonly SourceTemplate[]
}

/** Every connector type that is offered, and the templates by which an organization offers them. */
export class Catalogue {
  readonly templates: readonly Template[]
  /** Templates of the organization's own that are on offer. */
  readonly own: readonly Offer[]
  readonly #sources: ReadonlyMap<string, SourceTemplate>
  readonly #byDefinition: ReadonlyMap<string, Template>
  readonly #byVersion: ReadonlyMap<string, Template>

  constructor(definitions: readonly Definition[], { uploaded, sources = [] }: Own = { uploaded: [] }) {
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
    this.#sources = new Map(sources.map((source) => [source.id, source]))
    // One whose definition is gone offers nothing.
    this.own = sources
      .filter(({ deletedAt }) => deletedAt === null)
      .flatMap((source) => {
        const template = this.#byDefinition.get(source.definitionId)
        return template === undefined ? [] : [{ template, source }]
      })
  }

  /** The same with what an organization has of its own, the versions of each definition in their order. */
  with({ uploaded, ...own }: Own): Catalogue {
    return new Catalogue(
      this.templates.map(({ definition }) => definition),
      // An id that the engine came to offer itself is its own.
      { ...own, uploaded: uploaded.filter(({ row }) => !this.#byDefinition.has(row.id)) },
    )
  }

  /** What is offered where nobody says more: the organization's own templates; all types where it has none. */
  get offers(): readonly Offer[] {
    return this.own.length > 0 ? this.own : this.global
  }

  /** The offers that are there without anybody's doing: one for each type. */
  get global(): readonly Offer[] {
    return this.templates.map((template) => ({ template }))
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

  /** A template of the organization's own, also where it is offered no more. */
  sourceOf(id: string): SourceTemplate | undefined {
    return this.#sources.get(id)
  }

  /** What a connector was made from: also where that is offered no more, and its type where nothing is known of it. */
  offerOf(connector: Pick<Connector, 'definitionId' | 'definitionVersion' | 'templateId'>): Offer {
    const template = this.ofConnector(connector)
    const source = connector.templateId === null ? undefined : this.#sources.get(connector.templateId)
    return source === undefined ? { template } : { template, source }
  }

  /** Versions of an uploaded definition that authenticate, reach and are set as this one. */
  versionsLike({ id, accessHash }: StoredDefinition): number[] {
    return [...this.#byVersion.values()].flatMap(({ uploaded }) =>
      uploaded?.id === id && uploaded.accessHash === accessHash ? [uploaded.version] : [],
    )
  }

  /** The type of that title, slug or id; `undefined` where there is none. */
  named(name: string): Template | undefined {
    const wanted = name.trim().toLowerCase()
    return this.templates.find((template) => namesOf(template).includes(wanted))
  }

  /**
   * The type that is meant, whichever of its templates is.
   *
   * @throws SallyportError `invalid_request` when nothing is named, `connector_type_not_found`, `template_not_found`.
   */
  find(reference: TypeReference): Template {
    const { definition_id, source_template_id, connector_type } = reference
    const name = definition_id ?? source_template_id ?? connector_type
    if (name === undefined) throw typeRequired()
    const found = this.named(name) ?? this.#ownNamed(name)?.template
    if (found !== undefined) return found
    if (definition_id === undefined && source_template_id !== undefined) throw templateNotFound()
    throw this.#unknownType()
  }

  /**
   * The template that is meant. A type means the organization's own template of it, where there is one.
   *
   * @param isOpen Whether whoever asks is shown a template; what is not is not there.
   * @throws SallyportError as `find` does; `invalid_request` with the choices where several templates of the type are
   * there, and where template and definition contradict each other.
   */
  offer(reference: TypeReference, isOpen: (offer: Offer) => boolean = () => true): Offer {
    const offer = this.#meant(reference, isOpen)
    if (isOpen(offer)) return offer
    throw templateNotFound()
  }

  #meant(reference: TypeReference, isOpen: (offer: Offer) => boolean): Offer {
    const { source_template_id, connector_type } = reference
    if (source_template_id !== undefined) return this.#offerNamed(source_template_id, reference, isOpen)
    const byId = connector_type === undefined ? undefined : this.#ownById(connector_type.trim())
    if (byId !== undefined && reference.definition_id === undefined) return byId
    const global = this.find(reference)
    const isGlobal = connector_type?.trim().toLowerCase() === global.id
    if (reference.definition_id === undefined && isGlobal) return { template: global }
    const own = this.own.filter((offer) => offer.template === global && isOpen(offer))
    const [first = { template: global }] = own
    if (own.length < 2) return first
    const meant = named(own, connector_type)
    if (meant.length === 1 && meant[0] !== undefined) return meant[0]
    throw choicesOf(global, own)
  }

  /** A template by its id, one of the organization's own or a global one. @throws SallyportError `template_not_found` */
  offerById(id: string): Offer {
    const own = this.#ownById(id)
    if (own !== undefined) return own
    const template = this.templates.find((each) => each.id === id.toLowerCase())
    if (template === undefined) throw templateNotFound()
    return { template }
  }

  #offerNamed(id: string, { definition_id }: TypeReference, isOpen: (offer: Offer) => boolean): Offer {
    const type = this.templates.find(({ definition }) => definition.id === id.toLowerCase())
    // Some clients give the id of the definition there.
    const offer = type === undefined ? this.offerById(id) : this.#meant({ definition_id: id }, isOpen)
    if (definition_id === undefined || definition_id.toLowerCase() === offer.template.definition.id)
      return offer
    const message = 'source_template_id is a template of another connector type than definition_id.'
    throw new SallyportError('invalid_request', message, {
      fix: 'Give one of them.',
      problems: [{ field: 'source_template_id', code: 'conflict', message }],
    })
  }

  #ownById(id: string): Offer | undefined {
    return this.own.find(({ source }) => source?.id === id.toLowerCase())
  }

  /** One of the organization's own, by its id or by a name that is the only one of its kind. */
  #ownNamed(name: string): Offer | undefined {
    const byId = this.#ownById(name.trim())
    const [first, ...more] = named(this.own, name)
    return byId ?? (more.length === 0 ? first : undefined)
  }

  #unknownType(): SallyportError {
    const known = this.templates.map(({ definition }) => definition.slug)
    return new SallyportError('connector_type_not_found', 'There is no such connector type.', {
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
