import { type Static, Type } from 'typebox'
import { named, strict, Template, When } from './words.ts'

/** The vendor's words for a problem. */
export const ProblemBehaviour = Type.Object(
  {
    status: Template,
    headers: Type.Optional(named(Template)),
    body: Template,
    /** One for each violation; the list is `errors` in the body's template. */
    each: Type.Optional(Template),
    /** Content type of a body that is a text. */
    type: Type.Optional(Type.String()),
    /** Another form of it, the first whose condition holds. */
    cases: Type.Optional(
      Type.Array(
        Type.Object(
          {
            when: When,
            status: Type.Optional(Template),
            headers: Type.Optional(named(Template)),
            body: Type.Optional(Template),
          },
          strict,
        ),
      ),
    ),
  },
  strict,
)

export type ProblemBehaviour = Static<typeof ProblemBehaviour>
