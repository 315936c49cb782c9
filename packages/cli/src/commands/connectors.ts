import type { CommandRow } from '../command-row.ts'
import { checkConnector } from './check-connector.ts'
import { createConnector } from './create-connector.ts'
import { deleteConnector } from './delete-connector.ts'
import { describeConnector } from './describe-connector.ts'
import { executeConnector } from './execute-connector.ts'
import { pushDefinition } from './push-definition.ts'

const connector = {
  type: 'string',
  description: 'Id of the connector; or its name, or that of its type, within the workspace.',
}
const definitionFile = {
  file: { type: 'string', description: 'The definition, as JSON.' },
  approve: { type: 'string', description: 'Hash of changed texts, as a refusal of them names it.' },
}
const SWITCH = { type: 'boolean' }
const LIST = { type: 'array', items: { type: 'string' } }

export const connectorRows: readonly CommandRow[] = [
  {
    words: ['connectors', 'list'],
    about: 'Lists the connectors of a workspace, and how their credentials stand.',
    operation: 'listConnectors',
    inWorkspace: true,
    paged: true,
    columns: [
      ['NAME', 'name'],
      ['TYPE', 'summarized_source_template.connector_name'],
      ['STATUS', 'status'],
      ['ID', 'id'],
    ],
  },
  {
    words: ['connectors', 'available'],
    about: 'Lists what can be connected: the templates of the organization, and every connector type.',
    operation: 'listTemplates',
    hidden: ['tags', 'use_global'],
    run: async ({ session }) => ({
      answer: await session().call('listTemplates', { query: { use_global: 'true' } }),
    }),
    columns: [
      ['TYPE', 'connector_name'],
      ['NAME', 'name'],
      ['ID', 'id'],
    ],
  },
  {
    words: ['connectors', 'describe'],
    about: 'Tells what can be asked of a connector: entities, actions and their parameters.',
    inWorkspace: true,
    operands: [{ name: 'connector' }, { name: 'entity', optional: true }],
    own: { connector, entity: { type: 'string', description: 'One entity alone.' } },
    list: 'entities',
    run: describeConnector,
  },
  {
    words: ['connectors', 'create'],
    about: 'Connects an account. Its credential comes from a file, the standard input, a prompt or a page.',
    operation: 'createConnector',
    inWorkspace: true,
    operands: [{ name: 'connector_type' }],
    secret: ['credentials', 'source_config', 'server_side_oauth_secret_id'],
    hidden: ['selected_connection_template_tags', 'selected_connection_template_tags_mode'],
    own: {
      connect_page: { ...SWITCH, description: 'Gives the address of a page where the account is connected.' },
      wait: { ...SWITCH, description: 'With --connect-page: waits until it is.' },
    },
    run: createConnector,
  },
  {
    words: ['connectors', 'check'],
    about: 'Tries the credential of a connector, and one cheap read of each entity.',
    operation: 'checkConnector',
    inWorkspace: true,
    operands: [{ name: 'connector' }],
    hidden: ['id', 'name', 'replication_config', 'source_config', 'entities'],
    own: { connector },
    run: checkConnector,
  },
  {
    words: ['connectors', 'execute'],
    about: 'Runs one action on one entity: what reads and writes. Other effects are to be allowed.',
    operation: 'executeConnector',
    inWorkspace: true,
    operands: [{ name: 'connector' }, { name: 'entity' }, { name: 'action' }],
    hidden: ['id', 'fields'],
    list: 'result',
    own: {
      connector,
      allow: { ...LIST, description: 'Effects to allow: destructive, external_message, money.' },
      idempotency_key: { type: 'string', description: 'A write of one key happens once.' },
    },
    run: executeConnector,
  },
  {
    words: ['connectors', 'delete'],
    about: 'Removes a connector; its tokens are revoked and erased afterwards, with receipts.',
    operation: 'deleteConnector',
    inWorkspace: true,
    operands: [{ name: 'connector' }],
    hidden: ['id'],
    own: { connector, yes: { ...SWITCH, description: 'Does not ask.' } },
    run: deleteConnector,
  },
  {
    words: ['connectors', 'definitions'],
    about: "Lists connector types with their versions: the engine's and the organization's own.",
    operation: 'listDefinitions',
    columns: [
      ['ID', 'sourceDefinitionId'],
      ['VERSION', 'version'],
      ['NAME', 'name'],
    ],
  },
  {
    words: ['connectors', 'verify'],
    about: "Has a definition of the organization's own checked by the engine. Nothing is stored.",
    operands: [{ name: 'file' }],
    own: definitionFile,
    run: (call) => pushDefinition(call, true),
  },
  {
    words: ['connectors', 'push'],
    about: "Uploads a definition of the organization's own, or the next version of one.",
    operands: [{ name: 'file' }],
    own: definitionFile,
    run: (call) => pushDefinition(call, false),
  },
  {
    words: ['connectors', 'remove'],
    about: "Removes a definition of the organization's own that no connector uses.",
    operation: 'removeDefinition',
    operands: [{ name: 'id', about: 'definition id' }],
  },
]
