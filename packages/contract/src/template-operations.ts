import { Type } from 'typebox'
import { ANY_TOKEN, operation } from './operation.ts'
import * as schema from './schemas.ts'

/** Source templates: what an organization offers to be connected. */
export const templateOperations = {
  listTemplates: operation({
    method: 'GET',
    path: '/integrations/templates/sources',
    aliases: ['/integrations/templates/sources/global'],
    access: ANY_TOKEN,
    capability: 'none',
    summary: 'Lists the connector types that can be connected.',
    tag: 'Templates',
    answer: { status: 200, schema: Type.Object({ data: Type.Array(schema.TemplateItem) }) },
  }),
} as const
