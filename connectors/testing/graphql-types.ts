import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Schema } from './schema.ts'

const REFERENCE = 'graphql:'

/** What a type of input takes. Objects are references, since they may hold themselves. */
export function inputSchema(type: GraphQLInputType): Schema {
  if (!isNonNullType(type)) return { anyOf: [bareInput(type), { type: 'null' }] }
  return bareInput(type.ofType)
}

function bareInput(type: GraphQLInputType): Schema {
  if (isNonNullType(type)) return bareInput(type.ofType)
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType) }
  if (isInputObjectType(type)) return { $ref: `${REFERENCE}${type.name}` }
  return leafSchema(type)
}

/** The schema behind a reference to an input object. */
export function followInput(schema: GraphQLSchema, { $ref = '' }: Schema): Schema {
  const type = schema.getType($ref.slice(REFERENCE.length))
  if (!isInputObjectType(type)) throw new TypeError(`The schema has no input ${$ref}.`)
  const fields = Object.values(type.getFields())
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, inputSchema(field.type)])),
    required: fields.filter(isRequiredInputField).map(({ name }) => name),
  }
}

/** The five scalars of the specification (section 3.5), which every vendor means alike. */
const SCALARS: Readonly<Record<string, string>> = {
  Int: 'integer',
  Float: 'number',
  String: 'string',
  ID: 'string',
  Boolean: 'boolean',
}
/** Scalars of vendors that are written as text. */
const WRITTEN = /^(?:DateTime|Date|TimelessDate|URI|URL|HTML|GitObjectID|Base64String)$/

/** A scalar or an enumeration; of a vendor's own scalars anything may be expected. */
export function leafSchema(type: GraphQLInputType | GraphQLOutputType): Schema {
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) }
  const name = 'name' in type ? type.name : ''
  if (WRITTEN.test(name)) return { type: 'string' }
  return SCALARS[name] === undefined ? {} : { type: SCALARS[name] }
}
