import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  isInputType,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
  validate,
} from 'graphql'
import { answerOf } from './graphql-answer.ts'
import { followInput, inputSchema } from './graphql-types.ts'
import type { Schema } from './schema.ts'
import type { VendorOperation } from './vendor-description.ts'

export interface GraphqlDescription {
  readonly provenance: Readonly<Record<string, string>>
  /** What a document asks: its variables as a body, and the answer by what it selects. */
  find(document: string): VendorOperation | undefined
  /** What of a document is not valid against the schema. */
  problems(document: string): readonly string[]
  follow(schema: Schema): Schema
}

/** Reads a vendor's GraphQL schema in SDL. */
export function readGraphqlDescription(sdl: string): GraphqlDescription {
  const schema = buildSchema(sdl, { assumeValidSDL: true })
  return {
    provenance: provenanceOf(sdl),
    find(document) {
      const [parsed] = read(document)
      const operation = parsed && getOperationAST(parsed)
      if (!parsed || !operation || validate(schema, parsed).length > 0) return undefined
      return {
        path: '/graphql',
        parameters: [],
        bodies: { 'application/json': variablesOf(schema, operation) },
        answer: answerOf(schema, parsed, operation),
        answerTypes: ['application/json'],
        example: undefined,
        refusals: [],
      }
    },
    problems(document) {
      const [parsed, problem] = read(document)
      if (parsed === undefined) return [problem]
      if (!getOperationAST(parsed)) return ['holds no operation, or several']
      return validate(schema, parsed).map(({ message }) => message)
    },
    follow: (reference) => followInput(schema, reference),
  }
}

function read(document: string): [DocumentNode] | [undefined, string] {
  try {
    return [parse(document)]
  } catch (error) {
    if (error instanceof GraphQLError) return [undefined, error.message]
    throw error
  }
}

/** A variable with a default, and one that may be null, can be left out. */
function variablesOf(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): Schema {
  const variables = variableDefinitions.map(({ variable, type, defaultValue }) => {
    const found = typeFromAST(schema, type)
    const taken: Schema = isInputType(found) ? inputSchema(found) : {}
    return { name: variable.name.value, taken, needed: type.kind === 'NonNullType' && !defaultValue }
  })
  return {
    type: 'object',
    properties: Object.fromEntries(variables.map(({ name, taken }) => [name, taken])),
    required: variables.filter(({ needed }) => needed).map(({ name }) => name),
  }
}

/** From the comments at the head of the file: `# Package: name 1.2.3 (npm)`, `# File: ...`, `# Licence: ...`. */
function provenanceOf(sdl: string): Record<string, string> {
  const stated = (name: string) => new RegExp(`^# ${name}: (.*)$`, 'm').exec(sdl)?.[1]
  const [name, version] = stated('Package')?.split(' ') ?? []
  const found = { package: name, version, file: stated('File'), licence: stated('Licence') }
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
