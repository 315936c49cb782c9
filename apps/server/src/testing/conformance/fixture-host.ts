import type { McpHost, ToolAnswer, ToolCall } from '@sallyport/mcp'
import { ASKING_FIXTURES } from './asking-fixtures.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA='

const image = { type: 'image', data: PNG, mimeType: 'image/png' } as const
const text = (said: string) => ({ type: 'text', text: said }) as const
const resource = (uri: string, mimeType: string, said: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: said } }) as const

/** The tools that the suite calls, as its documentation names them. */
const FIXTURES: Readonly<Record<string, (call: ToolCall) => ToolAnswer>> = {
  test_simple_text: () => ({ content: [text('This is a simple text response for testing.')] }),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }),
  test_multiple_content_types: () => ({
    content: [
      text('Multiple content types test:'),
      image,
      resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }),
  test_error_handling: () => ({
    content: [text('This tool intentionally returns an error for testing')],
    isError: true,
  }),
  ...ASKING_FIXTURES,
}

/** Held to be kept word by word (SEP-1613). */
const SCHEMA_2020 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
} as const

/** The fixture tools of the conformance suites, on the port that the engine's own tools are behind. */
export const fixtureHost: McpHost = {
  server: { name: 'fixtures', title: 'Fixtures', version: '1.0.0' },
  instructions: 'The tools of the conformance suite.',
  listTools: async () => [
    ...Object.keys(FIXTURES).map((name) => ({
      name,
      description: `The fixture ${name}.`,
      inputSchema: { type: 'object' as const },
    })),
    { name: 'json_schema_2020_12_tool', description: 'A fixture.', inputSchema: SCHEMA_2020 as never },
  ],
  async callTool(call) {
    const fixture = Object.hasOwn(FIXTURES, call.name) ? FIXTURES[call.name] : undefined
    return fixture?.(call) ?? { content: [text(`There is no tool ${call.name}.`)], isError: true }
  },
}
