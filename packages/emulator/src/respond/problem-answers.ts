import { type Condition, prepareCondition } from '../behaviour/condition.ts'
import type { Filled, TemplateWorld, Variables } from '../behaviour/filled.ts'
import { filledHeaders, type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import type { ProblemBehaviour } from '../behaviour/problem-behaviour.ts'
import { PROBLEMS } from '../behaviour/problems.ts'
import { prepare } from '../behaviour/template.ts'
import { asObject, type Json, type JsonObject } from '../json.ts'
import type { Violation } from '../receive/checked-request.ts'
import { type Answer, jsonAnswer, textAnswer } from './answer.ts'

/** The vendor's own words for a problem. `variables` are those of the request, and what the problem adds. */
export type ProblemAnswers = (problem: string, variables: Variables) => Answer

interface Words {
  readonly status: Filled
  readonly headers: readonly NamedTemplate[]
  readonly body: Filled
}

interface Prepared extends Words {
  readonly each: Filled | undefined
  readonly type: string | undefined
  readonly cases: readonly { readonly when: Condition; readonly words: Words }[]
}

/** The words for every problem that has none of its own; they speak of it as `{problem}`. */
const OTHERS = 'default'

/** Throws a `TypeError` for a problem that the emulator does not have: it would never be told. */
export function createProblemAnswers(
  problems: Readonly<Record<string, ProblemBehaviour>>,
  world: TemplateWorld,
  extra: readonly string[],
): ProblemAnswers {
  const known = new Map(Object.entries(problems).map(([name, problem]) => [name, prepareProblem(problem)]))
  for (const name of known.keys()) {
    if (!Object.hasOwn(PROBLEMS, name) && name !== OTHERS && !extra.includes(name))
      throw new TypeError(`Nothing tells the problem "${name}".`)
  }
  return (problem, variables) => {
    const prepared = known.get(problem) ?? known.get(OTHERS)
    return prepared ? fill(prepared, { ...variables, problem }, world) : plain(problem, variables)
  }
}

function prepareProblem(problem: ProblemBehaviour): Prepared {
  const words = prepareWords(problem)
  return {
    ...words,
    each: problem.each === undefined ? undefined : prepare(problem.each as Json),
    type: problem.type,
    cases: (problem.cases ?? []).map((one) => ({
      when: prepareCondition(one.when as JsonObject, prepare),
      words: prepareWords({ ...problem, ...one }),
    })),
  }
}

function prepareWords({
  status,
  headers,
  body,
}: Pick<ProblemBehaviour, 'status' | 'headers' | 'body'>): Words {
  return {
    status: prepare(status as Json),
    headers: namedTemplates(headers),
    body: prepare(body as Json),
  }
}

function fill(prepared: Prepared, request: Variables, world: TemplateWorld): Answer {
  const errors = prepared.each ? errorsOf(request, prepared.each, world) : undefined
  const variables = { ...request, violation: violationsOf(request)[0], ...(errors && { errors }) }
  const words = prepared.cases.find(({ when }) => when(variables, world))?.words ?? prepared
  const headers = filledHeaders(words.headers, variables, world)
  const body = words.body(variables, world) ?? null
  const status = Number(words.status(variables, world))
  if (typeof body !== 'string' || prepared.type === undefined) return jsonAnswer(status, body, headers)
  return textAnswer(status, body, { 'content-type': prepared.type, ...headers })
}

/** Errors that somebody gave are told as they are. */
function errorsOf(variables: Variables, each: Filled, world: TemplateWorld): Json {
  if (Array.isArray(variables.errors)) return variables.errors as Json
  return violationsOf(variables).flatMap((violation) => each({ ...variables, violation }, world) ?? [])
}

function violationsOf({ violations }: Variables): readonly Violation[] {
  return Array.isArray(violations) ? violations : []
}

function plain(problem: string, { message }: Variables): Answer {
  const words = asObject(PROBLEMS[problem as keyof typeof PROBLEMS])
  return jsonAnswer(Number(words.status ?? 400), {
    error: {
      code: problem,
      message: typeof message === 'string' ? message : String(words.message ?? problem),
    },
  })
}
