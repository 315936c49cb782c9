import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Filled, TemplateWorld, Variables } from '../behaviour/filled.ts'
import { prepare } from '../behaviour/template.ts'
import type { Json } from '../json.ts'
import { commonVariables, type Surroundings } from './request-variables.ts'

/** Headers that the vendor gives with every answer; `{request.hex}` is the number of the request. */
export class AnswerHeaders {
  readonly #templates: readonly (readonly [string, Filled])[]
  readonly #world: TemplateWorld
  #requests = 0

  constructor({ headers = {} }: Behaviour, world: TemplateWorld) {
    this.#world = world
    this.#templates = Object.entries(headers).map(
      ([name, template]) => [name, prepare(template as Json)] as const,
    )
  }

  next(surroundings: Surroundings, asked: Variables['headers'] = {}): Record<string, string> {
    const headers: Record<string, string> = {}
    if (this.#templates.length === 0) return headers
    const number = ++this.#requests
    const request = { number, hex: number.toString(16).toUpperCase().padStart(8, '0') }
    const variables = { ...commonVariables(surroundings), request, headers: asked }
    for (const [name, template] of this.#templates) {
      const value = template(variables, this.#world)
      if (value !== undefined) headers[name] = String(value)
    }
    return headers
  }
}
