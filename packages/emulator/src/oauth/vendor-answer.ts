import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Answer } from '../respond/answer.ts'
import { bytesAnswer } from '../respond/answer.ts'
import { fillTemplate } from './fill-template.ts'
import type { OAuthProblem } from './oauth-problem.ts'
import type { ResolvedSettings } from './resolve-settings.ts'
import { scopesOf } from './scope-rules.ts'

/** What a template may speak of. */
export interface AnswerValues {
  readonly origin: string
  /** Seconds. */
  readonly now: number
  readonly subject: string | null
  readonly client_id: string | null
}

const TYPES = {
  form: 'application/x-www-form-urlencoded; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Turns what the standard says into what the vendor says. */
export class VendorAnswer {
  readonly #settings: ResolvedSettings

  constructor(settings: ResolvedSettings) {
    this.#settings = settings
  }

  /** Members of a token answer. */
  token(members: JsonObject, values: AnswerValues): JsonObject {
    const { expires_in, ...rest } = this.scoped(members)
    const extra = fillTemplate(this.#settings.extra ?? {}, { ...values })
    return {
      ...rest,
      ...(this.#settings.expiresIn === false || expires_in === undefined ? {} : { expires_in }),
      ...(isObject(extra) ? extra : {}),
    }
  }

  /** Members with the scope written as the vendor writes it. */
  scoped({ scope, ...rest }: JsonObject): JsonObject {
    const text = scopesOf(scope).join(this.#settings.scopeSeparator)
    return text === '' ? rest : { ...rest, scope: text }
  }

  problem({ status, error, description }: OAuthProblem): { readonly status: number; readonly body: Json } {
    const { errorBody = 'oauth', errorNames = {}, errorStatus } = this.#settings
    const name = Object.hasOwn(errorNames, error) ? (errorNames[error] ?? error) : error
    const values = { error: name, error_description: description }
    const body = errorBody === 'oauth' ? values : fillTemplate(errorBody, values)
    return { status: errorStatus ?? status, body }
  }

  /** JSON, or a form where the vendor answers in forms and the client did not name JSON. */
  write(
    status: number,
    body: Json,
    given: { headers: Readonly<Record<string, string>>; accept: string | undefined },
  ): Answer {
    const asForm = this.#settings.answer === 'form' && isObject(body) && !/\bjson\b/i.test(given.accept ?? '')
    const text = asForm ? formText(body) : JSON.stringify(body)
    return bytesAnswer(status, Buffer.from(text), {
      ...given.headers,
      'content-type': TYPES[asForm ? 'form' : 'json'],
    })
  }
}

function formText(members: JsonObject): string {
  return new URLSearchParams(
    Object.entries(members).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString()
}
