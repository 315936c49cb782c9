import type { Behaviour } from '../behaviour/behaviour.ts'
import type { TemplateWorld, Variables } from '../behaviour/filled.ts'
import { filledHeaders, type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import type { Visitor } from '../credentials/visitor.ts'
import { commonVariables, type Surroundings } from './request-variables.ts'

/** Headers that the vendor gives with every answer; `{request.hex}` is the number of the request. */
export class AnswerHeaders {
  readonly #templates: readonly NamedTemplate[]
  readonly #world: TemplateWorld
  #requests = 0

  constructor({ headers = {} }: Behaviour, world: TemplateWorld) {
    this.#world = world
    this.#templates = namedTemplates(headers)
  }

  next(
    surroundings: Surroundings,
    asked: Variables['headers'] = {},
    { expiresAt }: Pick<Visitor, 'expiresAt'> = {},
  ): Record<string, string> {
    if (this.#templates.length === 0) return {}
    const number = ++this.#requests
    const request = { number, hex: number.toString(16).toUpperCase().padStart(8, '0') }
    const variables = {
      ...commonVariables(surroundings),
      request,
      headers: asked,
      visitor: visitorOf(expiresAt),
    }
    return filledHeaders(this.#templates, variables, this.#world)
  }
}

function visitorOf(expiresAt: number | undefined) {
  if (expiresAt === undefined) return {}
  const iso = `${new Date(expiresAt).toISOString().slice(0, 19)}Z`
  return {
    expires: { iso, utc: iso.replace('T', ' ').replace('Z', ' UTC'), seconds: Math.floor(expiresAt / 1000) },
  }
}
