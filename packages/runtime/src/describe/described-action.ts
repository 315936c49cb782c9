import { type Definition, type Effect, type Operation, pathParams } from '@sallyport/definition'
import { type ConnectorConfig, fillFromConfig } from '../resolve/config.ts'
import { largestPage } from '../resolve/validate-options.ts'
import { type DescribedValue, describedValue } from './described-value.ts'

export interface DescribedParam extends DescribedValue {
  readonly name: string
  /** Where the third party gets it; of no matter to whoever calls, since all stand in `params`. */
  readonly in: 'path' | 'query' | 'body' | 'header'
  readonly required: boolean
}

export interface DescribedAction {
  readonly description: string
  /** What it does at the third party: `read`, `write`, `destructive`, `external_message` or `money`. */
  readonly effect: Effect
  readonly params: readonly DescribedParam[]
  /** Whether it is a list that goes on by `params.cursor`. */
  readonly paginated: boolean
  /** `file`: the answer is a file and no record. */
  readonly gives?: 'file'
  readonly reversible?: boolean
}

/** An action with the parameters that it takes, those of the call itself included. */
export function describedAction(
  definition: Definition,
  config: ConnectorConfig,
  [name, operation]: readonly [name: string, operation: Operation],
): DescribedAction {
  const { about, effect, params, gives, reversible } = operation
  const filled = fillFromConfig(definition, operation, { params: {}, settings: config })
  const { properties } = params
  const required: readonly string[] = params.required ?? []
  const own = Object.entries(properties).map(([param, schema]) => ({
    name: param,
    in: placeOf(operation, param),
    required: required.includes(param) && !Object.hasOwn(filled, param),
    ...describedValue(schema),
    // What the connector's settings supply need not be given.
    ...(Object.hasOwn(filled, param) && { default: filled[param] }),
  }))
  const options = optionsOf(operation).filter((option) => !Object.hasOwn(properties, option.name))
  return {
    description: about ?? `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('_', ' ')}.`,
    effect,
    params: [...own.toSorted((a, b) => Number(b.required) - Number(a.required)), ...options],
    paginated: largestPage(operation) !== undefined,
    ...(gives !== undefined && { gives: 'file' as const }),
    ...(reversible !== undefined && { reversible }),
  }
}

function placeOf({ method, path, wire, graphql }: Operation, name: string): DescribedParam['in'] {
  const stated = wire?.[name]?.in
  if (stated !== undefined) return stated === 'variable' ? 'body' : stated
  if (pathParams(path).includes(name)) return 'path'
  return graphql === undefined && (method === 'GET' || method === 'DELETE') ? 'query' : 'body'
}

/** Parameters of the call, which go with every operation of a kind. */
function optionsOf(operation: Operation): readonly DescribedParam[] {
  const max = largestPage(operation)
  const text = { required: false, type: 'string' } as const
  return [
    ...(max === undefined
      ? []
      : [
          { name: 'limit', in: 'query', required: false, type: 'integer', minimum: 1, maximum: max } as const,
          { ...text, name: 'cursor', in: 'query', description: 'end_cursor of the page before.' } as const,
        ]),
    ...(operation.takes === undefined
      ? []
      : [
          {
            ...text,
            name: 'file',
            in: 'body',
            required: true,
            description: 'Handle that POST /api/v1/files gave, or the file itself in base64.',
          } as const,
          { ...text, name: 'file_type', in: 'body', description: 'Media type of the file.' } as const,
          { ...text, name: 'file_name', in: 'body' } as const,
        ]),
    ...(operation.gives === undefined
      ? []
      : [{ ...text, name: 'range_header', in: 'header', description: 'Such as "bytes=0-499".' } as const]),
  ]
}
