import type { Definition } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { unalias } from './aliases.ts'
import { type ConnectorConfig, fillFromConfig } from './config.ts'
import { withDefaults } from './defaults.ts'
import { findOperation } from './find-operation.ts'
import { type CallRequest, type FieldChoice, nameOf, type ResolvedCall } from './resolved-call.ts'
import { readOptions } from './validate-options.ts'
import { validateParams } from './validate-params.ts'

/** What a call is resolved against: the connector's definition and its settings. */
export interface ResolveContext {
  readonly definition: Definition
  readonly config: ConnectorConfig
}

/**
 * Turns what a caller asks for into a call that exists and fits, before anything is sent.
 *
 * @throws SallyportError `unknown_entity`, `unsupported_action`, or `invalid_params` with every problem
 * (of very many the first).
 */
export function resolve({ definition, config }: ResolveContext, request: CallRequest): ResolvedCall {
  const { entity, action, operation } = findOperation(definition, request.entity, request.action)
  const given = unalias(operation, paramsOf(request))
  const { options, problems } = readOptions(operation, given.options, request.fields)
  const filled = fillFromConfig(definition, operation, { params: given.params, settings: config })
  const params = withDefaults(operation, filled)
  const all = [...given.problems, ...problems, ...validateParams(definition, operation, params)]
  if (all.length > 0) {
    const message = `${nameOf(request)}: ${all.map((problem) => problem.message).join(' ')}`
    throw new SallyportError('invalid_params', message, { problems: all })
  }
  const fields = fieldsOf({ definition, entity, operation, chosen: options.fields, view: request.view })
  return { definition, config, entity, action, operation, params, ...options, fields } as ResolvedCall
}

interface Chosen extends Pick<ResolvedCall, 'definition' | 'entity' | 'operation'> {
  readonly chosen: FieldChoice
  readonly view: CallRequest['view']
}

/** Texts are cut in lists alone: a record that is asked for by name is given whole. */
function fieldsOf({ definition, entity, operation, chosen, view }: Chosen): FieldChoice {
  const { cutTexts, ...fields } = chosen
  // What is no record of the entity has other fields.
  const isRecord = operation.result === undefined
  const compact = view === 'compact' && isRecord ? definition.entities[entity]?.compact : undefined
  const none = fields.select === undefined && fields.exclude === undefined
  return {
    ...(none && compact !== undefined ? { select: compact } : fields),
    ...(cutTexts && operation.page !== undefined && { cutTexts }),
  }
}

/** `limit` and `cursor` may stand beside the parameters, as a program gives them, or among them. */
function paramsOf({ params, limit, cursor }: CallRequest): Readonly<Record<string, unknown>> {
  if (limit === undefined && cursor === undefined) return params ?? {}
  return { ...params, ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }
}
