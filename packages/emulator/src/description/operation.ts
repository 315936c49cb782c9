import type { Json, JsonObject } from '../json.ts'

/** OpenAPI 3.1, "Style Values": how a value that is no text is written into a path, query or header. */
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly style: ParameterStyle
  readonly explode: boolean
  /** JSON Schema of the decoded value. */
  readonly schema: JsonObject
  /** The value is text of this media type (`application/json`), not of a style. */
  readonly mediaType: string | undefined
  /** The variable of a path may contain slashes (`x-multi-segment`, as GitHub marks them). */
  readonly multiSegment?: boolean
}

export interface RequestBody {
  readonly required: boolean
  /** By media type, as the description spells it, ranges (`*\/*`) included. */
  readonly content: ReadonlyMap<string, MediaType>
}

export interface MediaType {
  readonly schema: JsonObject
  /** OpenAPI's "Encoding Object" by property: style and explode of a form's members, content type of a part. */
  readonly encoding: JsonObject
}

/** The first 2xx response that the description gives. */
export interface SuccessResponse {
  readonly status: number
  /** `undefined` where the answer has no body. */
  readonly mediaType: string | undefined
  readonly schema: JsonObject | undefined
  readonly example: Json | undefined
}

/** Alternatives of which one has to be met; each names schemes that go together. Empty: nobody has to sign in. */
export type SecurityRequirement = readonly string[]

export interface Operation {
  /** Method and path template: `GET /repos/{owner}/{repo}`. */
  readonly name: string
  readonly method: string
  /** Path template below the base path of the description. */
  readonly path: string
  /** Of an operation with a server of its own: that server's path, which takes the place of the description's. */
  readonly basePath?: string
  readonly parameters: readonly Parameter[]
  readonly body: RequestBody | undefined
  readonly success: SuccessResponse
  readonly security: readonly SecurityRequirement[] | undefined
  readonly documentationUrl: string | undefined
}

/** An OpenAPI document as the emulator reads it. */
export interface Description {
  /** `https://api.github.com` */
  readonly origin: string
  /** Path of the first server, without a slash at its end: `/drive/v3`, or empty. */
  readonly basePath: string
  /** By name. */
  readonly operations: ReadonlyMap<string, Operation>
  /** `components.schemas` as JSON Schema: `nullable` and boolean `exclusiveMinimum` are translated. References stay `#/components/schemas/X`. */
  readonly schemas: JsonObject
  /** What was left out of the description because it could not be used: patterns, references, keywords. */
  readonly notes?: readonly string[]
}
