/** One request that carries a secret to an engine, and the status that it is answered with. */
export interface CanaryAttempt {
  readonly title: string
  readonly status: number
  /** A body to be sent as JSON, or text to be sent as it is. */
  readonly body: object | string
}

const WORKSPACE = { workspace_name: 'canary' } as const
const GITHUB = { connector_type: 'github', ...WORKSPACE } as const
const REPOSITORY = 'octokit-fixture-org/paginate-issues'

/** Bodies that connect an account: each stores the secret, sealed. */
export function acceptedCreates(secret: string): readonly CanaryAttempt[] {
  const bodies: Readonly<Record<string, object>> = {
    'as the contract spells it': { credentials: { token: secret } },
    'under its older name': { credentials: { personal_access_token: secret } },
    'as the other way to authenticate': { credentials: { access_token: secret } },
    'below a second "credentials"': {
      credentials: { option_title: 'PAT', credentials: { token: secret } },
    },
    'in the replication configuration': {
      replication_config: { credentials: { token: secret }, repositories: REPOSITORY },
    },
    'among the settings': { source_config: { token: secret, repositories: REPOSITORY } },
    'beside keys that nobody knows': {
      credentials: { token: secret },
      secret,
      environment: { token: secret },
      source_config: { api_key: secret, nested: { token: secret } },
      replication_config: { password: [secret] },
    },
    'with white space around it': { credentials: { token: `  ${secret}\n` } },
  }
  return Object.entries(bodies).map(([title, body]) => ({ title, status: 200, body: { ...GITHUB, ...body } }))
}

/** Requests that are refused: nothing of them is stored. */
export function refusedCreates(secret: string): readonly CanaryAttempt[] {
  const good = { credentials: { token: secret } }
  const bodies: readonly [title: string, status: number, body: object | string][] = [
    ['a wrong field', 400, { ...GITHUB, credentials: { tokn: secret } }],
    ['fields of two ways', 400, { ...GITHUB, credentials: { token: secret, access_token: secret } }],
    ['a field too many', 400, { ...GITHUB, credentials: { token: secret, password: secret } }],
    ['a list', 400, { ...GITHUB, credentials: { token: [secret] } }],
    ['an object', 400, { ...GITHUB, credentials: { token: { value: secret } } }],
    ['a control character', 400, { ...GITHUB, credentials: { token: `${secret}\u0000${secret}` } }],
    ['far too long', 400, { ...GITHUB, credentials: { token: secret.repeat(500) } }],
    ['text in place of an object', 422, { ...GITHUB, credentials: secret }],
    ['a list in place of an object', 422, { ...GITHUB, credentials: [secret] }],
    ['an unknown type', 404, { ...WORKSPACE, ...good, connector_type: 'githubb' }],
    ['no type', 422, { ...WORKSPACE, ...good }],
    ['a name that is too long', 422, { ...GITHUB, ...good, name: 'x'.repeat(300) }],
    ['an unknown entity', 422, { ...GITHUB, ...good, entities: [{ entity: 'isues' }] }],
    ['a setting that does not fit', 422, { ...GITHUB, ...good, source_config: { repositories: secret } }],
    ['settings of the wrong type', 422, { ...GITHUB, ...good, source_config: secret }],
    [
      'JSON that ends too soon',
      400,
      `{"connector_type":"github","credentials":{"token":${JSON.stringify(secret)}`,
    ],
    ['JSON that is none', 400, `{"credentials": ${secret}}`],
    ['a key that reaches into prototypes', 400, `{"__proto__":{"token":${JSON.stringify(secret)}}}`],
    ['a body over its bound', 413, { ...GITHUB, ...good, padding: secret.repeat(40_000) }],
  ]
  return bodies.map(([title, status, body]) => ({ title, status, body }))
}
