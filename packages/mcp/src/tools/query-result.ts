import { markUntrusted, QUERY_SCHEMA, QUERY_TOOL } from '@sallyport/tools'
import { type EngineTool, LOOKS } from './engine-tool.ts'

export const queryResult: EngineTool = {
  name: QUERY_TOOL.name,
  title: 'Query a kept result',
  description: QUERY_TOOL.description,
  properties: QUERY_SCHEMA.properties,
  required: ['handle'],
  annotations: LOOKS,
  async run({ call, settings }, { input, signal }) {
    const { handle, ...query } = input
    const body = { ...query, max_tokens: settings.maxResultTokens }
    const found = await call('queryResult', { params: { id: String(handle) }, body }, { signal })
    return { content: [{ type: 'text', text: markUntrusted(found, 'connected accounts') }] }
  },
}
