import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql'

export interface ReadDocument {
  readonly document: DocumentNode | undefined
  /** Why it cannot be executed. */
  readonly errors: readonly GraphQLError[]
  readonly kind: 'syntax' | 'validation'
}

const CAPACITY = 500
/** A longer one is read anew each time. */
const LONGEST_KEPT = 100_000
const MOST_ERRORS = 20
const TOO_DEEP = new GraphQLError('Syntax Error: Document is nested too deeply.')

export interface DocumentOptions {
  readonly schema: GraphQLSchema
  /** Tokens that a document may have. */
  readonly tokens: number
  readonly unusedFragments: boolean
}

/** Documents, parsed and checked against the schema. Clients send the same few again and again. */
export class Documents {
  readonly #options: DocumentOptions
  readonly #known = new Map<string, ReadDocument>()

  constructor(options: DocumentOptions) {
    this.#options = options
  }

  read(text: string): ReadDocument {
    const known = this.#known.get(text)
    if (known) return known
    const read = this.#check(text)
    if (text.length > LONGEST_KEPT) return read
    if (this.#known.size >= CAPACITY) this.#known.clear()
    this.#known.set(text, read)
    return read
  }

  #check(text: string): ReadDocument {
    const { schema, tokens, unusedFragments } = this.#options
    try {
      const document = parse(text, { maxLexicalTokens: tokens })
      const rules = specifiedRules.filter((rule) => !unusedFragments || rule !== NoUnusedFragmentsRule)
      return {
        document,
        errors: validate(schema, document, rules, { maxErrors: MOST_ERRORS }),
        kind: 'validation',
      }
    } catch (error) {
      if (error instanceof GraphQLError) return { document: undefined, errors: [error], kind: 'syntax' }
      // Parser and rules recurse: a document of thousands of levels is longer than the stack.
      if (error instanceof RangeError) return { document: undefined, errors: [TOO_DEEP], kind: 'syntax' }
      throw error
    }
  }
}
