import type { Behaviour } from '../behaviour/behaviour.ts'
import type { Description, Operation } from '../description/operation.ts'
import type { Json } from '../json.ts'
import { Uploads } from '../media/uploads.ts'
import type { Records } from '../records-of.ts'
import type { Exchange } from '../state/recordings.ts'
import { createPathAliases } from './path-aliases.ts'
import type { ProblemAnswers } from './problem-answers.ts'
import type { Surroundings } from './request-variables.ts'
import { createRestSurface } from './rest-surface.ts'
import type { Surface } from './surface.ts'

export interface RestSurfaceParts {
  readonly behaviour: Behaviour
  readonly description: Description
  readonly records: Records
  readonly problem: ProblemAnswers
  readonly surroundings: Surroundings
  readonly links: 'emulator' | 'vendor'
  readonly exchanges: readonly Exchange[]
}

/** The REST API over the records. */
export function restSurfaceOf(parts: RestSurfaceParts): Surface {
  const { behaviour, description, records, problem, surroundings, links } = parts
  const { resources, plans, store, samples, templates } = records
  const aliases = createPathAliases(behaviour.aliases ?? [], { store, samples, resources })
  const world = {
    behaviour,
    resources,
    store,
    samples,
    templates,
    linkOrigin: links === 'vendor' ? description.origin : surroundings.origin,
    linkPath: (url: string) => aliases.toNumbered(url),
  }
  const exemplary = (operation: Operation, seed: string): Json => {
    const { example, schema } = operation.success
    return example ?? (schema ? records.generate(schema, seed) : {})
  }
  return createRestSurface({
    description,
    behaviour,
    aliases,
    surroundings,
    links: { from: links === 'vendor' ? [] : (behaviour.origins ?? []), to: surroundings.origin },
    refusals: parts.exchanges.filter(({ status }) => status >= 400),
    responder: { world, plans, problem, exemplary, uploads: new Uploads(), schemas: description.schemas },
  })
}
