import { type Problem, SallyportError } from '@sallyport/errors'

type Values = Readonly<Record<string, unknown>>

/** How a field is changed on its way into a copy. */
export interface Mapper {
  readonly type: MapperType
  readonly mapper_configuration: Values
}

export type MapperType = 'hashing' | 'field-renaming' | 'field-filtering' | 'row-filtering' | 'encryption'

/** What of a source is copied, and how. It is kept as it was given; this engine copies nothing yet. */
export interface Customization {
  readonly stream_selection_mode: 'all' | 'suggested' | 'whitelist'
  readonly stream_whitelist?: readonly string[]
  readonly stream_customizations?: Readonly<
    Record<
      string,
      {
        readonly primary_key_fields?: readonly (readonly string[])[]
        readonly cursor_field?: readonly string[]
      }
    >
  >
  readonly stream_mappers?: Readonly<Record<string, readonly Mapper[]>>
}

/** A customization as the contract spells it, its shapes checked. */
export type CustomizationRequest = Partial<Customization>

/** Of each mapper the settings it needs, and those it may have. Others are not kept. */
const MAPPERS: Readonly<
  Record<MapperType, { readonly needs: readonly string[]; readonly may: readonly string[] }>
> = {
  hashing: { needs: ['target_field', 'method'], may: ['field_name_suffix'] },
  'field-renaming': { needs: ['original_field_name', 'new_field_name'], may: [] },
  'field-filtering': { needs: ['target_field'], may: [] },
  'row-filtering': { needs: ['conditions'], may: [] },
  encryption: {
    needs: ['target_field', 'algorithm', 'padding', 'oaep_hash', 'public_key'],
    may: ['field_name_suffix', 'output_encoding'],
  },
}
const ENCRYPTED_SUFFIX = '_encrypted'
/** RFC 7468 13. The private half would be a secret, and nothing that a template holds. */
const PUBLIC_KEY =
  /^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END (?:RSA )?PUBLIC KEY-----\s*$/

/**
 * Reads a customization.
 *
 * @throws SallyportError `invalid_request` listing what mappers lack.
 */
export function parseCustomization(given: CustomizationRequest): Customization {
  const {
    stream_selection_mode = 'suggested',
    stream_whitelist,
    stream_customizations,
    stream_mappers,
  } = given
  const problems: Problem[] = []
  const mappers = Object.entries(stream_mappers ?? {}).map(([stream, list]) => [
    stream,
    list.map((mapper, index) => {
      const field = `customization.stream_mappers.${stream.slice(0, 80)}.${index}`
      problems.push(...problemsOf(mapper, field))
      return configured(mapper)
    }),
  ])
  if (problems.length > 0) {
    const message = problems.map((problem) => problem.message).join(' ')
    throw new SallyportError('invalid_request', message, { problems: problems.slice(0, 20) })
  }
  return {
    stream_selection_mode,
    ...(stream_whitelist && { stream_whitelist }),
    ...(stream_customizations && { stream_customizations }),
    ...(stream_mappers && { stream_mappers: Object.fromEntries(mappers) }),
  }
}

function problemsOf({ type, mapper_configuration: values }: Mapper, field: string): Problem[] {
  const missing = MAPPERS[type].needs
    .filter((name) => values[name] === undefined)
    .map((name) => ({
      field: `${field}.mapper_configuration.${name}`,
      code: 'missing',
      message: `A mapper of the type "${type}" needs "${name}".`,
    }))
  const key = values.public_key
  if (type !== 'encryption' || key === undefined || PUBLIC_KEY.test(String(key))) return missing
  const message = '"public_key" is to be the PEM of a public key.'
  return [...missing, { field: `${field}.mapper_configuration.public_key`, code: 'format', message }]
}

function configured({ type, mapper_configuration: values }: Mapper): Mapper {
  const { needs, may } = MAPPERS[type]
  const kept = [...needs, ...may].filter((name) => values[name] !== undefined)
  const suffix = type === 'encryption' && { field_name_suffix: ENCRYPTED_SUFFIX }
  return {
    type,
    mapper_configuration: { ...suffix, ...Object.fromEntries(kept.map((name) => [name, values[name]])) },
  }
}
