import type { Template } from '@sallyport/engine'

/** By which a credential says which way it fills in. It carries nothing itself. */
export const DISCRIMINATOR = 'auth_type'

const text = { type: 'string' }
/** Of the application: given to the server, and by no end user. */
const CLIENT = ['client_id', 'client_secret']

/**
 * How a connection is made by OAuth, read from the mechanism of its definition. What a token endpoint gives carries the
 * path at which it stands in a configuration. None where nobody is asked for consent.
 */
export function advancedAuth({ definition }: Template) {
  const way = Object.entries(definition.auth).find(
    ([, { mechanism }]) => mechanism.scheme === 'oauth2' && mechanism.grants.includes('authorization_code'),
  )
  if (way === undefined) return null
  const [name, { form, mechanism }] = way
  if (mechanism.scheme !== 'oauth2') return null
  const fields = Object.keys(form)
  const several = Object.keys(definition.auth).length > 1
  const needed = Object.entries(definition.config ?? {}).filter(([, field]) => field.required)
  return {
    auth_flow_type: 'oauth2.0' as const,
    predicate_key: several ? ['credentials', DISCRIMINATOR] : null,
    predicate_value: several ? name : null,
    oauth_config_specification: {
      oauth_user_input_from_connector_config_specification: objectOf(
        needed.map(([setting]) => [setting, { ...text, path_in_connector_config: [setting] }]),
      ),
      oauth_connector_input_specification: {
        consent_url: mechanism.authorize ?? null,
        access_token_url: mechanism.token,
        scopes: Object.keys(mechanism.scopes),
        extract_output: fields.filter((field) => !CLIENT.includes(field)),
      },
      complete_oauth_output_specification: placed(fields.filter((field) => !CLIENT.includes(field))),
      complete_oauth_server_input_specification: objectOf(CLIENT.map((field) => [field, text])),
      complete_oauth_server_output_specification: placed(fields.filter((field) => CLIENT.includes(field))),
    },
  }
}

function placed(fields: readonly string[]) {
  return objectOf(
    fields.map((field) => [field, { ...text, path_in_connector_config: ['credentials', field] }]),
  )
}

function objectOf(properties: readonly (readonly [string, object])[]) {
  return { type: 'object', properties: Object.fromEntries(properties) }
}
